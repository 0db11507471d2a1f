import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import { byId, element } from "#tests/sandbox/admin/browser/element.ts";
import type { FrameCalls, SaveBarContent } from "#tests/sandbox/admin/browser/messages.ts";
import { ask } from "./ask.ts";

let shownId: string | undefined;

/** "Unsaved changes" lies over the search field until the app saves or discards. */
export function showSaveBar({ id, buttons }: SaveBarContent, frame: Call<FrameCalls>): void {
  shownId = id;
  const controls = buttons.map((button, index) =>
    element(
      "button",
      {
        type: "button",
        class: button.variant === "primary" ? "primary" : undefined,
        disabled: button.disabled || button.loading,
      },
      [button.text || (button.variant === "primary" ? "Save" : "Discard")],
      { click: () => void frame("pressSaveBar", id, index) },
    ),
  );
  byId("save-bar").replaceChildren("Unsaved changes", element("span", { class: "spacer" }), ...controls.reverse());
  byId("save-bar").hidden = false;
}

export function hideSaveBar(id: string): void {
  if (shownId === id) forgetSaveBar();
}

/** A document that went away takes its unsaved changes with it. */
export function forgetSaveBar(): void {
  shownId = undefined;
  byId("save-bar").hidden = true;
}

/** True when nothing is unsaved, or when the person gives the changes up. */
export async function confirmLeaving(): Promise<boolean> {
  if (shownId === undefined) return true;
  const bar = byId("save-bar");
  bar.classList.remove("nudge");
  // Reading the width makes the browser notice the removal, so that the animation runs again.
  void bar.offsetWidth;
  bar.classList.add("nudge");
  return ask({
    title: "Leave page with unsaved changes?",
    body: ["Leaving this page will delete all unsaved changes."],
    confirm: "Leave page",
    cancel: "Stay",
    isCritical: true,
  });
}
