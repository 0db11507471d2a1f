import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { canonicalText } from "#app/domain/orders/compare-facts.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { placeholderFacts } from "#app/domain/orders/placeholder-facts.ts";
import { refund } from "#tests/domain/build-order.ts";
import { ASIDES, at, foldAll, LIFE, parcel, permutationsOf, read, said, snapshot } from "./build-life.ts";

test("all 5,040 orders of an order's seven deliveries end in the same facts, and its time never goes back", () => {
  const expected = canonicalText(foldAll(LIFE));
  let orders = 0;
  for (const deliveries of permutationsOf(LIFE)) {
    let facts: OrderFacts | null = null;
    let updatedAt = "";
    for (const delivery of deliveries) {
      facts = foldChange(facts, delivery).facts;
      if (facts!.updatedAt < updatedAt) expect.fail(`went back from ${updatedAt} to ${facts!.updatedAt}`);
      updatedAt = facts!.updatedAt;
    }
    if (canonicalText(facts) !== expected)
      expect.fail(`another end: ${deliveries.map((each) => LIFE.indexOf(each)).join(" ")}`);
    orders += 1;
  }
  expect(orders).toBe(5040);
});

test("each delivery twice, once more at the end, changes nothing any more", () => {
  const expected = canonicalText(foldAll(LIFE));
  for (const deliveries of permutationsOf(LIFE)) {
    const facts = foldAll(deliveries);
    for (const delivery of deliveries) {
      const again = foldChange(facts, delivery);
      if (again.changed || again.facts !== facts || again.entries.length > 0)
        expect.fail("a duplicate changed something");
    }
    if (canonicalText(facts) !== expected) expect.fail("another end");
  }
});

// What a year of a bad network does: everything, some of it several times, shuffled.
const contradictions: Change[] = [
  said(at("12:30:00"), { note: "Another body of the same second", tags: ["b"] }),
  said(at("12:30:00"), { note: "A third", tags: ["a"], email: "other@example.com" }),
  read(at("12:30:02"), { order: snapshot(at("12:30:00"), { note: "As read" }), updatedAt: at("12:30:00") }),
  {
    kind: "fulfillment",
    orderId: "1001",
    fulfillment: parcel({ updatedAt: at("17:00:00"), trackingNumbers: ["JJD2"] }),
  },
  {
    kind: "fulfillment",
    orderId: "1001",
    fulfillment: parcel({ updatedAt: at("17:00:00"), trackingNumbers: ["JJD3"] }),
  },
  { kind: "refund", orderId: "1001", refund: refund({ note: "said later", transactionIds: ["602"] }) },
];
const endings: Change[] = [
  { kind: "customer_redacted", customerId: "31", email: "ada@example.com", orderIds: ["1001"] },
  { kind: "order_deleted", orderId: "1001" },
];
const all = [...LIFE, ...ASIDES, ...contradictions];

test.each([
  ["without a redaction", []],
  ["with the buyer's data erased somewhere on the way", endings.slice(0, 1)],
  ["with the order deleted somewhere on the way", endings.slice(1)],
])("any shuffle and duplication of everything ends in the same facts, %s", (_what, more) => {
  const changes = [...all, ...more];
  // A redaction of an order that was never seen is folded into a placeholder, as the pipeline does.
  const fold = (sequence: readonly Change[]) =>
    sequence.reduce<OrderFacts>((facts, change) => foldChange(facts, change).facts!, placeholderFacts("1001"));
  const expected = canonicalText(fold(changes));
  const extra = fc.array(fc.constantFrom(...changes), { maxLength: 20 });
  fc.assert(
    fc.property(
      extra.chain((duplicates) => {
        const sequence = [...changes, ...duplicates];
        return fc.shuffledSubarray(sequence, { minLength: sequence.length });
      }),
      (sequence) => canonicalText(fold(sequence)) === expected,
    ),
    { numRuns: 400 },
  );
});
