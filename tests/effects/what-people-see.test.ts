import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "#tests/support/app-database.ts";
import { answerAsk } from "#app/commands/answer-ask.ts";
import { openShop as openByToken } from "#app/commands/open-shop.ts";
import { watchBacklog } from "#app/processes/metrics/watch-backlog.ts";
import { readHome } from "#app/queries/read-home.ts";
import { readOrder } from "#app/queries/read-order.ts";
import { readSilence } from "#app/queries/troubles/read-silence.ts";
import { Registry } from "prom-client";
import { clickAs } from "#tests/commands/click-as.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import { fault } from "#tests/sandbox/state/faults.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { credentials, installOn } from "#tests/scenarios/stage/install-app.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { openFaultStage, type FaultStage } from "./stage/fault-stage.ts";
import { openSession } from "./stage/sessions.ts";

const START = new Date("2026-11-20T08:00:00.000Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const by = clickAs().by;

let stage: FaultStage;

beforeEach(async () => {
  await emptyTables();
  stage = await openFaultStage({ databaseUrl: (await testDatabase()).url, start: START });
});
afterEach(() => stage.close());

type Opened = StagedShop & { id: string };

async function open(domain: string): Promise<Opened> {
  const goods = [{ title: "mug", priceMinor: 1_999, policy: "DENY" as const, units: { Hamburg: 50 } }];
  const staged = openShop(stage.world, { domain, currency: "EUR" }, ["Hamburg"], goods);
  const id = await installOn(stage.owner, stage.world, staged.shop, "act");
  stage.sessions.set(domain, openSession(stage.world, staged.shop));
  await stage.untilQuiet(HOUR_MS);
  return { ...staged, id };
}

/** An order that has to be held for its address. */
function buyBadly({ shop, variantByTitle }: StagedShop): Order {
  const placement = placeOrder(stage.world, shop, {
    lines: [{ variantId: variantByTitle.get("mug")!.id, quantity: 1 }],
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: { ...nextPersonIn(stage.world.random, cityOf("Hamburg")), zip: null },
    email: `buyer-${shop.nextOrderNumber}@example.com`,
  });
  if (placement.outcome === "refused") throw new Error("There are too few mugs.");
  return placement.order;
}

function holdsOn({ shop }: StagedShop, order: Order): number {
  return order.fulfillmentOrderIds.flatMap((id) => shop.fulfillmentOrders.get(id)?.holds ?? []).length;
}

/** Takes scopes from the tokens in hand, as when the merchant's grant does not cover them. */
function takeAway({ shop }: StagedShop, isTaken: (scope: string) => boolean): () => void {
  const tokens = [...shop.installations.get(credentials.apiKey)!.accessTokens.values()];
  const before = tokens.map((token) => token.scopes);
  for (const token of tokens) token.scopes = token.scopes.filter((scope) => !isTaken(scope));
  return () => tokens.forEach((token, index) => (token.scopes = before[index]!));
}

async function silentShops(): Promise<string> {
  const registry = new Registry();
  watchBacklog(registry, database.dispatcher, () => stage.scheduler.clock());
  return /switchyard_shops_silent (\d+)/.exec(await registry.metrics())?.[1] ?? "none told";
}

test("what Shopify refuses stands on Home and at the order with Shopify's own sentence, until a person has it tried again", async () => {
  const opened = await open("refused.myshopify.com");
  const giveBack = takeAway(opened, (scope) => scope.startsWith("write_"));
  const order = buyBadly(opened);
  expect(await stage.untilQuiet(HOUR_MS)).toBe(true);
  expect(holdsOn(opened, order)).toBe(0);

  const home = await readHome(opened.id, by, stage.scheduler.clock());
  const sentence = expect.stringMatching(/Access denied for fulfillmentOrderHold/) as string;
  expect(home.stuck).toMatchObject([{ orderName: order.name, kind: "hold", reason: sentence }]);
  expect(home).toMatchObject({ stuckCount: 1, needsPersonCount: 1 });
  const page = await readOrder(opened.id, by, order.id, 50);
  expect(page?.asking).toMatchObject([{ kind: "hold", state: "needs_person", reason: sentence }]);
  expect(page?.events?.map((event) => event.sentence)).toContainEqual(sentence);

  giveBack();
  const click = { ...clickAs(), now: stage.scheduler.clock() };
  expect(await answerAsk(opened.id, click, home.stuck[0]!.id, "approve")).toHaveProperty("messageIds");
  expect(await stage.untilQuiet(HOUR_MS)).toBe(true);
  expect(holdsOn(opened, order)).toBe(1);
  expect((await readHome(opened.id, by, stage.scheduler.clock())).stuck).toEqual([]);
});

test("a shop for which Shopify does not answer is left alone for longer and longer, which Home and the metrics say; another one works on", async () => {
  const [silent, other] = [await open("silent.myshopify.com"), await open("other.myshopify.com")];
  expect(await readSilence(silent.id)).toBeNull();
  expect(await silentShops()).toBe("0");
  const { domain: shopDomain } = silent.shop;
  stage.world.faults.push(fault("server-error", { remaining: Infinity, shopDomain }));
  const before = stage.world.log.length;
  const begunAt = stage.scheduler.clock();
  const [held, heldElsewhere] = [buyBadly(silent), buyBadly(other)];
  await stage.live(20 * MINUTE_MS);

  expect(holdsOn(other, heldElsewhere)).toBe(1);
  expect(await readSilence(other.id)).toBeNull();
  const silence = await readSilence(silent.id);
  expect(Date.parse(silence!.since) - begunAt.getTime()).toBeLessThan(MINUTE_MS);
  expect(Date.parse(silence!.tryAgainAt)).toBeGreaterThan(stage.scheduler.nowMs());
  expect(await silentShops()).toBe("1");
  const calls = stage.world.log
    .slice(before)
    .filter((entry) => entry.kind === "call" && entry.shopDomain === shopDomain);
  // Five failures, then one trial after 10, 20, 40, 80, 160, 300 and 300 seconds.
  expect(calls.length).toBeLessThanOrEqual(12);

  stage.world.faults.length = 0;
  await stage.live(6 * MINUTE_MS);
  expect(await stage.untilQuiet(HOUR_MS)).toBe(true);
  expect(holdsOn(silent, held)).toBe(1);
  expect(await readSilence(silent.id)).toBeNull();
  expect(await silentShops()).toBe("0");
});

test("a dead token is tried again a few times an hour, by the import of the history too, and at once when the app is opened", async () => {
  const { id, shop } = await open("dead.myshopify.com");
  const { domain } = shop;
  await stage.owner.query("UPDATE history_imports SET state = 'starting', finished_at = NULL");
  const alive = stage.sessions.get(domain)!;
  stage.sessions.set(domain, { ...alive, accessToken: "shpat_dead" });
  // A token is remembered for a minute.
  await stage.scheduler.advance(2 * MINUTE_MS);
  const before = stage.world.log.length;
  await stage.live(30 * MINUTE_MS);
  const calls = stage.world.log.slice(before).filter((entry) => entry.kind === "call");
  // Each trial is the call and its second try with the token fetched anew: after 1, 2 and 4 minutes, then every 5.
  expect(calls.length).toBeGreaterThanOrEqual(10);
  expect(calls.length).toBeLessThanOrEqual(18);
  expect(await readSilence(id)).toMatchObject({ isTokenRefused: true });

  stage.sessions.set(domain, openSession(stage.world, shop));
  await openByToken(domain, shop.installations.get(credentials.apiKey)!.scopes, stage.scheduler.clock());
  await stage.live(30_000);
  const { rows } = await stage.owner.query("SELECT state FROM history_imports");
  expect(rows).toEqual([{ state: "done" }]);
});
