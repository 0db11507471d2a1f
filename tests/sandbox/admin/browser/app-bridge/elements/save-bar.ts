import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { HostCalls } from "#tests/sandbox/admin/browser/messages.ts";
import { barControls, describeControls, watch } from "./read-buttons.ts";

type SaveBarElement = HTMLElement & { show(): Promise<void>; hide(): Promise<void>; readonly showing: boolean };

const shown = new Map<string, SaveBarElement>();

/** `ui-save-bar`: "Unsaved changes" in the admin's top bar. Its buttons stay in the app; the admin shows copies. */
export function defineSaveBar(call: Call<HostCalls>): void {
  class SaveBar extends HTMLElement {
    #stop: (() => void) | undefined;

    get showing(): boolean {
      return shown.get(this.id) === this;
    }

    async show(): Promise<void> {
      if (this.showing) return;
      shown.set(this.id, this);
      const send = (): Promise<void> => call("showSaveBar", { id: this.id, buttons: describeControls(this) });
      this.#stop = watch(this, () => void send());
      this.dispatchEvent(new Event("show"));
      await send();
    }

    async hide(): Promise<void> {
      if (!this.showing) return;
      shown.delete(this.id);
      this.#stop?.();
      this.dispatchEvent(new Event("hide"));
      await call("hideSaveBar", this.id);
    }

    async toggle(): Promise<void> {
      await (this.showing ? this.hide() : this.show());
    }

    disconnectedCallback(): void {
      void this.hide();
    }
  }
  customElements.define("ui-save-bar", SaveBar);
}

export async function pressSaveBarControl(call: Call<HostCalls>, id: string, index: number): Promise<void> {
  const bar = shown.get(id);
  const control = bar && barControls(bar)[index];
  if (!control) return;
  const discards = control.getAttribute("variant") !== "primary";
  const asksFirst = bar.hasAttribute("discardconfirmation") && bar.getAttribute("discardconfirmation") !== "false";
  if (discards && asksFirst && !(await call("confirmLeaving"))) return;
  control.click();
}

export function saveBarById(id: string): SaveBarElement | undefined {
  return shown.get(id) ?? (document.getElementById(id) as SaveBarElement | null) ?? undefined;
}
