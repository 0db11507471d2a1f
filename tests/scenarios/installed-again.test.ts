import { afterAll, beforeAll, expect, test } from "vitest";
import { complianceTopics } from "#app/pipeline/topics/shop-topics.ts";
import { redactShop } from "#tests/sandbox/commerce/erase-data.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine } from "#tests/sandbox/merchant/shop-profiles.ts";
import { uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { credentials, installOn, subscribeTo } from "./stage/install-app.ts";
import { playTraffic } from "./stage/play-traffic.ts";
import { openStage, type Stage } from "./stage/stage.ts";

const HOUR_MS = 3_600_000;
const ORDER_EVERY_MS = 1_500;
const QUIET_WITHIN_MS = 2 * HOUR_MS;
const SEED = 20261124;

let stage: Stage;
let shop: Shop;
let id: string;

beforeAll(async () => {
  await emptyTables();
  stage = await openStage({
    databaseUrl: (await testDatabase()).url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed: SEED,
    faults: {},
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 0 }),
  });
  const { world, owner } = stage;
  world.apps.get(credentials.apiKey)!.subscriptions.push(...subscribeTo(Object.keys(complianceTopics)));
  shop = shopOf(world, harbourAndPine.domain);
  id = await installOn(owner, world, shop, "act");
}, 60_000);

afterAll(() => stage.close());

async function settle() {
  expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
}

/** Shoppers buy for a while, and all of it is decided. */
async function sell(orders: number) {
  const { world, scheduler } = stage;
  playTraffic({ world, scheduler, seed: SEED + orders, domains: [shop.domain], orders, everyMs: ORDER_EVERY_MS });
  await stage.live(orders * ORDER_EVERY_MS);
  await settle();
}

async function uninstall() {
  uninstallApp(stage.world, shop, credentials.apiKey);
  await settle();
}

/** Lets time pass until two days after the app was removed, with whatever people and carriers still do meanwhile. */
async function waitTwoDays(sinceMs: number) {
  await stage.scheduler.advance(sinceMs + 48 * HOUR_MS - stage.scheduler.nowMs());
  await settle();
}

async function askToForget() {
  redactShop(stage.world, shop, credentials.apiKey, { kind: "shopify" });
  await settle();
}

/** All that is kept of the shop's orders, stock and documents. */
async function whatIsKept() {
  const { rows } = await stage.owner.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM orders WHERE shop = $1) AS orders, (SELECT count(*) FROM documents WHERE shop = $1) AS documents,
       (SELECT count(*) FROM ledger_entries WHERE shop = $1) AS entries, (SELECT count(*) FROM locations WHERE shop = $1) AS locations,
       (SELECT count(*) FROM session WHERE shop = $2) AS sessions`,
    [id, shop.domain],
  );
  return rows[0]!;
}

test("a merchant who removes the app and thinks better of it loses nothing two days later, and reads why in the log", async () => {
  await sell(6);
  const uninstalledAtMs = stage.scheduler.nowMs();
  await uninstall();
  await stage.scheduler.advance(HOUR_MS);
  expect(await installOn(stage.owner, stage.world, shop, "act")).toBe(id);
  await sell(4);
  await waitTwoDays(uninstalledAtMs);
  const before = await whatIsKept();
  expect(Number(before["orders"])).toBeGreaterThan(8);

  await askToForget();
  expect(await whatIsKept()).toEqual(before);
  const { rows } = await stage.owner.query("SELECT person, action, subject FROM action_log WHERE shop = $1", [id]);
  expect(rows).toEqual([
    {
      person: "Shopify",
      action: "keep_shop",
      subject: "Nothing was erased, because Switchyard was installed again after it had been removed.",
    },
  ]);

  await sell(3);
  expect(Number((await whatIsKept())["orders"])).toBeGreaterThan(Number(before["orders"]));
});

test("when they leave for good, all of it is erased two days later", async () => {
  const uninstalledAtMs = stage.scheduler.nowMs();
  await uninstall();
  await waitTwoDays(uninstalledAtMs);
  await askToForget();
  expect(await whatIsKept()).toEqual({ orders: "0", documents: "0", entries: "0", locations: "0", sessions: "0" });
});
