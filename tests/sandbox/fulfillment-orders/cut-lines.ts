import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { FulfillmentOrder, FulfillmentOrderLineItem } from "#tests/sandbox/state/fulfillment.ts";
import type { LineRequest } from "#tests/sandbox/state/happenings.ts";

/** A line with the units of it that a request names. */
export type LineShare = { line: FulfillmentOrderLineItem; quantity: number };

/** The lines that requests name; undefined when one of them does not belong to the fulfillment order. */
export function sharesOf(
  fulfillmentOrder: FulfillmentOrder,
  requests: readonly LineRequest[],
): LineShare[] | undefined {
  const lineById = new Map(fulfillmentOrder.lines.map((line) => [line.id, line]));
  const shares: LineShare[] = [];
  for (const { fulfillmentOrderLineItemId, quantity } of requests) {
    const line = lineById.get(fulfillmentOrderLineItemId);
    if (!line) return undefined;
    shares.push({ line, quantity });
  }
  return shares;
}

/** Every line with all the units that are still to be sent. */
export function allShares(fulfillmentOrder: FulfillmentOrder): LineShare[] {
  return fulfillmentOrder.lines
    .filter((line) => line.remainingQuantity > 0)
    .map((line) => ({ line, quantity: line.remainingQuantity }));
}

export function isWholeOf(fulfillmentOrder: FulfillmentOrder, shares: readonly LineShare[]): boolean {
  const taken = new Map(shares.map(({ line, quantity }) => [line.id, quantity]));
  return fulfillmentOrder.lines.every((line) => (taken.get(line.id) ?? 0) === line.remainingQuantity);
}

/** What shares leave over, as shares. */
export function restOf(fulfillmentOrder: FulfillmentOrder, shares: readonly LineShare[]): LineShare[] {
  const taken = new Map(shares.map(({ line, quantity }) => [line.id, quantity]));
  return fulfillmentOrder.lines
    .map((line) => ({ line, quantity: line.remainingQuantity - (taken.get(line.id) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

/**
 * Takes units out of a fulfillment order and answers them as new lines with ids of their own. A line of which nothing is left, and of
 * which nothing was ever fulfilled, disappears.
 */
export function cutLines(
  world: World,
  from: FulfillmentOrder,
  shares: readonly LineShare[],
): FulfillmentOrderLineItem[] {
  const cut: FulfillmentOrderLineItem[] = [];
  for (const { line, quantity } of shares) {
    line.totalQuantity -= quantity;
    line.remainingQuantity -= quantity;
    cut.push({
      ...line,
      id: nextId(world, "FulfillmentOrderLineItem"),
      totalQuantity: quantity,
      remainingQuantity: quantity,
    });
  }
  from.lines = from.lines.filter((line) => line.totalQuantity > 0);
  from.updatedAt = nowOf(world);
  return cut;
}

/** Puts all remaining units of one fulfillment order into another and closes it. Its lines stay, emptied, as on the platform. */
export function absorb(world: World, into: FulfillmentOrder, from: FulfillmentOrder): void {
  absorbShares(world, into, allShares(from));
  from.status = "CLOSED";
  from.updatedAt = nowOf(world);
}

/** Puts units of another fulfillment order into this one; the lines they come from are lowered. */
export function absorbShares(world: World, into: FulfillmentOrder, shares: readonly LineShare[]): void {
  for (const { line, quantity } of shares) {
    const same = into.lines.find((each) => each.lineItemId === line.lineItemId);
    if (same) {
      same.totalQuantity += quantity;
      same.remainingQuantity += quantity;
    } else {
      const id = nextId(world, "FulfillmentOrderLineItem");
      into.lines.push({ ...line, id, totalQuantity: quantity, remainingQuantity: quantity });
    }
    line.totalQuantity -= quantity;
    line.remainingQuantity -= quantity;
  }
  into.updatedAt = nowOf(world);
}
