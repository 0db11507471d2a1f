import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { fulfillmentOrder, lineItem, price, transaction } from "#tests/domain/build-order.ts";
import { at, event, foldAll, LIFE, parcel, permutationsOf, read } from "./build-life.ts";

const payment = (status: "pending" | "success" | "failure"): Change => ({
  kind: "transaction",
  orderId: "1001",
  transaction: transaction({ id: "600", kind: "capture", status, amount: price(2000) }),
});

test("a payment's state only moves forward", () => {
  expect(foldAll([LIFE[0]!, payment("success"), payment("pending")]).transactions[0]?.status).toBe("success");
  expect(foldAll([LIFE[0]!, payment("pending"), payment("failure")]).transactions[0]?.status).toBe("failure");
});

test("a parcel that is called back within the second in which it left is known as called back, whichever is told first", () => {
  const told = (status: "open" | "success" | "cancelled", trackingNumbers: string[]): Change => ({
    kind: "fulfillment",
    orderId: "1001",
    fulfillment: parcel({ status, trackingNumbers }),
  });
  // Whatever the numbers are: by the mere order of two statements one of these pairs would end the wrong way round.
  for (const numbers of [["JJD1"], ["JJD2"]])
    for (const sequence of permutationsOf([
      LIFE[0]!,
      told("open", []),
      told("success", ["JJD1"]),
      told("cancelled", numbers),
    ]))
      expect(foldAll(sequence).fulfillments[0]?.status).toBe("cancelled");
});

test("a later read of the work stands, but not one that shows an older state of it", () => {
  const held = fulfillmentOrder([lineItem()], { status: "ON_HOLD", updatedAt: at("12:10:00") });
  const open = fulfillmentOrder([lineItem()], { status: "OPEN", updatedAt: at("12:05:00") });
  const first = read(at("12:11:00"), { fulfillmentOrders: [held] });
  const stale = read(at("12:12:00"), { fulfillmentOrders: [open] });
  for (const sequence of permutationsOf([LIFE[0]!, first, stale]))
    expect(foldAll(sequence).fulfillmentOrders[0]?.status).toBe("ON_HOLD");
});

test("of two reads that show the same time of the work the later stands", () => {
  const before = read(at("12:11:00"), {
    fulfillmentOrders: [fulfillmentOrder([lineItem()], { supportedActions: ["HOLD"] })],
  });
  const after = read(at("12:12:00"), {
    fulfillmentOrders: [fulfillmentOrder([lineItem()], { supportedActions: ["MOVE"] })],
  });
  for (const sequence of permutationsOf([LIFE[0]!, before, after])) {
    expect(foldAll(sequence).fulfillmentOrders[0]?.supportedActions).toEqual(["MOVE"]);
  }
});

test("an event of a parcel that was taken back stays away, even when its creation comes later", () => {
  const parts = [LIFE[0]!, event("41", "delivered", at("18:00:00")), event("42", "in_transit", at("17:00:00"))];
  const back: Change = {
    kind: "fulfillment_event",
    orderId: "1001",
    fulfillmentId: "401",
    eventId: "41",
    event: null,
  };
  for (const sequence of permutationsOf([...parts, back])) {
    expect(foldAll(sequence).fulfillments[0]?.events.map((each) => each.id)).toEqual(["42"]);
  }
});

test("a fulfillment order that a move has opened stands beside the one it left", () => {
  const moved = read(at("12:20:00"), {
    fulfillmentOrders: [
      fulfillmentOrder([lineItem()], { status: "CLOSED", updatedAt: at("12:19:00") }),
      fulfillmentOrder([lineItem()], { id: "502", locationId: "L2", updatedAt: at("12:19:00") }),
    ],
  });
  const folded = foldChange(foldAll([LIFE[0]!, read(at("12:00:03"))]), moved);
  expect(folded.facts?.fulfillmentOrders.map(({ id, status }) => `${id} ${status}`)).toEqual([
    "501 CLOSED",
    "502 OPEN",
  ]);
  expect(folded.entries.map((entry) => entry.sentence)).toEqual([
    "Fulfillment order 501 is closed.",
    "Fulfillment order 502 was added; it is open.",
  ]);
});

test("risk stands as the last read saw it", () => {
  const early = read(at("12:00:03"), { risk: { level: "PENDING", recommendation: "NONE" } });
  const late = read(at("12:00:30"), { risk: { level: "HIGH", recommendation: "CANCEL" } });
  for (const sequence of permutationsOf([LIFE[0]!, early, late])) expect(foldAll(sequence).risk?.level).toBe("HIGH");
});
