import type { NavItem } from "#tests/sandbox/admin/browser/messages.ts";
import { watch } from "./read-buttons.ts";

/** `ui-nav-menu`: its links are shown by the admin page, in the navigation on the left. */
export function defineNavMenu(show: (items: NavItem[]) => void): void {
  class NavMenu extends HTMLElement {
    #stop: (() => void) | undefined;

    connectedCallback(): void {
      const send = (): void => show(readItems(this));
      this.#stop = watch(this, send);
      queueMicrotask(send);
    }

    disconnectedCallback(): void {
      this.#stop?.();
    }
  }
  customElements.define("ui-nav-menu", NavMenu);
}

function readItems(menu: Element): NavItem[] {
  return [...menu.querySelectorAll("a")].map((link) => ({
    href: link.getAttribute("href") ?? "",
    text: link.textContent.trim(),
    isHome: link.rel === "home",
  }));
}
