import { shopOf, type World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { createRandom, nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { findLevel, type Shop } from "#tests/sandbox/state/shop.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { adjustStock } from "#tests/sandbox/commerce/adjust-stock.ts";
import { placeOrder, type Placement } from "#tests/sandbox/commerce/place-order.ts";
import { fulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { drawCheckout, type Wish } from "./draw-checkout.ts";
import { actOnOrder, possibleActs, type OrderAct } from "./follow-ups.ts";
import { calmMix, drawOddities, drawStory, type TrafficMix } from "./traffic-mix.ts";

export type TrafficOptions = {
  world: World;
  scheduler: Scheduler;
  seed: number;
  mix?: Partial<TrafficMix>;
  /** Pause before each act of an order's story; between 20 s and 3 minutes unless stated. */
  pauseMs?: readonly [least: number, most: number];
};

/** `soldOut`: orders that took more than there was. `counted`: shelves corrected. The others say it themselves. */
export type TrafficCounts = Record<"placed" | "refused" | "split" | "soldOut" | "counted" | OrderAct, number>;

// An empty shelf ends a demo: goods that fell below this are bought again.
const reorderBelow = 8;
const reorderUnits = 30;

/** Shoppers who keep coming, and staff and carriers who go on with their orders. Everything is drawn from one seed. */
export class Traffic {
  /** Change it at any time. */
  mix: TrafficMix;
  readonly counts: TrafficCounts = {
    placed: 0,
    refused: 0,
    split: 0,
    soldOut: 0,
    counted: 0,
    fulfill: 0,
    deliver: 0,
    refund: 0,
    edit: 0,
    cancel: 0,
    pay: 0,
    hold: 0,
    release: 0,
  };

  readonly #world: World;
  readonly #scheduler: Scheduler;
  readonly #random: SeededRandom;
  readonly #pauseMs: readonly [number, number];
  readonly #paces = new Map<string, { everyMs: number; cancel: () => void }>();
  readonly #pending = new Set<() => void>();

  constructor({ world, scheduler, seed, mix, pauseMs = [20_000, 180_000] }: TrafficOptions) {
    this.#world = world;
    this.#scheduler = scheduler;
    this.#random = createRandom(seed);
    this.#pauseMs = pauseMs;
    this.mix = { ...calmMix, ...mix };
  }

  /** One order about every so often, some sooner, some later; null pauses the shop. */
  setPace(domain: string, everyMs: number | null): void {
    this.#paces.get(domain)?.cancel();
    this.#paces.delete(domain);
    if (everyMs !== null) this.#next(domain, everyMs);
  }

  paceOf(domain: string): number | null {
    return this.#paces.get(domain)?.everyMs ?? null;
  }

  /** So many orders, spread evenly over a time (all at once when it is 0). */
  burst(domain: string, count: number, overMs = 0): void {
    for (let index = 0; index < count; index += 1)
      this.#later(Math.floor((index * overMs) / count), () => void this.place(domain));
  }

  /** One order now, as wished, and the story that follows it. A refusal (sold out meanwhile) is drawn again a few times. */
  place(domain: string, wish: Wish = {}): Placement {
    const shop = shopOf(this.#world, domain);
    const oddities = wish.oddities ?? drawOddities(this.#random, this.mix);
    let placement = this.#try(shop, { ...wish, oddities });
    for (let left = 3; placement.outcome === "refused" && wish.lines === undefined && left > 0; left -= 1) {
      placement = this.#try(shop, wish);
    }
    if (placement.outcome === "placed") this.#follow(shop, placement.order);
    if (nextChance(this.#random, this.mix.counted)) this.#count(shop);
    return placement;
  }

  /** Nobody comes any more and nothing that was planned happens. */
  stop(): void {
    for (const { cancel } of this.#paces.values()) cancel();
    for (const cancel of this.#pending) cancel();
    this.#paces.clear();
    this.#pending.clear();
  }

  #next(domain: string, everyMs: number): void {
    const waitMs = nextInteger(this.#random, Math.ceil(everyMs * 0.4), Math.ceil(everyMs * 1.6));
    const cancel = this.#scheduler.after(waitMs, () => {
      this.place(domain);
      this.#next(domain, everyMs);
    });
    this.#paces.set(domain, { everyMs, cancel });
  }

  #later(afterMs: number, act: () => void): void {
    const cancel = this.#scheduler.after(afterMs, () => {
      this.#pending.delete(cancel);
      act();
    });
    this.#pending.add(cancel);
  }

  #try(shop: Shop, wish: Wish): Placement {
    const placement = placeOrder(this.#world, shop, drawCheckout(this.#world, shop, this.#random, wish));
    this.counts[placement.outcome] += 1;
    return placement;
  }

  #follow(shop: Shop, order: Order): void {
    const work = fulfillmentOrdersOf(shop, order);
    if (new Set(work.map((each) => each.assignedLocationId)).size > 1) this.counts.split += 1;
    if (work.some((each) => tookMoreThanThereWas(shop, order, each))) this.counts.soldOut += 1;
    for (const { act, afterMs } of drawStory(this.#random, this.mix, this.#pauseMs)) {
      this.#later(afterMs, () => {
        if (!shop.orders.has(order.id) || !possibleActs(shop, order).includes(act)) return;
        actOnOrder(this.#world, shop, order, act, this.#random);
        this.counts[act] += 1;
      });
    }
  }

  /** Somebody counts a shelf: nearly empty ones are filled, others turn out to be a little off. */
  #count(shop: Shop): void {
    const levels = [...shop.inventoryLevels.values()].filter((level) => level.isActive);
    const isDenied = (itemId: string): boolean => {
      const item = shop.inventoryItems.get(itemId);
      return shop.variants.get(item?.variantId ?? "")?.inventoryPolicy === "DENY";
    };
    // What is sold beyond stock waits for its own delivery.
    const low = levels.filter(
      (level) => level.quantities.available.quantity < reorderBelow && isDenied(level.inventoryItemId),
    );
    const isRestock = low.length > 0 && nextChance(this.#random, 0.7);
    const level = nextChoice(this.#random, isRestock ? low : levels);
    const delta = isRestock ? reorderUnits : nextChoice(this.#random, [-2, -1, -1, 1, 2]);
    const { inventoryItemId, locationId } = level;
    const reason = isRestock ? "received" : "correction";
    adjustStock(
      this.#world,
      shop,
      { inventoryItemId, locationId, delta, reason },
      { kind: "staff", staffMemberId: null },
    );
    this.counts.counted += 1;
  }
}

function tookMoreThanThereWas(shop: Shop, order: Order, work: FulfillmentOrder): boolean {
  return work.lines.some((line) => {
    const isCommitted = order.lineItems.find(({ id }) => id === line.lineItemId)?.isStockCommitted === true;
    const level = findLevel(shop, line.inventoryItemId ?? "", work.assignedLocationId ?? "");
    return isCommitted && level !== undefined && level.quantities.available.quantity < 0;
  });
}
