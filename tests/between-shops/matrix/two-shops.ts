import type pg from "pg";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf, type World } from "#tests/sandbox/state.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { playTraffic } from "#tests/scenarios/stage/play-traffic.ts";
import { openStage } from "#tests/scenarios/stage/stage.ts";
import { plantRows } from "./plant-rows.ts";
import { readShopIds, type ShopIds } from "./shop-ids.ts";

const SEED = 20261123;
const ORDERS = 30;
const ORDER_EVERY_MS = 1_000;
const STORIES_MS = 30_000;
const QUIET_WITHIN_MS = 40 * 60_000;
/** The shops' day lies before the present, so that nothing of it has a time to come. */
const BEGAN_BEFORE_MS = 2 * 3_600_000;

export type TwoShops = { world: World; here: ShopIds; there: ShopIds };

/**
 * Two shops with a day behind them, each with rows in every table: orders of the sandbox's roughest traffic decided by the
 * worker's own turns, and planted what such a day does not bring by itself. Every text that is planted for a shop begins with a
 * word that no other shop has.
 *
 * @param owner a connection that sees every shop.
 */
export async function openTwoShops(databaseUrl: string, owner: pg.Client, now: Date): Promise<TwoShops> {
  const stage = await openStage({
    databaseUrl,
    start: new Date(now.getTime() - BEGAN_BEFORE_MS),
    seed: SEED,
    faults: {},
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
  });
  const domains = [harbourAndPine.domain, mesaPaper.domain];
  const { world, scheduler } = stage;
  try {
    for (const domain of domains) await installOn(owner, world, shopOf(world, domain), "act");
    await stage.live(10_000);
    playTraffic({
      world,
      scheduler,
      seed: SEED,
      domains,
      orders: ORDERS,
      everyMs: ORDER_EVERY_MS,
      pauseMs: [1_000, 5_000],
    });
    await stage.live(ORDERS * ORDER_EVERY_MS + STORIES_MS);
    if (!(await stage.untilQuiet(QUIET_WITHIN_MS))) throw new Error("The two shops' day does not come to rest.");
  } finally {
    await stage.close();
  }
  // From here on the shops live in the present: tokens are judged by it.
  world.clock = () => new Date();
  const [here, there] = [harbourAndPine.domain, mesaPaper.domain];
  const staffOf = (domain: string) => shopOf(world, domain).staff[0]!.id;
  await plantRows(owner, { domain: here, word: "Hawthornwick", staffId: staffOf(here) }, now);
  await plantRows(owner, { domain: there, word: "Quillfeather", staffId: staffOf(there) }, now);
  return { world, here: await readShopIds(owner, world, here), there: await readShopIds(owner, world, there) };
}
