import { updateAddress } from "#tests/sandbox/commerce/change-order.ts";
import type { Checkout, CheckoutLine } from "#tests/sandbox/commerce/checkout/checkout.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import { emit, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { activeFulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import type { FaultStage } from "./fault-stage.ts";
import { openSession } from "./sessions.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };
const CITIES = ["Hamburg", "Berlin", "München", "Köln", "Leipzig", "Freiburg im Breisgau", "Lyon"];
const MINUTE_MS = 60_000;
// With dead tokens the calls pause for a minute at each site, one after the other.
/** One that fails is due again five minutes later: enough for each of its calls to fail once. */
const COMPARISONS = 8;
const QUIET_WITHIN_MS = 4 * 3_600_000;

/**
 * One order for everything that makes the app call Shopify. Each has goods of its own, so that what becomes of one says
 * nothing about another, and the day ends alike whatever went wrong on the way.
 */
export async function tellStory(stage: FaultStage): Promise<{ isQuiet: boolean }> {
  const { world, owner, engine, scheduler } = stage;
  const staged = openShop(world, { domain: "struck.myshopify.com", currency: "EUR" }, CITIES, goods());
  const { shop } = staged;
  const past = ["past mug", "past mug", "past lamp"].map((title) => buy(world, staged, [line(staged, title, 2)]));
  send(world, staged, past[0]!);
  refund(world, staged, past[1]!);
  await scheduler.advance(120 * MINUTE_MS);

  await installOn(owner, world, shop, "act");
  stage.sessions.set(shop.domain, openSession(world, shop));
  await stage.untilQuiet(QUIET_WITHIN_MS);

  const held = buy(world, staged, [line(staged, "mug", 1)], { shippingAddress: withoutZip(world) });
  const moved = buy(world, staged, [line(staged, "lamp", 1)]);
  buy(world, staged, [line(staged, "rarity", 3)]);
  const sent = buy(world, staged, [line(staged, "chair", 1)]);
  findShelfEmpty(world, shop, moved);
  emit(world, shop, "locations/update", { location: staged.locationByCity.get("Berlin")! }, staff);
  await stage.untilQuiet(QUIET_WITHIN_MS);
  updateAddress(world, shop, held, nextPersonIn(world.random, cityOf("Hamburg")), staff);
  send(world, staged, sent);
  await stage.untilQuiet(QUIET_WITHIN_MS);

  // What no webhook tells, the comparison finds and reads whole.
  engine.faults = { ...noFaults, loss: 1 };
  buy(world, staged, Array.from({ length: 60 }, engraving));
  buy(
    world,
    staged,
    CITIES.map((city) => line(staged, `only in ${city}`, 1)),
  );
  const returned = buy(world, staged, [line(staged, "stool", 2)]);
  send(world, staged, returned);
  refund(world, staged, returned);
  await scheduler.advance(2 * MINUTE_MS);
  engine.faults = noFaults;
  await stage.live(6 * MINUTE_MS);
  await stage.untilQuiet(QUIET_WITHIN_MS);

  // The token lapses meanwhile.
  await scheduler.advance(70 * MINUTE_MS);
  buy(world, staged, [line(staged, "mug", 1)]);
  for (let comparison = 0; comparison < COMPARISONS; comparison += 1) {
    await stage.live(20_000);
    await scheduler.advance(5 * MINUTE_MS);
  }
  return { isQuiet: await stage.untilQuiet(QUIET_WITHIN_MS) };
}

function goods() {
  const plenty = { Hamburg: 50, Berlin: 50 };
  const common = ["past mug", "past lamp", "mug", "lamp", "chair", "stool"].map((title) => ({ title, units: plenty }));
  const rare = { title: "rarity", units: { Hamburg: 1 } };
  const local = CITIES.map((city) => ({ title: `only in ${city}`, units: { [city]: 5 } }));
  return [...common, rare, ...local].map((each) => ({
    ...each,
    priceMinor: 1_999,
    policy: each.title === "rarity" ? ("CONTINUE" as const) : ("DENY" as const),
  }));
}

function line({ variantByTitle }: StagedShop, title: string, quantity: number): CheckoutLine {
  return { variantId: variantByTitle.get(title)!.id, quantity };
}

function engraving(_: unknown, index: number): CheckoutLine {
  const title = `Engraving ${index + 1}`;
  return { quantity: 1, custom: { title, priceMinor: 100, requiresShipping: true, taxable: true, weightGrams: 5 } };
}

function buy(world: World, { shop }: StagedShop, lines: CheckoutLine[], parts: Partial<Checkout> = {}): Order {
  const placement = placeOrder(world, shop, {
    lines,
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: nextPersonIn(world.random, cityOf("Hamburg")),
    email: `buyer-${shop.nextOrderNumber}@example.com`,
    ...parts,
  });
  if (placement.outcome === "refused") throw new Error(`The story lacks goods: ${JSON.stringify(placement.reasons)}`);
  return placement.order;
}

function withoutZip(world: World) {
  return { ...nextPersonIn(world.random, cityOf("Hamburg")), zip: null };
}

function send(world: World, { shop }: StagedShop, order: Order): void {
  const [work] = activeFulfillmentOrdersOf(shop, order);
  fulfill(world, shop, { fulfillmentOrders: [{ id: work!.id }], notifyCustomer: true }, staff);
}

function refund(world: World, { shop }: StagedShop, order: Order): void {
  const lines = [{ lineItemId: order.lineItems[0]!.id, quantity: 1, restockType: "NO_RESTOCK" as const }];
  refundOrder(world, shop, order, { lines }, staff);
}
