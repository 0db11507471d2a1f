import { emit, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { subtractMoney, timesMoney } from "#tests/sandbox/state/money.ts";
import type { OrderEdit } from "#tests/sandbox/state/order-changes.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Address } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { fulfillmentOrdersOf, unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import { buildLineItems } from "./checkout/build-line-items.ts";
import { taxLineItem } from "./checkout/charge-order.ts";
import type { CheckoutDelivery, CheckoutLine } from "./checkout/checkout.ts";
import { exchangeOf } from "./place-order.ts";
import { taxLinesOn } from "./pricing/price-order.ts";
import { removeUnits, removeWork } from "./remove-work.ts";
import { announceRouting, routeOrder, type Work } from "./routing/route-order.ts";

export type EditRequest = {
  /** The new current quantity of a line; fewer units leave the order, more are added at the line's price without discount. */
  setQuantities?: { lineItemId: string; quantity: number; restock?: boolean; locationId?: string | null }[];
  /** New lines, priced from the catalogue, without discounts. With a location the work goes there, else it is routed. */
  additions?: (CheckoutLine & { locationId?: string | null })[];
  notifyCustomer?: boolean;
  staffNote?: string;
};

/**
 * A committed edit: lines, totals, work and committed stock follow in one moment. `quantity` of a line never falls, only
 * `currentQuantity` does; what is added gets a fulfillment order of its own (both recorded on a development store).
 */
export function editOrder(world: World, shop: Shop, order: Order, request: EditRequest, actor: Actor): OrderEdit {
  const edit: OrderEdit = {
    id: nextId(world, "OrderEdit"),
    committedAt: nowOf(world),
    notifyCustomer: request.notifyCustomer ?? false,
    staffNote: request.staffNote ?? "",
    apiKey: actor.kind === "app" ? actor.apiKey : null,
    additions: [],
    removals: [],
  };
  const work: (Work & { locationId: string | null })[] = [];
  for (const wanted of request.setQuantities ?? []) {
    const line = order.lineItems.find(({ id }) => id === wanted.lineItemId);
    if (!line) throw new Error(`Order ${order.name} has no line ${wanted.lineItemId}.`);
    const delta = wanted.quantity - line.currentQuantity;
    if (delta < 0) {
      takeOff(world, shop, order, line, -delta, wanted, actor);
      edit.removals.push({ lineItemId: line.id, delta: -delta });
    } else if (delta > 0) {
      addUnits(order, line, delta);
      edit.additions.push({ lineItemId: line.id, delta });
      work.push({ lineItem: line, quantity: delta, locationId: wanted.locationId ?? null });
    }
  }
  for (const addition of request.additions ?? []) {
    for (const line of linesOfAddition(world, shop, order, addition)) {
      order.lineItems.push(line);
      edit.additions.push({ lineItemId: line.id, delta: line.quantity });
      work.push({ lineItem: line, quantity: line.quantity, locationId: addition.locationId ?? null });
    }
  }
  order.edits.push(edit);
  routeAdditions(world, shop, order, work, actor);
  order.updatedAt = nowOf(world);
  emit(world, shop, "orders/edited", { order, edit }, actor);
  touchOrder(world, shop, order, actor);
  return edit;
}

function takeOff(
  world: World,
  shop: Shop,
  order: Order,
  line: LineItem,
  units: number,
  { restock = true, locationId = null }: { restock?: boolean; locationId?: string | null },
  actor: Actor,
): void {
  const open = unfulfilledQuantity(shop, order, line);
  if (!line.isTip && units > open) throw new Error(`Line ${line.id} has only ${open} units that were not sent.`);
  removeUnits(line, units);
  if (!line.isTip) removeWork(world, shop, order, line, units, { restock, locationId }, actor);
}

/** Added units bear the line's own tax rates, laid on the whole line again; its discounts stay what they were. */
function addUnits(order: Order, line: LineItem, units: number): void {
  line.quantity += units;
  line.currentQuantity += units;
  const amount = subtractMoney(timesMoney(line.unitPrice, line.quantity), sumAllocations(line.discountAllocations));
  line.taxLines = taxLinesOn(amount, line.taxLines, order.taxesIncluded);
}

/** The lines an addition would make, not yet on the order: for the preview of an edit and for its commit. */
export function linesOfAddition(world: World, shop: Shop, order: Order, addition: CheckoutLine): LineItem[] {
  const lines = buildLineItems(world, shop, exchangeOf(shop, order.presentmentCurrency), addition);
  for (const line of lines) taxLineItem(shop, order, taxPlaceOf(shop, order), line);
  return lines;
}

function taxPlaceOf(shop: Shop, order: Order): Address | null {
  const till = order.retailLocationId === null ? undefined : shop.locations.get(order.retailLocationId);
  return till?.address ?? order.shippingAddress ?? order.billingAddress;
}

function routeAdditions(
  world: World,
  shop: Shop,
  order: Order,
  work: readonly (Work & { locationId: string | null })[],
  actor: Actor,
): void {
  const shipping = null;
  const places = new Set(work.map(({ locationId }) => locationId));
  for (const locationId of places) {
    const here = work.filter((each) => each.locationId === locationId);
    const delivery = locationId === null ? deliveryOf(shop, order) : { kind: "local" as const, locationId };
    const opened = routeOrder(world, shop, order, here, { delivery, shipping }, actor);
    for (const fulfillmentOrder of opened) {
      const method = fulfillmentOrdersOf(shop, order)[0]?.deliveryMethod;
      if (method && fulfillmentOrder.deliveryMethod?.methodType !== "NONE") {
        fulfillmentOrder.deliveryMethod = { ...method, id: fulfillmentOrder.deliveryMethod?.id ?? method.id };
      }
    }
    announceRouting(world, shop, opened, { kind: "shopify" });
  }
}

/** What is added to an order reaches the buyer the way the rest does. */
function deliveryOf(shop: Shop, order: Order): CheckoutDelivery {
  const first = fulfillmentOrdersOf(shop, order).find((each) => each.deliveryMethod?.methodType !== "NONE");
  const locationId = first?.assignedLocationId ?? order.retailLocationId;
  const method = first?.deliveryMethod?.methodType;
  if (locationId === null || locationId === undefined) return { kind: "shipping" };
  if (method === "PICK_UP") return { kind: "pickup", locationId };
  if (method === "LOCAL") return { kind: "local", locationId };
  return { kind: "shipping" };
}
