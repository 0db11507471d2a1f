import type { MenuActionDescriptor } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useClicks } from "./use-clicks.ts";

/** The Stop button's parts: the action for a page's header, and the question it asks first. */
export function useStop(isAnythingActing: boolean): {
  action: MenuActionDescriptor;
  modal: ReactNode;
  problem: string | undefined;
} {
  const [isAsking, setAsking] = useState(false);
  const { click, pending, problem } = useClicks("/app/stop");
  const modal = (
    <ConfirmModal
      isOpen={isAsking}
      title="Set everything to Watch?"
      sentence="Nothing more is sent to Shopify and no document is issued until you let a capability act again. Orders are still decided and shown. What was already done stays."
      confirm="Set everything to Watch"
      onConfirm={() => click("stop")}
      onClose={() => setAsking(false)}
    />
  );
  const action = {
    content: "Stop everything",
    destructive: true,
    disabled: !isAnythingActing,
    loading: pending !== undefined,
    helpText: isAnythingActing ? undefined : "Nothing acts or asks: every capability is at Watch or off.",
    onAction: () => setAsking(true),
  };
  return { action, modal, problem };
}
