import pg from "pg";
import { complianceTopics } from "#app/pipeline/topics/shop-topics.ts";
import { OWNER, type ClickRequest } from "#tests/crash-sites/process/click-request.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { placeLongHistory } from "#tests/sandbox/merchant/place-long-history.ts";
import { atelierNord, harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { Traffic } from "#tests/sandbox/merchant/traffic.ts";
import { roughMix } from "#tests/sandbox/merchant/traffic-mix.ts";
import { createRandom, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { shopOf, type World } from "#tests/sandbox/state.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import type { Transport } from "#tests/sandbox/webhooks/delivery.ts";
import { installOn, subscribeTo } from "#tests/scenarios/stage/install-app.ts";
import { openLiveStage, type LiveStage } from "#tests/scenarios/stage/open-live-stage.ts";
import { openShop, type Goods } from "#tests/scenarios/stage/open-shop.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { standBetween, type Between } from "./stand-between.ts";

export type SceneOptions = {
  /** Migrated and empty. */
  databaseUrl: string;
  seed: number;
  /** Orders of the past at the shop whose history is imported. */
  historyOrders: number;
};

/** The surroundings of the app in one round: the merchants, Shopify, and the people who click. */
export type Scene = {
  stage: LiveStage;
  world: World;
  /** Connections as the tables' owner, for what happens side by side. */
  owner: pg.Pool;
  databaseUrl: string;
  between: Between;
  random: SeededRandom;
  traffic: Traffic;
  /** Everything in Act; everything in Act and with a long past; everything in Suggest. */
  acting: Shop;
  importing: Shop;
  suggesting: Shop;
  /** Small shops that nobody has opened the app in yet. */
  newcomers: readonly Shop[];
  webPort: number;
  doorPort: number;
  idOf(shop: Shop): Promise<string | undefined>;
  /** A click at the app that runs at this moment; undefined when it died over it, or is not there. */
  click(shop: Shop, request: ClickRequest, personId?: string, isAccountOwner?: boolean): Promise<unknown>;
  close(): Promise<void>;
};

const NEWCOMERS = 11;
/** The last ones have sold a little before they come. */
const NEWCOMERS_WITH_A_PAST = 2;
export const SCOPES = [
  "read_orders",
  "read_products",
  "read_inventory",
  "read_locations",
  "read_customers",
  "read_merchant_managed_fulfillment_orders",
  "read_third_party_fulfillment_orders",
];
const CLICK_MS = 8_000;
const NOBODY_THERE_MS = 50;

export async function openScene({ databaseUrl, seed, historyOrders }: SceneOptions): Promise<Scene> {
  const [webPort, doorPort] = [await freePort(), await freePort()];
  const stage = await openLiveStage({
    databaseUrl,
    seed,
    faults: { duplicatesSameId: 0.05, duplicatesNewId: 0.05, disorder: 0.2, disorderMs: 1_500 },
    makeWorld: (options) => {
      const subscriptions = [...options.app.subscriptions, ...subscribeTo(Object.keys(complianceTopics))];
      const app = { ...options.app, subscriptions };
      const world = createMerchantWorld({ ...options, app, stockFactor: 20, historyOrders: 6 });
      if (historyOrders > 0) placeLongHistory(world, shopOf(world, mesaPaper.domain), historyOrders);
      return world;
    },
    transport: patiently(webPort),
  });
  const { world, scheduler } = stage;
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  owner.on("error", () => undefined);
  const newcomers = Array.from({ length: NEWCOMERS }, (_, index) => addNewcomer(world, index));
  const between = await standBetween(stage.sandbox.url);
  const traffic = new Traffic({ world, scheduler, seed, mix: { ...roughMix, split: 0.2 }, pauseMs: [300, 3_000] });
  const [acting, importing, suggesting] = [harbourAndPine, mesaPaper, atelierNord].map(({ domain }) =>
    shopOf(world, domain),
  ) as [Shop, Shop, Shop];
  await installOn(stage.owner, world, acting, "act");
  await installOn(stage.owner, world, importing, "act");
  await installOn(stage.owner, world, suggesting, "suggest");
  return {
    ...{ stage, world, owner, databaseUrl, between, random: createRandom(seed + 7), traffic },
    ...{ acting, importing, suggesting, newcomers, webPort, doorPort },
    idOf: async ({ domain }) => {
      const { rows } = await owner.query<{ id: string }>("SELECT id FROM shops WHERE domain = $1", [domain]);
      return rows[0]?.id;
    },
    click: ({ domain }, request, personId = OWNER, isAccountOwner = personId === OWNER) =>
      clickAt(doorPort, { domain, scopes: SCOPES, personId, isAccountOwner, request }),
    close: async () => {
      traffic.stop();
      await between.close();
      await owner.end();
      await stage.close();
    },
  };
}

function addNewcomer(world: World, index: number): Shop {
  const domain = `newcomer-${index + 1}.myshopify.com`;
  const goods: Goods[] = [
    { title: "Mug", priceMinor: 1_200, policy: "DENY", units: { Hamburg: 40, Lyon: 10 } },
    { title: "Bowl", priceMinor: 1_800, policy: "DENY", units: { Hamburg: 40 } },
  ];
  const { shop } = openShop(world, { domain }, ["Hamburg", "Lyon"], goods);
  if (index >= NEWCOMERS - NEWCOMERS_WITH_A_PAST) placeLongHistory(world, shop, 2);
  return shop;
}

/** Shopify delivers again what was not answered; not after a minute as in life, but as soon as there is somebody. */
function patiently(webPort: number): Transport {
  return async (request) => {
    const url = `http://127.0.0.1:${webPort}/webhooks`;
    for (let tries = 0; tries < 300; tries += 1) {
      const answer = await postOverHttp({ ...request, url });
      if (answer !== "no answer" && answer < 500) return answer;
      await sleep(200);
    }
    return "no answer";
  };
}

/** A click waits for the process that is just starting, and is not made again when the process dies over it. */
async function clickAt(port: number, body: unknown): Promise<unknown> {
  const until = performance.now() + CLICK_MS;
  while (performance.now() < until) {
    const answer = await clickOnce(port, body);
    if (answer !== "nobody there") return answer;
    await sleep(NOBODY_THERE_MS);
  }
  return undefined;
}

async function clickOnce(port: number, body: unknown): Promise<unknown> {
  try {
    const signal = AbortSignal.timeout(CLICK_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(body), signal });
    const text = await answer.text();
    if (answer.status !== 200) throw new ClickFailed(text);
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof ClickFailed) throw error;
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return code === "ECONNREFUSED" ? "nobody there" : undefined;
  }
}

/** A command threw: what it says is worth seeing, a dead process is not. */
export class ClickFailed extends Error {}
