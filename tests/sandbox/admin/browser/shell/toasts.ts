import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import { byId, element } from "#tests/sandbox/admin/browser/element.ts";
import type { FrameCalls, ToastContent } from "#tests/sandbox/admin/browser/messages.ts";

/** As in the admin, older ones make room. */
const MOST_AT_ONCE = 3;

const removers = new Map<string, () => void>();

export function showToast(toast: ToastContent, frame: Call<FrameCalls>): void {
  const act = (): void => {
    void frame("toastAction", toast.id);
    remove();
  };
  const shown = element(
    "div",
    { class: toast.isError ? "toast error" : "toast", role: toast.isError ? "alert" : "status" },
    [
      toast.text,
      toast.action && element("button", { type: "button", class: "action" }, [toast.action], { click: act }),
      element("button", { type: "button", "aria-label": "Dismiss" }, ["✕"], { click: () => remove() }),
    ],
  );
  const timer = setTimeout(() => remove(), toast.durationMs);
  const remove = (): void => {
    if (!removers.delete(toast.id)) return;
    clearTimeout(timer);
    shown.remove();
    void frame("toastDismissed", toast.id);
  };
  for (const removeOldest of [...removers.values()].slice(0, Math.max(0, removers.size - MOST_AT_ONCE + 1)))
    removeOldest();
  removers.set(toast.id, remove);
  byId("toasts").append(shown);
}

export function hideToast(id: string): void {
  removers.get(id)?.();
}
