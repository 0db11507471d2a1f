import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { splitFulfillmentOrders } from "#tests/sandbox/fulfillment-orders/split-fulfillment-orders.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { actOnOrder, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { activeFulfillmentOrdersOf, fulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { emit } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import type { Provocation } from "./provoke.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };
/** More line items, and more fulfillment orders, than one page of an answer shows. */
const MANY_LINES = 56;
const MANY_WORKS = 7;

/** Buyers, staff at the shelves, and orders that are too large for one page. */
export function sellAndSend(scene: Scene): Provocation[] {
  const { traffic, acting, importing, suggesting } = scene;
  traffic.setPace(acting.domain, 4_000);
  traffic.setPace(importing.domain, 20_000);
  traffic.setPace(suggesting.domain, 8_000);
  return [
    { everyMs: 10_000, act: () => void traffic.place(suggesting.domain, { oddities: ["no-zip"] }) },
    { everyMs: 12_000, act: () => void traffic.place(acting.domain, { oddities: ["pending-risk"] }) },
    { everyMs: 10_000, act: turnOverShelves(scene) },
    { everyMs: 15_000, act: () => void traffic.place(acting.domain, { oddities: ["oversold"] }) },
    { everyMs: 20_000, act: () => placeUnheard(scene, () => placeLarge(scene, MANY_LINES)) },
    { everyMs: 15_000, act: () => placeUnheard(scene, () => placeAndGiveBack(scene)) },
    { everyMs: 20_000, act: () => splitOften(scene, placeLarge(scene, MANY_WORKS + 1)) },
  ];
}

/** The shelf of an order that was promised its goods turns out to be empty, and the next time they are found again. */
function turnOverShelves({ world, owner, acting, idOf }: Scene): () => Promise<void> {
  let findAgain: (() => void) | undefined;
  const empty = async () => {
    const { rows } = await owner.query<{ id: string }>(
      "SELECT order_id AS id FROM allocations WHERE shop = $1 ORDER BY order_id DESC LIMIT 5",
      [(await idOf(acting)) ?? null],
    );
    const orders = rows.flatMap(({ id }) => acting.orders.get(id) ?? []);
    for (const order of orders) findAgain ??= findShelfEmpty(world, acting, order);
  };
  return async () => {
    if (!findAgain) return empty();
    findAgain();
    findAgain = undefined;
  };
}

/**
 * Shopify keeps to itself what happens to an order, and nothing else, and then tells of its work alone: the order has to be
 * read whole. A shelf that somebody fills meanwhile would only be found by a comparison, a minute later.
 */
function placeUnheard(scene: Scene, happen: () => Order | undefined): void {
  const { stage, world, acting } = scene;
  const { faults } = stage.engine;
  stage.engine.faults = { ...noFaults, loss: 1 };
  let order: Order | undefined;
  try {
    order = happen();
  } finally {
    stage.engine.faults = faults;
  }
  const [fulfillmentOrder] = order ? fulfillmentOrdersOf(acting, order) : [];
  if (!fulfillmentOrder) return;
  emit(world, acting, "fulfillment_orders/order_routing_complete", { fulfillmentOrder }, { kind: "shopify" });
}

/** Nothing follows it: its parcels would have more lines than a read shows of one. */
function placeLarge({ world, acting, random }: Scene, count: number): Order | undefined {
  const inStock = [...acting.variants.values()].filter(({ inventoryItemId, components, sellingPlanIds }) => {
    const levels = acting.levelsByItem.get(inventoryItemId) ?? [];
    const isPlain = components.length === 0 && sellingPlanIds.length === 0;
    return isPlain && levels.some(({ quantities }) => quantities.available.quantity > 20);
  });
  const lines = inStock.slice(0, count).map(({ id }) => ({ variantId: id, quantity: 1 }));
  const placement = placeOrder(world, acting, drawCheckout(world, acting, random, { lines }));
  return placement.outcome === "placed" ? placement.order : undefined;
}

/** One that was paid, sent in part and refunded in part before anybody tells us of it. */
function placeAndGiveBack({ world, acting, random }: Scene): Order | undefined {
  const placement = placeOrder(world, acting, drawCheckout(world, acting, random, { oddities: ["split"] }));
  if (placement.outcome === "refused") return undefined;
  for (const act of ["pay", "fulfill", "refund"] as const) {
    if (possibleActs(acting, placement.order).includes(act)) actOnOrder(world, acting, placement.order, act, random);
  }
  return placement.order;
}

/** Staff takes the work of an order apart, line by line. */
function splitOften({ world, acting }: Scene, order: Order | undefined): void {
  if (!order) return;
  for (let works = activeFulfillmentOrdersOf(acting, order); works.length < MANY_WORKS;) {
    const work = works.find(({ lines, status }) => status === "OPEN" && lines.length > 1);
    const line = work?.lines.find(({ remainingQuantity }) => remainingQuantity > 0);
    if (!work || !line) return;
    const lines = [{ fulfillmentOrderLineItemId: line.id, quantity: line.remainingQuantity }];
    const outcome = splitFulfillmentOrders(world, acting, [{ fulfillmentOrderId: work.id, lines }], staff);
    if (!outcome.isDone) return;
    works = activeFulfillmentOrdersOf(acting, order);
  }
}
