import type { MenuActionDescriptor } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useMay } from "./shop-context.tsx";
import { useClicks } from "./use-clicks.ts";

/** The Stop button's parts: the actions for a page's header, none for who may not stop, and the question it asks first. */
export function useStop(isAnythingActing: boolean): {
  actions: MenuActionDescriptor[];
  modal: ReactNode;
  problem: string | undefined;
} {
  const isAllowed = useMay("stop_everything").allowed;
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
  const action: MenuActionDescriptor = {
    content: "Stop everything",
    destructive: true,
    disabled: !isAnythingActing,
    loading: pending !== undefined,
    helpText: isAnythingActing ? undefined : "Nothing acts or asks: every capability is at Watch or off.",
    onAction: () => setAsking(true),
  };
  return { actions: isAllowed ? [action] : [], modal, problem };
}
