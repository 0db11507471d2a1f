import { database } from "#tests/support/app-database.ts";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readCatalogTrouble } from "#app/queries/troubles/read-catalog-trouble.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { CallRefused, NotSent, ShopSilent, TokenRefused } from "#app/shopify/admin-errors.ts";
import { UnreadableAnswer } from "#app/shopify/answer-values.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import { deliver, mugOrder, readOf, START } from "#tests/pipeline/play-messages.ts";
import { openShop } from "#tests/support/open-test-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { answerOf, nameOf } from "./catalog-at-shopify.ts";

const DOMAIN = "mugs.myshopify.com";
const MINUTE_MS = 60_000;
const SCOPE_MISSING = "Access denied for locations field.";

let owner: pg.Client;
let shop: string;
let nowMs: number;
let calls: string[];
let trouble: (() => Error) | null;

const clock = () => new Date(nowMs);
const admin: AdminClient = {
  call: async (_domain, call) => {
    calls.push(nameOf(call));
    if (trouble) throw trouble();
    return answerOf(call);
  },
};

beforeAll(async () => {
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
});

beforeEach(async () => {
  await emptyTables();
  nowMs = START.getTime() + MINUTE_MS;
  calls = [];
  shop = await openShop(database, DOMAIN, START);
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
});

afterAll(() => owner.end());

/** The shop's turns until it rests. */
async function turns() {
  const services: TurnServices = {
    ...{ database, admin, clock, wait: async (ms) => void (nowMs += ms) },
    onIssued: async () => {},
    importCatalog: (known) => importCatalog(database, admin, known, clock),
  };
  while ((await takeTurn(services, shop)) === "more");
}

const tell = (topic: string, body: unknown = {}) => deliver(database, shop, topic, body, { at: clock() });
const statesOf = async (topic: string) =>
  (await owner.query<{ state: string }>("SELECT state FROM inbox_messages WHERE topic = $1", [topic])).rows.map(
    ({ state }) => state,
  );

const lasting: [string, () => Error][] = [
  ["lacks a scope", () => new CallRefused([SCOPE_MISSING], ["ACCESS_DENIED"])],
  ["gets answers that cannot be read", () => new UnreadableAnswer("a shop", "name is missing")],
  ["is frozen for want of payment", () => new NotSent("it answers with status 402")],
  ["has been silent for long", () => new ShopSilent(MINUTE_MS, false)],
  ["has a dead token", () => new TokenRefused()],
];

test.each(lasting)("of a shop that %s the farewell is heard, and nothing waits behind it", async (_title, error) => {
  trouble = error;
  await turns();
  expect(await statesOf("switchyard/order_read")).toEqual(["waiting"]);
  await tell("app/uninstalled");
  await turns();
  const { rows } = await owner.query("SELECT status FROM shops");
  expect(rows).toEqual([{ status: "uninstalled" }]);
  expect(await statesOf("switchyard/order_read")).toEqual(["done"]);
});

test("what the law demands and what the app may do are heard while orders wait for the catalogue", async () => {
  trouble = lasting[0]![1];
  await tell("customers/data_request", {
    ...{ shop_id: 1, shop_domain: DOMAIN, orders_requested: ["1001"], data_request: { id: 9 } },
    customer: { id: 31, email: "buyer-1001@example.com", phone: null },
  });
  await tell("customers/redact", {
    ...{ shop_id: 1, shop_domain: DOMAIN, orders_to_redact: ["1001"] },
    customer: { id: 31, email: "buyer-1001@example.com", phone: null },
  });
  await tell("app/scopes_update", { previous: [], current: ["read_orders"] });
  await turns();
  for (const topic of ["customers/data_request", "customers/redact", "app/scopes_update"])
    expect(await statesOf(topic)).toEqual(["done"]);
  expect(await statesOf("switchyard/order_read")).toEqual(["waiting"]);
  trouble = null;
  nowMs += MINUTE_MS;
  await turns();
  const { rows } = await owner.query<{ name: string }>("SELECT name, facts, search_text FROM orders");
  expect(rows[0]!.name).toBe("#1001");
  expect(JSON.stringify(rows)).not.toMatch(/buyer-1001|Lovelace|Marienplatz/);
});

test("a shop that is to be forgotten before its catalogue could be read leaves nothing to look at", async () => {
  trouble = lasting[0]![1];
  nowMs += 72 * 60 * MINUTE_MS;
  await tell("shop/redact");
  await turns();
  expect(await statesOf("switchyard/order_read")).toEqual(["ignored"]);
  const { rows } = await owner.query("SELECT octet_length(body) AS length FROM inbox_messages WHERE body <> ''");
  expect(rows).toEqual([]);
});

test("why the catalogue cannot be read is said, and it is asked for less and less often, until it can be", async () => {
  trouble = lasting[0]![1];
  for (let minute = 0; minute < 30; minute += 1) {
    for (let sweep = 0; sweep < 6; sweep += 1, nowMs += 10_000) await turns();
    if (minute > 0) expect(await readCatalogTrouble(shop)).toMatchObject({ reason: SCOPE_MISSING });
  }
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.length).toBeLessThan(15);
  trouble = null;
  nowMs += 5 * MINUTE_MS;
  await turns();
  expect(await readCatalogTrouble(shop)).toBeNull();
  expect(await statesOf("switchyard/order_read")).toEqual(["done"]);
});
