import type { Capability } from "#app/domain/settings.ts";
import type { HistoryReport } from "#app/queries/read-history-report.ts";
import { CAPABILITY_TITLE, MODE_SENTENCE } from "#app/ui/words/capability-text.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import type { CapabilityDraft } from "./settings-draft.ts";

/** Only what is counted from the report is said: kinds that it does not look for come on top. */
const PAST: Record<Capability, ((report: HistoryReport) => { orders: number; what: string }) | null> = {
  hold: ({ heldOrders }) => ({
    orders: heldOrders,
    what: "for their address or as a duplicate; risk, payment and other checks come on top",
  }),
  route: (report) => ({
    orders: ordersOf(report, "split_cost"),
    what: "kept in fewer parcels, where stock allowed it",
  }),
  stock: null,
  invoice: (report) => ({
    orders: ordersOf(report, "missing_credit_note"),
    what: "with a credit note, beside an invoice for every paid order",
  }),
  notify: null,
};

function ordersOf({ kinds }: HistoryReport, wanted: HistoryReport["kinds"][number]["kind"]): number {
  return kinds.find(({ kind }) => kind === wanted)?.orders ?? 0;
}

/** What is going to change once a capability is let loose as the form says, one sentence each. Empty where nothing is. */
export function sayPromise(
  capability: Capability,
  draft: CapabilityDraft,
  saved: CapabilityDraft,
  report: HistoryReport | null,
): string[] {
  const isLive = draft.mode === "act" || draft.mode === "suggest";
  if (!isLive || draft.mode === saved.mode) return [];
  const does = MODE_SENTENCE[capability][draft.mode];
  const sentences = [`From now on it ${does.charAt(0).toLowerCase()}${does.slice(1)}`];
  const past = report && PAST[capability]?.(report);
  if (past && report.orders > 0) {
    const { orders, what } = past;
    sentences.push(
      `In your last 60 days that would have been ${orders.toLocaleString("en")} of ${countOf(report.orders, "order")}, ${what}.`,
    );
  }
  sentences.push(
    draft.goLiveDay === ""
      ? "Orders placed before you save stay as they are."
      : "Orders placed before the day it goes live stay as they are.",
  );
  if (draft.mode === "act") {
    sentences.push(
      `After ${draft.hourlyLimit || "0"} in an hour it stops by itself, falls back to Suggest and tells you. Change the number below.`,
    );
  }
  sentences.push(
    `To undo it, press Undo after saving or set “${CAPABILITY_TITLE[capability]}” back to Watch: what still waits to be sent is then pulled back. What was already done stays.`,
  );
  return sentences;
}
