import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import { byId, element } from "#tests/sandbox/admin/browser/element.ts";
import type { FrameCalls, NavItem } from "#tests/sandbox/admin/browser/messages.ts";
import { pageData } from "./page-data.ts";
import { confirmLeaving } from "./save-bar.ts";

/** A frame that shows an error page cannot answer; then the whole page goes there. */
const ANSWER_WITHIN_MS = 1_500;

let frame: Call<FrameCalls> | undefined;
let homeHref = "/app";

export function setFrame(call: Call<FrameCalls>): void {
  frame = call;
}

/** Draws the app's own menu under its name, as the admin does. The home item is the name itself. */
export function showNavMenu(items: NavItem[]): void {
  homeHref = items.find((item) => item.isHome)?.href ?? homeHref;
  const links = items.filter((item) => !item.isHome).map((item) => element("li", {}, [linkTo(item)]));
  byId("app-navigation").replaceChildren(...links);
  markCurrent();
}

/** The address bar follows the app, so that reload, bookmark and a copied link show the same page again. */
export function followFrame(path: string): void {
  history.replaceState(history.state, "", pageData.appPath + path);
  markCurrent();
}

export async function goTo(href: string): Promise<void> {
  if (!(await confirmLeaving())) return;
  const went = frame?.("navigate", href).then(() => true) ?? Promise.resolve(false);
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ANSWER_WITHIN_MS));
  if (!(await Promise.race([went, late]))) location.assign(pageData.appPath + href);
}

export function wireAppLink(): void {
  byId("app-link").addEventListener("click", (event) => {
    if (!frame || isForNewWindow(event)) return;
    event.preventDefault();
    void goTo(homeHref);
  });
}

function linkTo(item: NavItem): HTMLElement {
  const follow = (event: Event): void => {
    if (isForNewWindow(event)) return;
    event.preventDefault();
    void goTo(item.href);
  };
  return element("a", { href: pageData.appPath + item.href }, [item.text], { click: follow });
}

function isForNewWindow(event: Event): boolean {
  return event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
}

function markCurrent(): void {
  const links = [...byId("app-navigation").querySelectorAll("a")];
  // The longest of the menu's paths that the current one begins with: an order's page belongs to Orders.
  const current = links
    .filter((link) => location.pathname === link.pathname || location.pathname.startsWith(`${link.pathname}/`))
    .sort((one, other) => other.pathname.length - one.pathname.length)[0];
  for (const link of [byId("app-link"), ...links]) link.removeAttribute("aria-current");
  (current ?? byId("app-link")).setAttribute("aria-current", "page");
}
