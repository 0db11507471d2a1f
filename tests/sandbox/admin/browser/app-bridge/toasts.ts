import type { ToastOptions } from "@shopify/app-bridge-types";
import type { Call } from "#tests/sandbox/admin/browser/channel.ts";
import type { HostCalls } from "#tests/sandbox/admin/browser/messages.ts";

/** Shopify's own default. */
const DEFAULT_DURATION_MS = 5_000;

export type Toasts = {
  show: (text: string, options?: ToastOptions) => string;
  hide: (id: string) => void;
  /** The admin page reports what the person did with a toast. */
  acted: (id: string) => void;
  dismissed: (id: string) => void;
};

export function makeToasts(call: Call<HostCalls>): Toasts {
  const optionsById = new Map<string, ToastOptions>();
  let shown = 0;
  return {
    show(text, options = {}) {
      shown += 1;
      const id = `toast-${shown}`;
      optionsById.set(id, options);
      void call("showToast", {
        id,
        text,
        isError: options.isError ?? false,
        durationMs: options.duration ?? DEFAULT_DURATION_MS,
        action: options.action,
      });
      return id;
    },
    hide: (id) => void call("hideToast", id),
    acted: (id) => optionsById.get(id)?.onAction?.(),
    dismissed(id) {
      optionsById.get(id)?.onDismiss?.();
      optionsById.delete(id);
    },
  };
}
