import { expect, test } from "vitest";
import type { OutboxRow } from "#app/db/outbox-rows.ts";
import type { PlannedAction } from "#app/domain/decision.ts";
import { nextRound } from "#app/pipeline/next-round.ts";

const hold = (notes: string): PlannedAction => ({
  kind: "hold",
  key: `hold:5:switchyard-stock:${notes}`,
  capability: "hold",
  fulfillmentOrderId: "5",
  holdReason: "INVENTORY_OUT_OF_STOCK",
  notes,
  handle: "switchyard-stock",
});
const release: PlannedAction = {
  kind: "release_hold",
  key: "release_hold:5:9",
  capability: "hold",
  fulfillmentOrderId: "5",
  holdIds: ["9"],
};
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds));

function row(payload: PlannedAction, round: number, changes: Partial<OutboxRow>): OutboxRow {
  const state = { state: "sent" as const, attempts: 1, createdAt: at(0), reason: null, settledAt: at(10) };
  return {
    id: String(round),
    key: `${payload.key}#${round}`,
    orderId: "1",
    capability: "hold",
    kind: payload.kind,
    payload,
    ...state,
    ...changes,
  };
}
const readAt = (seconds: number) => at(seconds).toISOString();

test("a new wish is its first round", () => {
  expect(nextRound([], hold("a"), null)).toEqual({ number: 1, isUndone: false });
});

test("a wish that waits is the same wish", () => {
  expect(nextRound([row(hold("a"), 1, { state: "waiting", attempts: 0, settledAt: null })], hold("a"), null)).toEqual({
    number: 1,
    isUndone: false,
  });
});

test.each([
  ["is on its way", { state: "sending" as const, settledAt: null }],
  ["was accepted", { state: "sent" as const }],
  ["got lost on the way", { state: "obsolete" as const }],
])(
  "while a call %s and the order was not read since, nothing more is said about that fulfillment order, in whatever words",
  (_what, changes) => {
    const rows = [row(hold("a"), 1, changes)];
    expect(nextRound(rows, hold("a"), readAt(5))).toBeNull();
    expect(nextRound(rows, hold("b"), readAt(5))).toBeNull();
    expect(nextRound(rows, release, readAt(5))).toBeNull();
  },
);

test("what is said about another fulfillment order does not wait", () => {
  const other: PlannedAction = { ...hold("a"), key: "hold:6:x", fulfillmentOrderId: "6" };
  expect(nextRound([row(hold("a"), 1, { state: "sending" })], other, null)).toEqual({ number: 1, isUndone: false });
});

test("a lost call that a younger read does not show is wished again", () => {
  expect(nextRound([row(hold("a"), 1, { state: "obsolete" })], hold("a"), readAt(11))).toEqual({
    number: 2,
    isUndone: false,
  });
});

test("what was accepted and is missing was undone by somebody", () => {
  expect(nextRound([row(hold("a"), 1, {})], hold("a"), readAt(11))).toEqual({ number: 2, isUndone: true });
});

test("what we have undone ourselves is simply wished again", () => {
  const rows = [row(hold("a"), 1, {}), row(release, 2, { settledAt: at(20) })];
  expect(nextRound(rows, hold("a"), readAt(21))).toEqual({ number: 2, isUndone: false });
});

test("what was given up before it was sent begins anew without a read", () => {
  expect(nextRound([row(hold("a"), 1, { state: "obsolete", attempts: 0 })], hold("a"), null)).toEqual({
    number: 2,
    isUndone: false,
  });
});
