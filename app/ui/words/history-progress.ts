import { countOf } from "./format-money.ts";

/** How far the import of the last 60 days is, as pages carry it. */
export type ShownProgress = {
  state: "starting" | "running" | "loading" | "assessing" | "done" | "failed";
  ordersExpected: number | null;
  ordersRead: number;
  ordersLoaded: number;
  startedAt: Date;
  finishedAt: Date | null;
  reason: string | null;
};

/** What happens now, how far it is in numbers, and the share of the whole in percent. */
export type ProgressWords = { step: string; numbers: string; percent: number };

// Of the whole: Shopify prepares the orders (as long as it likes), then they are recorded, then looked at.
const PREPARED_PERCENT = 50;
const RECORDED_PERCENT = 95;

/** Null stands for a shop whose locations, products and stock are still being read. */
export function sayProgress(progress: ShownProgress | null): ProgressWords {
  if (progress === null)
    return { step: "Reading your locations, products and stock", numbers: "Orders come next.", percent: 2 };
  const { state, ordersExpected, ordersRead, ordersLoaded } = progress;
  const orders = Math.max(ordersExpected ?? 0, ordersRead, ordersLoaded);
  const whole = countOf(orders, "order");
  const part = (done: number) => (orders === 0 ? 0 : Math.min(1, done / orders));
  switch (state) {
    case "starting":
      return {
        step: "Asking Shopify for your orders",
        numbers: orders === 0 ? "Counting them." : `${whole}.`,
        percent: 5,
      };
    case "running":
      return {
        step: "Shopify is preparing your orders",
        numbers: `${ordersRead.toLocaleString("en")} of ${whole}.`,
        percent: 5 + Math.round(part(ordersRead) * (PREPARED_PERCENT - 5)),
      };
    case "loading":
      return {
        step: "Recording your orders",
        numbers: `${ordersLoaded.toLocaleString("en")} of ${whole}.`,
        percent: PREPARED_PERCENT + Math.round(part(ordersLoaded) * (RECORDED_PERCENT - PREPARED_PERCENT)),
      };
    case "assessing":
      return { step: "Looking at your orders", numbers: `${whole}.`, percent: RECORDED_PERCENT };
    case "done":
      return { step: "All orders were looked at", numbers: `${whole}.`, percent: 100 };
    case "failed":
      return { step: "Your orders could not be read", numbers: "", percent: 0 };
  }
}

/** Whether somebody has to wait for it. */
export function isImporting(progress: ShownProgress | null): boolean {
  return progress === null || (progress.state !== "done" && progress.state !== "failed");
}
