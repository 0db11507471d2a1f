import { Traffic } from "#tests/sandbox/merchant/traffic.ts";
import { roughMix } from "#tests/sandbox/merchant/traffic-mix.ts";
import { shopOf, type World } from "#tests/sandbox/state.ts";
import type { Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { findShelfEmpty } from "./empty-shelf.ts";

export type TrafficPlan = {
  world: World;
  scheduler: Scheduler;
  seed: number;
  /** Domains that sell, in turn. */
  domains: readonly string[];
  orders: number;
  everyMs: number;
  /** Pause before each thing that is done to an order; as long as the sandbox's traffic has it unless stated. */
  pauseMs?: readonly [least: number, most: number];
};

/** Every so many orders one has an address to which nothing can be sent. */
const BAD_ADDRESS_EVERY = 9;
/** Every so many orders somebody finds the shelf empty: half of them at once, half when the order was decided already. */
const EMPTY_SHELF_EVERY = 8;
const DISCOVERED_AFTER_MS = 20_000;
/** The goods turn up again later, and whoever waits for them can be served. */
const FOUND_AGAIN_AFTER_MS = 90_000;

/**
 * Plans the sandbox's roughest traffic: of everything that makes work at least a tenth. Time must then pass on the
 * scheduler for it to happen.
 */
export function playTraffic({ world, scheduler, seed, domains, orders, everyMs, pauseMs }: TrafficPlan): Traffic {
  const traffic = new Traffic({
    world,
    scheduler,
    seed,
    mix: { ...roughMix, split: 0.2 },
    ...(pauseMs ? { pauseMs } : {}),
  });
  const place = (index: number): void => {
    const domain = domains[index % domains.length]!;
    const wish = index % BAD_ADDRESS_EVERY === 1 ? { oddities: ["no-zip" as const] } : {};
    const placement = traffic.place(domain, wish);
    if (placement.outcome === "refused" || index % EMPTY_SHELF_EVERY !== 3) return;
    const discover = () => {
      const findAgain = findShelfEmpty(world, shopOf(world, domain), placement.order);
      if (findAgain) scheduler.after(FOUND_AGAIN_AFTER_MS, findAgain);
    };
    if (index % (2 * EMPTY_SHELF_EVERY) === 3) discover();
    else scheduler.after(DISCOVERED_AFTER_MS, discover);
  };
  for (let index = 0; index < orders; index += 1) scheduler.after(index * everyMs, () => place(index));
  return traffic;
}
