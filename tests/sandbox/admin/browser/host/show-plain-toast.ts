import { byId, element } from "#tests/sandbox/admin/browser/element.ts";

const SHOWN_FOR_MS = 5_000;

/** A text that goes by itself: what an extension may say beside its own place. */
export function showPlainToast(text: string): void {
  const toast = element("div", { class: "toast", role: "status" }, [text]);
  byId("toasts").append(toast);
  setTimeout(() => toast.remove(), SHOWN_FOR_MS);
}
