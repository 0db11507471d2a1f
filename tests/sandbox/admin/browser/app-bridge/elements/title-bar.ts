import type { TitleBarContent } from "#tests/sandbox/admin/browser/messages.ts";
import { barControls, describeControls, watch } from "./read-buttons.ts";

/** The bars of the document, the latest last: during a navigation the next page's comes before the last one's goes. */
const bars: HTMLElement[] = [];

/** `ui-title-bar`: the bar above the frame, with breadcrumb and actions. Inside a `ui-modal` it belongs to the dialog. */
export function defineTitleBar(show: (content: TitleBarContent | undefined) => void): void {
  class TitleBar extends HTMLElement {
    #stop: (() => void) | undefined;

    connectedCallback(): void {
      if (this.closest("ui-modal")) return;
      bars.push(this);
      const send = (): void => showLatest(show);
      this.#stop = watch(this, send);
      queueMicrotask(send);
    }

    disconnectedCallback(): void {
      this.#stop?.();
      if (bars.includes(this)) bars.splice(bars.indexOf(this), 1);
      queueMicrotask(() => showLatest(show));
    }
  }
  customElements.define("ui-title-bar", TitleBar);
}

export function pressTitleBarControl(index: number): void {
  const bar = bars.at(-1);
  if (bar) barControls(bar)[index]?.click();
}

function showLatest(show: (content: TitleBarContent | undefined) => void): void {
  const bar = bars.at(-1);
  show(bar && { title: bar.getAttribute("title") ?? "", buttons: describeControls(bar) });
}
