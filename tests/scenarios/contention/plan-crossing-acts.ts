import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { actOnOrder, possibleActs, type OrderAct } from "#tests/sandbox/merchant/follow-ups.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { createRandom, nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import type { StagedShop } from "#tests/scenarios/stage/open-shop.ts";

/** From an order's first webhook to its last effect at Shopify: the acts fall anywhere into what we do about it. */
const CROSSING_MS = 1_500;
/** Several orders live at the same time, so that batches hold different moments of each. */
const ORDER_EVERY_MS = 40;
const ACTS: readonly OrderAct[] = ["edit", "cancel", "refund", "fulfill"];

export type CrossingPlan = {
  world: World;
  scheduler: Scheduler;
  staged: StagedShop;
  seed: number;
  orders: number;
  titles: readonly string[];
};

/** What was done to an order and when, in milliseconds after it was placed. */
export type Crossing = { order: Order; placedAtMs: number; acts: { act: OrderAct; atMs: number }[] };

/**
 * Plans orders of which each is edited, cancelled, refunded and sent at moments of their own, all within the time that we take to
 * decide it and to tell Shopify. What Shopify does not allow at that moment (to edit what is cancelled) is not done. A third have
 * an address to which nothing can be sent and are held; what is bought lies in two places, so that work is split and moved.
 *
 * @returns the crossings as they really happen, and how long they take.
 */
export function planCrossingActs(plan: CrossingPlan): { crossings: Crossing[]; lastsMs: number } {
  const { world, scheduler, staged, seed, orders } = plan;
  const random = createRandom(seed);
  const crossings: Crossing[] = [];
  const begin = (moments: readonly { act: OrderAct; atMs: number }[]): void => {
    const order = place(plan, random);
    if (!order) return;
    const crossing: Crossing = { order, placedAtMs: scheduler.nowMs(), acts: [] };
    crossings.push(crossing);
    for (const { act, atMs } of moments) {
      scheduler.after(atMs, () => {
        if (!possibleActs(staged.shop, order).includes(act)) return;
        actOnOrder(world, staged.shop, order, act, random);
        crossing.acts.push({ act, atMs });
      });
    }
  };
  for (let index = 0; index < orders; index += 1) {
    const moments = ACTS.filter(() => nextChance(random, 0.85)).map((act) => ({
      act,
      atMs: nextInteger(random, 0, CROSSING_MS),
    }));
    scheduler.after(index * ORDER_EVERY_MS, () => begin(moments));
  }
  return { crossings, lastsMs: orders * ORDER_EVERY_MS + CROSSING_MS };
}

function place({ world, staged, titles }: CrossingPlan, random: SeededRandom): Order | undefined {
  const { shop, variantByTitle } = staged;
  const address = nextPersonIn(world.random, cityOf(nextChoice(random, ["Hamburg", "Berlin"])));
  const chosen = titles.filter(() => nextChance(random, 0.6));
  const lines = (chosen.length > 0 ? chosen : titles.slice(0, 1)).map((title) => ({
    variantId: variantByTitle.get(title)!.id,
    quantity: nextInteger(random, 1, 3),
  }));
  const placement = placeOrder(world, shop, {
    lines,
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: nextChance(random, 0.33) ? { ...address, zip: null } : address,
    email: `buyer-${shop.nextOrderNumber}@example.com`,
  });
  return placement.outcome === "placed" ? placement.order : undefined;
}
