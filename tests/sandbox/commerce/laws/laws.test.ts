import { expect, test } from "vitest";
import { actOnOrder, orderActNames, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { oddityNames } from "#tests/sandbox/merchant/oddities.ts";
import { nextChance, nextChoice } from "#tests/sandbox/state/random.ts";
import { moveFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/move-fulfillment-order.ts";
import { activeFulfillmentOrdersOf, fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import type { InventoryLevel } from "#tests/sandbox/state/catalog.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { onHandOf } from "#tests/sandbox/state/shop.ts";
import { subtractMoney } from "#tests/sandbox/state/money.ts";
import { brokenMoneyLaws, brokenStockLaws } from "./check-laws.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { worthOf } from "#tests/sandbox/commerce/refund-order.ts";
import { buy, openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";

const seeds = [11, 12, 13, 14, 15, 16];

function drawOrder({ world, shop }: TestMarket): Order | undefined {
  const oddities = nextChance(world.random, 0.7) ? [nextChoice(world.random, oddityNames)] : [];
  const placement = placeOrder(world, shop, drawCheckout(world, shop, world.random, { oddities }));
  return placement.outcome === "placed" ? placement.order : undefined;
}

/** One act of people or of an app that moves work about; undefined when the order allows none. */
function actAtRandom(market: TestMarket, order: Order): string | undefined {
  const { world, shop } = market;
  const acts = possibleActs(shop, order);
  const work = activeFulfillmentOrdersOf(shop, order).find(({ status }) => status === "OPEN");
  if (work && nextChance(world.random, 0.2)) {
    const locationId = nextChoice(world.random, [...shop.locations.keys()]);
    moveFulfillmentOrder(world, shop, work, { locationId, lines: [] }, { kind: "staff", staffMemberId: null });
    return "move";
  }
  if (acts.length === 0) return undefined;
  const act = nextChoice(world.random, acts);
  actOnOrder(world, shop, order, act, world.random);
  return act;
}

test.each(seeds)(
  "totals stay the sum of their parts, to the cent and in both currencies, whatever is done (seed %i)",
  (seed) => {
    const market = openTestMarket({ seed, stockFactor: 20 });
    const seen = new Set<string>();
    for (let count = 0; count < 60; count += 1) {
      const order = drawOrder(market);
      if (!order) continue;
      expect(brokenMoneyLaws(order)).toEqual([]);
      for (let step = 0; step < 8; step += 1) {
        const before = currentTotals(order).total;
        const refundsBefore = order.refunds.length;
        const act = actAtRandom(market, order);
        if (act === undefined) break;
        seen.add(act);
        expect(brokenMoneyLaws(order), `after ${act} of ${order.name}`).toEqual([]);
        const refund = order.refunds[refundsBefore];
        if (refund)
          expect(currentTotals(order).total, `${act} of ${order.name}`).toEqual(
            subtractMoney(before, worthOf(order, refund)),
          );
      }
    }
    expect([...orderActNames].filter((act) => !seen.has(act))).toEqual([]);
  },
);

/** Units on hand of each item, over all locations. */
function onHandByItem({ shop }: TestMarket): Map<string, number> {
  const sumOf = (levels: readonly InventoryLevel[]): number => levels.reduce((sum, level) => sum + onHandOf(level), 0);
  return new Map([...shop.levelsByItem].map(([itemId, levels]) => [itemId, sumOf(levels)]));
}

/** Units of each counted item that left the building, less those that came back and were restocked. */
function goneByItem({ shop }: TestMarket): Map<string, number> {
  const gone = new Map<string, number>();
  const count = (order: Order, lineItemId: string, units: number): void => {
    const variantId = order.lineItems.find(({ id }) => id === lineItemId)?.variantId ?? "";
    const itemId = shop.variants.get(variantId)?.inventoryItemId ?? "";
    if (shop.inventoryItems.get(itemId)?.tracked) gone.set(itemId, (gone.get(itemId) ?? 0) + units);
  };
  for (const order of shop.orders.values()) {
    const sent = fulfillmentsOf(shop, order).flatMap((parcel) => parcel.lines);
    const back = order.refunds.flatMap((refund) => refund.lines).filter((line) => line.restockType === "RETURN");
    for (const line of sent) count(order, line.lineItemId, line.quantity);
    for (const line of back) count(order, line.lineItemId, -line.quantity);
  }
  return gone;
}

test.each(seeds)("stock is where it was, or sent, or owed by open work, whatever is done (seed %i)", (seed) => {
  const market = openTestMarket({ seed: seed + 100, stockFactor: 2 });
  const start = onHandByItem(market);
  const orders: Order[] = [];
  for (let step = 0; step < 260; step += 1) {
    const order = step % 3 === 0 ? drawOrder(market) : undefined;
    if (order) orders.push(order);
    if (orders.length === 0) continue;
    const chosen = nextChoice(market.world.random, orders);
    const act = order ? "place" : actAtRandom(market, chosen);
    expect(brokenStockLaws(market.shop), `step ${step}, ${act ?? "nothing"} ${chosen.name}`).toEqual([]);
  }
  const gone = goneByItem(market);
  const left = [...start].map(([itemId, units]) => [itemId, units - (gone.get(itemId) ?? 0)]);
  expect([...onHandByItem(market)]).toEqual(left);
  expect([...gone.values()].some((units) => units > 0)).toBe(true);
});

test("the same seed gives the same orders to the last id and cent", () => {
  const play = (): string => {
    const market = openTestMarket({ seed: 5 });
    for (let count = 0; count < 20; count += 1) {
      const order = drawOrder(market);
      if (order) actAtRandom(market, order);
    }
    return JSON.stringify([...market.shop.orders.values()]);
  };
  expect(play()).toBe(play());
});

test("the check of the laws finds a unit that nobody owes", () => {
  const market = openTestMarket({ seed: 3 });
  buy(market, { "TENT-2P": 1 });
  const [level] = market.shop.inventoryLevels.values();
  if (!level) throw new Error("There is a level.");
  level.quantities.committed.quantity += 1;
  expect(brokenStockLaws(market.shop)).toHaveLength(1);
});
