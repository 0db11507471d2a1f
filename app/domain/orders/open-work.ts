import type { FulfillmentFacts, FulfillmentOrderFacts, LineItemFacts, OrderFacts } from "./order-facts.ts";

/** Units of one line of a fulfillment order that are still to be sent. */
export type OpenLine = { line: FulfillmentOrderFacts["lines"][number]; quantity: number };
/** `isInDoubt`: units were taken away since it was read, and which fulfillment order lost them is not known yet. */
export type OpenFulfillmentOrder = { fulfillmentOrder: FulfillmentOrderFacts; lines: OpenLine[]; isInDoubt: boolean };

/** Delivery methods that bring nothing to the buyer's address: the goods are handed over. */
const METHODS_WITHOUT_ADDRESS = new Set(["PICK_UP", "PICKUP_POINT", "RETAIL"]);

/** Whether a delivery method has the buyer fetch the goods, so that no address is needed. */
export function handsOver(deliveryMethod: string): boolean {
  return METHODS_WITHOUT_ADDRESS.has(deliveryMethod);
}

/** Whether a fulfillment order is still to be worked on, now or later. */
export function isActive(fulfillmentOrder: FulfillmentOrderFacts): boolean {
  const { status } = fulfillmentOrder;
  return status !== "CLOSED" && status !== "CANCELLED" && status !== "INCOMPLETE";
}

/** Whether the order is over for us: taken back or gone, whatever its lines say. */
export function isCalledOff(facts: OrderFacts): boolean {
  return facts.cancelledAt !== null || facts.isDeleted;
}

/** Whether something of the order is still to be sent or handed over. */
export function hasOpenWork(facts: OrderFacts): boolean {
  if (isCalledOff(facts)) return false;
  if (facts.fulfillmentOrdersReadAt === null) return facts.lines.some((line) => isUnsent(facts, line));
  return facts.fulfillmentOrders.some(
    (each) => isActive(each) && each.lines.some((line) => line.remainingQuantity > 0),
  );
}

/** Whether something is still to be brought to the buyer's address, so that the address matters. */
export function hasParcelsToSend(facts: OrderFacts): boolean {
  if (isCalledOff(facts)) return false;
  if (facts.fulfillmentOrdersReadAt === null) {
    return facts.lines.some((line) => line.requiresShipping && isUnsent(facts, line));
  }
  return facts.fulfillmentOrders.some(
    (each) =>
      isActive(each) &&
      !handsOver(each.deliveryMethod) &&
      each.lines.some((line) => line.remainingQuantity > 0 && requiresShipping(facts, line.lineItemId)),
  );
}

/** Whether a fulfillment's goods are on their way: it was not cancelled and did not fail. */
export function hasLeft(fulfillment: FulfillmentFacts): boolean {
  return fulfillment.status !== "cancelled" && fulfillment.status !== "error" && fulfillment.status !== "failure";
}

/**
 * Whether a fulfillment order goes out as a parcel. Orders that an app wrote without a shipping line state no delivery method
 * ("NONE", as digital goods do): then their goods tell.
 */
export function isParcelWork(facts: OrderFacts, fulfillmentOrder: FulfillmentOrderFacts): boolean {
  if (fulfillmentOrder.deliveryMethod !== "NONE") return fulfillmentOrder.deliveryMethod === "SHIPPING";
  return fulfillmentOrder.lines.some((line) => requiresShipping(facts, line.lineItemId));
}

/** Units of a line that left and were not cancelled since. */
export function fulfilledUnits(facts: OrderFacts, lineItemId: string): number {
  let units = 0;
  for (const fulfillment of facts.fulfillments) {
    if (!hasLeft(fulfillment)) continue;
    for (const line of fulfillment.lines) if (line.lineItemId === lineItemId) units += line.quantity;
  }
  return units;
}

/**
 * The active fulfillment orders, oldest first, with the units that really remain. Fulfillments and cancelling refunds
 * reach us before the fulfillment orders are read again; what they already took away is left out here, first at the
 * location it left from, so that nothing is promised, moved or held twice in between.
 */
export function openFulfillmentOrders(facts: OrderFacts): OpenFulfillmentOrder[] {
  const open: OpenFulfillmentOrder[] = [];
  for (const fulfillmentOrder of facts.fulfillmentOrders) {
    if (!isActive(fulfillmentOrder)) continue;
    const lines: OpenLine[] = [];
    for (const line of fulfillmentOrder.lines) {
      if (line.remainingQuantity > 0) lines.push({ line, quantity: line.remainingQuantity });
    }
    open.push({ fulfillmentOrder, lines, isInDoubt: false });
  }
  const isReadDue = hasHappenedSinceRead(facts);
  for (const line of facts.lines) dropSentUnits(facts, line, open, isReadDue);
  return open;
}

/** Whether fulfillment orders were read before the last thing that we know of, as far as seconds tell. */
function hasHappenedSinceRead({ fulfillmentOrdersReadAt, updatedAt, refunds, fulfillments }: OrderFacts): boolean {
  const readIn = fulfillmentOrdersReadAt?.slice(0, 19) ?? "";
  const happened = [updatedAt, ...refunds.map((each) => each.createdAt), ...fulfillments.map((each) => each.updatedAt)];
  return happened.some((at) => at.slice(0, 19) >= readIn);
}

function dropSentUnits(facts: OrderFacts, line: LineItemFacts, open: OpenFulfillmentOrder[], isReadDue: boolean): void {
  let stated = 0;
  for (const each of open)
    for (const { line: part, quantity } of each.lines) if (part.lineItemId === line.id) stated += quantity;
  let excess = stated - (line.quantity - fulfilledUnits(facts, line.id) - cancelledUnits(facts, line.id));
  if (excess <= 0) return;
  const concerned = open.filter((each) => each.lines.some((part) => part.line.lineItemId === line.id));
  if (isReadDue && concerned.length > 1) for (const each of concerned) each.isInDoubt = true;
  const leftFrom = new Set(facts.fulfillments.filter(hasLeft).map((each) => each.locationId));
  const sooner = open.filter((each) => leftFrom.has(each.fulfillmentOrder.locationId));
  const later = open.filter((each) => !leftFrom.has(each.fulfillmentOrder.locationId));
  for (const each of [...sooner, ...later]) {
    for (const part of each.lines) {
      if (part.line.lineItemId !== line.id) continue;
      const dropped = Math.min(excess, part.quantity);
      part.quantity -= dropped;
      excess -= dropped;
    }
    each.lines = each.lines.filter((part) => part.quantity > 0);
  }
}

function cancelledUnits(facts: OrderFacts, lineItemId: string): number {
  let units = 0;
  for (const refund of facts.refunds) {
    for (const line of refund.lines) {
      if (line.lineItemId === lineItemId && line.restockKind === "cancel") units += line.quantity;
    }
  }
  return units;
}

function isUnsent(facts: OrderFacts, line: LineItemFacts): boolean {
  return line.currentQuantity > fulfilledUnits(facts, line.id);
}

function requiresShipping(facts: OrderFacts, lineItemId: string): boolean {
  return facts.lines.find((line) => line.id === lineItemId)?.requiresShipping ?? true;
}
