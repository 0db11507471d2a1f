import fc from "fast-check";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import type { LineQuantities } from "#app/domain/orders/line-quantities.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { fulfillmentOrder, lineItem, order, price, refund } from "#tests/domain/build-order.ts";
import { parcel } from "#tests/domain/orders/build-life.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

const LINES = ["1", "2"] as const;
const units = fc.integer({ min: 1, max: 4 });
const part = fc.record({ lineItemId: fc.constantFrom(...LINES), quantity: units });

const lineShape = fc.record({
  quantity: units,
  /** What the platform's snapshot says remains and is still to be fulfilled, in per cent. */
  remains: fc.integer({ min: 0, max: 100 }),
  toFulfill: fc.integer({ min: 0, max: 100 }),
  kind: fc.constantFrom("good", "good", "good", "digital", "gift card", "tip"),
});

const caseShape = fc.record({
  lines: fc.tuple(lineShape, lineShape),
  parcels: fc.array(
    fc.record({ line: part, status: fc.constantFrom("success", "success", "pending", "cancelled", "failure") }),
    { maxLength: 3 },
  ),
  refunds: fc.array(
    fc.record({ line: part, kind: fc.constantFrom("cancel", "return", "no_restock", "legacy_restock") }),
    { maxLength: 3 },
  ),
  claims: fc.array(part, { maxLength: 3 }),
  workStatus: fc.constantFrom("OPEN", "SCHEDULED", "ON_HOLD"),
  isCancelled: fc.boolean(),
  sourceName: fc.constantFrom("web", "web", "pos"),
});
type CaseShape = typeof caseShape extends fc.Arbitrary<infer Shape> ? Shape : never;
type Case = { facts: OrderFacts; allocations: Allocation[] };

/** Orders as they stand while webhooks come late and in any order: their parts need not agree with each other. */
function buildCase(shape: CaseShape): Case {
  const lines = shape.lines.map(({ quantity, remains, toFulfill, kind }, at) =>
    lineItem({
      id: LINES[at]!,
      quantity,
      currentQuantity: Math.round((quantity * remains) / 100),
      fulfillableQuantity: Math.round((quantity * toFulfill) / 100),
      requiresShipping: kind === "good",
      isGiftCard: kind === "gift card",
      isTip: kind === "tip",
    }),
  );
  const nothing = { locationId: null, subtotal: price(0), tax: price(0) };
  const facts = order({
    lines,
    fulfillments: shape.parcels.map(({ line, status }, at) => parcel({ id: `40${at}`, status, lines: [line] })),
    refunds: shape.refunds.map(({ line, kind }, at) =>
      refund({ id: `80${at}`, lines: [{ ...line, ...nothing, restockKind: kind }] }),
    ),
    fulfillmentOrders: [{ ...fulfillmentOrder(lines), status: shape.workStatus }],
    cancelledAt: shape.isCancelled ? "2026-11-20T13:00:00Z" : null,
    sourceName: shape.sourceName,
  });
  const claim = { orderId: facts.id, inventoryItemId: "i1", locationId: "L1", movingQuantity: 0 };
  return { facts, allocations: shape.claims.map((each) => ({ ...claim, ...each })) };
}

export function quantityLaws({ lineQuantities }: Subject): readonly Law[] {
  return [
    law(
      "each unit ordered is removed, needs no work, is scheduled, backordered, allocated or fulfilled, and only one of these",
      caseShape.map(buildCase),
      ({ facts, allocations }) => {
        const quantities = lineQuantities(facts, allocations);
        if (quantities.length !== facts.lines.length) throw new Error("a line has no quantities");
        for (const [at, line] of facts.lines.entries()) assertLine(facts, allocations, line.quantity, quantities[at]!);
      },
    ),
  ];
}

/** The law of the definitions, computed here once more from the facts. */
function assertLine(
  facts: OrderFacts,
  allocations: readonly Allocation[],
  ordered: number,
  line: LineQuantities,
): void {
  const ofLine = (parts: readonly { lineItemId: string; quantity: number }[]) =>
    parts.filter((each) => each.lineItemId === line.lineItemId).reduce((sum, { quantity }) => sum + quantity, 0);
  const { removed, noWork, scheduled, backordered, allocated, fulfilled, returned, restocked } = line;
  const parts = [removed, noWork, scheduled, backordered, allocated, fulfilled];
  const said = JSON.stringify(line);
  const sum = parts.reduce((total, each) => total + each, 0);
  if (sum !== ordered) throw new Error(`${sum} units of ${ordered}: ${said}`);
  if ([...parts, returned, restocked].some((each) => each < 0)) throw new Error(`less than nothing: ${said}`);
  if (returned > fulfilled) throw new Error(`more came back than had left: ${said}`);
  if (restocked > returned + removed) throw new Error(`more was put back than came or stayed: ${said}`);
  if (allocated > ofLine(allocations)) throw new Error(`more is allocated than was claimed: ${said}`);
  const left = facts.fulfillments.filter(({ status }) => !["cancelled", "failure", "error"].includes(status));
  const sent = Math.min(ordered, ofLine(left.flatMap(({ lines }) => lines)));
  if (fulfilled !== sent) throw new Error(`${sent} units are in parcels that left: ${said}`);
}
