import type { OutboxRow, OutboxState } from "#app/db/outbox-rows.ts";
import type { PlannedAction } from "#app/domain/decision.ts";

/** Outbox messages in these states have not been sent and may still be given up. */
export const OPEN_STATES: readonly OutboxState[] = ["watched", "suggested", "waiting", "needs_person", "failed"];

/** In these they wait for a person's word. Only what asks can be answered. */
export const ASKING_STATES: readonly OutboxState[] = ["suggested", "needs_person"];

export type Round = {
  number: number;
  /** Shopify did it, and somebody has undone it since: we do not fight over it, a person decides. */
  isUndone: boolean;
};

/**
 * Which round of a wish this is; null while what Shopify was last told about its fulfillment order is still to be read.
 *
 * A wish that was given up or whose answer was lost gets its next round as soon as a younger read shows that it is still
 * missing. A wish that Shopify fulfilled and that is missing again was undone: by ourselves, if we told Shopify something
 * else about the same fulfillment order since, otherwise by somebody in Shopify's admin or another app.
 */
export function nextRound(rows: readonly OutboxRow[], action: PlannedAction, readAt: string | null): Round | null {
  if (rows.some((row) => isUnanswered(row, action, readAt))) return null;
  const rounds = rows.filter((row) => row.key.startsWith(`${action.key}#`));
  const last = rounds.at(-1);
  if (!last) return { number: 1, isUndone: false };
  if (OPEN_STATES.includes(last.state) || last.state === "dismissed") return { number: rounds.length, isUndone: false };
  const next = { number: rounds.length + 1, isUndone: false };
  if (last.attempts === 0) return next;
  const isInsisting = last.state === "sent" && action.kind !== "release_hold" && isLastWord(rows, last);
  return isInsisting ? { ...next, isUndone: true } : next;
}

/**
 * Whether Shopify was told something about the same fulfillment order of which no younger read shows what came of it: a
 * wish in other words (another note on the same hold) would then be said twice.
 */
function isUnanswered(row: OutboxRow, action: PlannedAction, readAt: string | null): boolean {
  if (row.payload.fulfillmentOrderId !== action.fulfillmentOrderId || row.attempts === 0) return false;
  if (row.state === "sending") return true;
  return (row.state === "sent" || row.state === "obsolete") && !isReadSince(row, readAt);
}

function isReadSince(row: OutboxRow, readAt: string | null): boolean {
  return readAt !== null && row.settledAt !== null && Date.parse(readAt) >= row.settledAt.getTime();
}

/** Whether this was the last thing Shopify was told about its fulfillment order. */
function isLastWord(rows: readonly OutboxRow[], last: OutboxRow): boolean {
  const { fulfillmentOrderId } = last.payload;
  return !rows.some(
    (row) =>
      row.id !== last.id &&
      row.state === "sent" &&
      row.payload.fulfillmentOrderId === fulfillmentOrderId &&
      row.settledAt !== null &&
      row.settledAt.getTime() >= (last.settledAt?.getTime() ?? 0),
  );
}
