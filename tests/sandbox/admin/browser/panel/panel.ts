import { byId, element } from "#tests/sandbox/admin/browser/element.ts";
import { drawDelivery } from "./delivery.ts";
import { drawLog } from "./log.ts";
import { drawOrderForm } from "./order-form.ts";
import { drawRecentOrders } from "./recent-orders.ts";

/** A tab's content. `refresh` brings it up to date and is called every second while the tab is shown. */
export type Tab = { content: HTMLElement; refresh: () => Promise<void> };

const titles = { shop: "Shop", orders: "Orders", delivery: "Delivery", log: "Log" } as const;
type TabName = keyof typeof titles;

const REFRESH_MS = 1_000;
const STORAGE_KEY = "stand-in.panel";

/** The drawer at the right, where a newcomer is the shopper and the weather. Open or closed, it stays so from page to page. */
export function wirePanel(): void {
  const panel = byId("panel");
  const button = byId("panel-button");
  let drawer: Drawer | undefined;
  const toggle = (isOpen: boolean): void => {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    drawer ??= isOpen ? fillPanel(panel, () => close()) : undefined;
    if (isOpen) drawer?.start();
    else drawer?.stop();
  };
  const close = (): void => {
    toggle(false);
    sessionStorage.removeItem(STORAGE_KEY);
    button.focus();
  };
  button.addEventListener("click", () => {
    if (!panel.hidden) return close();
    toggle(true);
    sessionStorage.setItem(STORAGE_KEY, "shop");
    panel.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  if (sessionStorage.getItem(STORAGE_KEY) !== null) toggle(true);
}

type Drawer = { start: () => void; stop: () => void };

function fillPanel(panel: HTMLElement, close: () => void): Drawer {
  const tabs: Record<TabName, Tab> = {
    shop: drawOrderForm(),
    orders: drawRecentOrders(),
    delivery: drawDelivery(),
    log: drawLog(),
  };
  const names = Object.keys(titles) as TabName[];
  const problem = element("p", { class: "panel-problem", role: "alert", hidden: true });
  const buttons = names.map((name) => tabButton(name, () => show(name)));
  const bodies = names.map((name) =>
    element(
      "div",
      { id: `panel-${name}`, class: "panel-body", role: "tabpanel", tabindex: 0, "aria-labelledby": `tab-${name}` },
      [tabs[name].content],
    ),
  );
  let shown: TabName = names.find((name) => name === sessionStorage.getItem(STORAGE_KEY)) ?? "shop";
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    try {
      await tabs[shown].refresh();
      problem.hidden = true;
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      problem.hidden = false;
    }
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), REFRESH_MS);
  }
  function show(name: TabName): void {
    shown = name;
    sessionStorage.setItem(STORAGE_KEY, name);
    names.forEach((each, index) => {
      buttons[index]?.setAttribute("aria-selected", String(each === name));
      buttons[index]?.setAttribute("tabindex", each === name ? "0" : "-1");
      if (bodies[index]) bodies[index].hidden = each !== name;
    });
    void refresh();
  }

  const closeButton = element("button", { class: "panel-close", type: "button", "aria-label": "Close panel" }, ["✕"], {
    click: close,
  });
  const list = element("div", { class: "tabs", role: "tablist", "aria-label": "Shopper panel" }, buttons, {
    keydown: (event) => moveBetweenTabs(event, buttons),
  });
  panel.append(
    element("header", {}, [element("h2", {}, ["You are the shopper"]), closeButton]),
    list,
    problem,
    ...bodies,
  );
  return { start: () => show(shown), stop: () => clearTimeout(timer) };
}

function tabButton(name: TabName, click: () => void): HTMLButtonElement {
  const attributes = { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` };
  return element("button", attributes, [titles[name]], { click });
}

/** Arrow keys, as the pattern for tabs asks (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). */
function moveBetweenTabs(event: Event, buttons: HTMLButtonElement[]): void {
  if (!(event instanceof KeyboardEvent)) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next?.focus();
  next?.click();
}
