import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import { nextChance, nextChoice, nextHex, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { cancelOrder, whyNotCancel } from "#tests/sandbox/commerce/cancel-order.ts";
import { markAsPaid } from "#tests/sandbox/commerce/capture-payment.ts";
import { editOrder } from "#tests/sandbox/commerce/edit-order.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import { addFulfillmentEvent } from "#tests/sandbox/commerce/track-fulfillment.ts";
import { holdFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/hold-fulfillment-order.ts";
import { releaseHolds } from "#tests/sandbox/fulfillment-orders/release-holds.ts";
import {
  activeFulfillmentOrdersOf,
  fulfillmentsOf,
  unfulfilledQuantity,
} from "#tests/sandbox/orders/order-fulfillment.ts";
import { openAuthorizations, totalOutstanding, totalReceived } from "#tests/sandbox/orders/order-payments.ts";
import { sellable } from "./draw-checkout.ts";
import { profileOf } from "./shop-profiles.ts";

/** What shoppers, staff and carriers do with an order after it was placed. */
export const orderActNames = ["fulfill", "deliver", "refund", "edit", "cancel", "pay", "hold", "release"] as const;
export type OrderAct = (typeof orderActNames)[number];

const staff: Actor = { kind: "staff", staffMemberId: null };

/** The acts that an order allows now. */
export function possibleActs(shop: Shop, order: Order): OrderAct[] {
  if (order.cancelledAt !== null) return [];
  const work = activeFulfillmentOrdersOf(shop, order);
  const isPaid = totalReceived(order).presentmentMinor > 0;
  const owes = totalOutstanding(order).presentmentMinor > 0 && openAuthorizations(order).length === 0;
  const acts: [OrderAct, boolean][] = [
    ["fulfill", work.some(isWorkable)],
    ["deliver", fulfillmentsOf(shop, order).some((each) => each.status === "SUCCESS" && each.deliveredAt === null)],
    ["refund", isPaid && refundableLines(order).length > 0],
    ["edit", work.some(isWorkable)],
    ["cancel", whyNotCancel(shop, order) === null],
    ["pay", owes],
    ["hold", work.some((each) => each.status === "OPEN")],
    ["release", work.some((each) => each.holds.some((hold) => hold.apiKey === null))],
  ];
  return acts.flatMap(([act, isPossible]) => (isPossible ? [act] : []));
}

/** Does one of them the way people do; answers what was done in a sentence. An act that is not possible is a mistake of the caller. */
export function actOnOrder(world: World, shop: Shop, order: Order, act: OrderAct, random: SeededRandom): string {
  if (!possibleActs(shop, order).includes(act)) throw new Error(`${order.name} does not allow to ${act} now.`);
  switch (act) {
    case "fulfill":
      return fulfillSome(world, shop, order, random);
    case "deliver":
      return deliver(world, shop, order, random);
    case "refund":
      return refundSome(world, shop, order, random);
    case "edit":
      return editSome(world, shop, order, random);
    case "cancel": {
      const reason = nextChoice(random, ["CUSTOMER", "FRAUD", "OTHER"] as const);
      cancelOrder(world, shop, order, { reason, restock: true, refund: true }, staff);
      return `${order.name} is cancelled and its goods are available again.`;
    }
    case "pay":
      markAsPaid(world, shop, order, staff);
      return `${order.name} is paid.`;
    case "hold":
      return hold(world, shop, order);
    case "release":
      return release(world, shop, order);
  }
}

function isWorkable({ status, deliveryMethod }: FulfillmentOrder): boolean {
  return (status === "OPEN" || status === "IN_PROGRESS") && deliveryMethod?.methodType !== "NONE";
}

const carriers = [
  { company: "DHL Express", url: "https://www.dhl.com/track?number=" },
  { company: "UPS", url: "https://www.ups.com/track?tracknum=" },
  { company: "La Poste", url: "https://www.laposte.fr/outils/suivre-vos-envois?code=" },
];

function fulfillSome(world: World, shop: Shop, order: Order, random: SeededRandom): string {
  const work = nextChoice(random, activeFulfillmentOrdersOf(shop, order).filter(isWorkable));
  const several = work.lines.filter((line) => line.remainingQuantity > 0);
  const part =
    several.length > 1 && nextChance(random, 0.2)
      ? several.slice(0, 1).map((line) => ({ id: line.id, quantity: line.remainingQuantity }))
      : undefined;
  const carrier = nextChoice(random, carriers);
  const number = nextHex(random, 12).toUpperCase();
  const tracking = { company: carrier.company, numbers: [number], urls: [`${carrier.url}${number}`] };
  fulfill(
    world,
    shop,
    { fulfillmentOrders: [{ id: work.id, ...(part ? { lines: part } : {}) }], tracking, notifyCustomer: true },
    staff,
  );
  return `${order.name}: a parcel left ${work.assignedLocationName} with ${carrier.company}.`;
}

function deliver(world: World, shop: Shop, order: Order, random: SeededRandom): string {
  const parcel = nextChoice(
    random,
    fulfillmentsOf(shop, order).filter((each) => each.status === "SUCCESS" && each.deliveredAt === null),
  );
  const status = parcel.inTransitAt === null ? "IN_TRANSIT" : "DELIVERED";
  const { city = null, zip = null, countryCode = null } = order.shippingAddress ?? {};
  addFulfillmentEvent(world, shop, parcel, { status, city, zip, country: countryCode }, { kind: "shopify" });
  return `${order.name}: the parcel is ${status === "IN_TRANSIT" ? "on its way" : "delivered"}.`;
}

/** Lines with units that can still be given money back for; gift cards and tips are left alone. */
function refundableLines(order: Order): LineItem[] {
  return order.lineItems.filter((line) => line.currentQuantity > 0 && !line.isTip && !line.isGiftCard);
}

function refundSome(world: World, shop: Shop, order: Order, random: SeededRandom): string {
  const line = nextChoice(random, refundableLines(order));
  const open = unfulfilledQuantity(shop, order, line);
  const restockType = open > 0 ? ("CANCEL" as const) : nextChoice(random, ["RETURN", "NO_RESTOCK"] as const);
  const fails = nextChance(random, 0.06);
  const money =
    totalReceived(order).presentmentMinor > 0 && fails
      ? { transactions: [{ amount: { ...line.unitPrice }, outcome: "FAILURE" as const }] }
      : {};
  refundOrder(
    world,
    shop,
    order,
    { note: "Changed my mind", lines: [{ lineItemId: line.id, quantity: 1, restockType }], ...money },
    staff,
  );
  return `${order.name}: one ${line.title} is refunded${fails ? ", but the bank declined it" : ""}.`;
}

function editSome(world: World, shop: Shop, order: Order, random: SeededRandom): string {
  const open = order.lineItems.filter((line) => line.lineItemGroup === null && isOnWorkableWork(shop, order, line));
  const shrinking = open.filter((line) => line.currentQuantity > 1);
  if (shrinking.length > 0 && nextChance(random, 0.5)) {
    const line = nextChoice(random, shrinking);
    editOrder(
      world,
      shop,
      order,
      { setQuantities: [{ lineItemId: line.id, quantity: line.currentQuantity - 1 }] },
      staff,
    );
    return `${order.name}: one ${line.title} fewer.`;
  }
  const countryCode = order.shippingAddress?.countryCode ?? shop.address.countryCode ?? "DE";
  const market = profileOf(shop)?.markets.find((each) => each.countryCode === countryCode);
  const choices = market ? sellable({ shop, market }, 1) : [...shop.variants.values()];
  if (choices.length === 0) return `${order.name}: nothing is there to be added.`;
  const variant = nextChoice(random, choices);
  editOrder(world, shop, order, { additions: [{ variantId: variant.id, quantity: 1 }] }, staff);
  return `${order.name}: one ${shop.products.get(variant.productId)?.title ?? "item"} more.`;
}

function isOnWorkableWork(shop: Shop, order: Order, line: LineItem): boolean {
  const work = activeFulfillmentOrdersOf(shop, order).filter(isWorkable);
  return work.some((each) => each.lines.some((part) => part.lineItemId === line.id && part.remainingQuantity > 0));
}

function hold(world: World, shop: Shop, order: Order): string {
  const work = activeFulfillmentOrdersOf(shop, order).find(({ status }) => status === "OPEN");
  if (!work) return `${order.name} has nothing to hold.`;
  const request = {
    reason: "OTHER" as const,
    reasonNotes: "Call the customer first",
    handle: "",
    externalId: null,
    notifyMerchant: false,
    lines: [],
  };
  holdFulfillmentOrder(world, shop, work, request, staff);
  return `${order.name} is held at ${work.assignedLocationName}.`;
}

function release(world: World, shop: Shop, order: Order): string {
  for (const work of activeFulfillmentOrdersOf(shop, order)) {
    const own = work.holds.filter((each) => each.apiKey === null).map(({ id }) => id);
    if (own.length > 0) releaseHolds(world, shop, work, own, staff);
  }
  return `${order.name} is no longer held by staff.`;
}
