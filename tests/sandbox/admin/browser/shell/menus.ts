import { byId } from "#tests/sandbox/admin/browser/element.ts";

/** The navigation slides over the page on a phone; Escape, a choice and a click beside it close it. */
export function wireNavigation(): void {
  const button = byId("menu-button");
  const navigation = byId("navigation");
  const scrim = byId("scrim");
  const open = (isOpen: boolean): void => {
    navigation.classList.toggle("open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    scrim.hidden = !isOpen;
    if (isOpen) navigation.querySelector("a")?.focus();
  };
  button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
  scrim.addEventListener("click", () => open(false));
  navigation.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) open(false);
  });
  navigation.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    open(false);
    button.focus();
  });
}

export function wireShopMenu(): void {
  const menu = byId("shops");
  const close = (): void => menu.removeAttribute("open");
  addEventListener("click", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) close();
  });
  // A click into the app's frame is not seen here, but it takes the focus away.
  addEventListener("blur", close);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    menu.querySelector("summary")?.focus();
  });
}

/** While a dialog is open in the frame, the page around it is dimmed. */
export function dim(isDimmed: boolean): void {
  document.body.classList.toggle("dimmed", isDimmed);
}
