import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Reconciliation } from "#app/db/reconcile-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { createAdminClient } from "#app/shopify/admin-client.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { importHistory, type HistoryServices } from "#app/worker/import-history.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import { readAppListing } from "#tests/sandbox/admin/app-listing.ts";
import { settleBulkOperations } from "#tests/sandbox/graphql/bulk/run-bulk-query.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { placeLongHistory } from "#tests/sandbox/merchant/place-long-history.ts";
import { mesaPaper, type ShopProfile } from "#tests/sandbox/merchant/shop-profiles.ts";
import { changeScopes } from "#tests/sandbox/oauth/install-app.ts";
import { shopOf, type World } from "#tests/sandbox/state.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { fetchFrom } from "#tests/scenarios/stage/fetch-from.ts";
import { credentials, installOn, tokenOf } from "#tests/scenarios/stage/install-app.ts";
import { openTestDatabase } from "#tests/support/open-test-database.ts";
import { testDatabase } from "#tests/support/test-database.ts";

const COMPARED_EVERY_MS = 5 * 60_000;

export const START = new Date("2026-11-22T09:00:00.000Z");

/** A shop with a past that has just installed the app, its worker by hand, on a clock that only waiting moves. */
export type HistoryStage = {
  world: World;
  truth: Shop;
  shop: string;
  database: Database;
  owner: pg.Client;
  clock: () => Date;
  /** Lets time pass at Shopify. */
  pass(ms: number): Promise<void>;
  /** Installs the app with the scopes it asks for at first, again if it was removed. */
  install(): Promise<void>;
  /** The writer's turns until it has nothing to do. */
  decide(): Promise<void>;
  /** Stretches of the import until nothing is left to do; `broken` replaces services, as a crash does. */
  importAll(broken?: Partial<HistoryServices>): Promise<void>;
  /** One comparison with Shopify, some minutes after the last. */
  compare(): Promise<Reconciliation | null>;
  /** Everything the app has asked or told Shopify since the installation. */
  calls(): CallEntry[];
  row(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
};

export async function openHistoryStage(
  orders: number,
  { domain }: Pick<ShopProfile, "domain"> = mesaPaper,
  seed = 20_261_123,
): Promise<HistoryStage> {
  let nowMs = START.getTime();
  const clock = () => new Date(nowMs);
  const app = { ...credentials, url: "http://127.0.0.1:1", subscriptions: [] };
  const world = createMerchantWorld({ clock, seed, app, historyOrders: 4 });
  const truth = shopOf(world, domain);
  placeLongHistory(world, truth, orders);
  const database = await openTestDatabase();
  const owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
  const pass = async (ms: number) => {
    nowMs += ms;
    settleBulkOperations(world, truth);
  };
  const throttle = createThrottle(clock, pass);
  const { scopes } = await readAppListing(fileURLToPath(new URL("../../shopify.app.toml", import.meta.url)));
  const tokens = { get: async (domain: string) => tokenOf(world, domain), drop: () => {} };
  const fetchPort = fetchFrom(world, pass);
  const admin = withThrottle(createAdminClient(fetchPort, tokens, throttle.report), throttle);
  const turns: TurnServices = {
    database,
    admin,
    clock,
    wait: pass,
    onIssued: async () => {},
    importCatalog: (shop) => importCatalog(database, admin, shop, clock),
  };
  const stage: HistoryStage = {
    world,
    truth,
    shop: "",
    database,
    owner,
    clock,
    pass,
    install: async () => {
      stage.shop = await installOn(owner, world, truth, "act");
      changeScopes(world, truth, credentials.apiKey, scopes);
    },
    decide: async () => {
      while ((await takeTurn(turns, stage.shop)) === "more");
    },
    importAll: async (broken) => {
      const ring = () => stage.decide();
      const services = { database, admin, fetchPort, clock, wait: pass, ring, isStopping: () => false, ...broken };
      while ((await importHistory(services, stage.shop)) === "more");
    },
    compare: () => pass(COMPARED_EVERY_MS).then(() => reconcileShop(turns, stage.shop)),
    calls: () =>
      world.log.filter((entry) => entry.kind === "call" && entry.apiKey === credentials.apiKey) as CallEntry[],
    row: async () => {
      const { rows } = await owner.query<Record<string, unknown>>("SELECT * FROM history_imports WHERE shop = $1", [
        stage.shop,
      ]);
      return rows[0]!;
    },
    close: async () => {
      await database.close();
      await owner.end();
    },
  };
  await stage.install();
  await stage.decide();
  return stage;
}
