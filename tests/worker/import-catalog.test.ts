import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { AnswerLost, Throttled } from "#app/shopify/admin-errors.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import { deliver, mugOrder, readOf, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { answerOf, CALLS_OF_ALL, LEVEL_PAGES, nameOf, VARIANTS_OF_ALL } from "./catalog-at-shopify.ts";

const DOMAIN = "mugs.myshopify.com";
const CALL_MS = 400;
const SWEEP_MS = 2_000;
const MOST_TURNS = 1_000;

let database: Database;
let owner: pg.Client;
let shop: string;
let nowMs: number;
/** What was asked of Shopify, in order, whatever came of it. */
let asked: string[];
/** Strikes a call before it is answered. */
let strike: (call: string) => void | Promise<void>;

const clock = () => new Date(nowMs);
const admin: AdminClient = {
  call: async (_domain, call) => {
    asked.push(nameOf(call));
    nowMs += CALL_MS;
    await strike(nameOf(call));
    return answerOf(call);
  },
};

beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
});

beforeEach(async () => {
  await emptyTables();
  nowMs = START.getTime() + 60_000;
  asked = [];
  strike = () => {};
  shop = await openShop(database, DOMAIN, START);
});

afterAll(async () => {
  await owner.end();
  await database.close();
});

function services(): TurnServices {
  const wait = async (ms: number) => void (nowMs += ms);
  const importStretch = () => importCatalog(database, admin, { id: shop, domain: DOMAIN }, clock);
  return { ...{ database, admin, clock, wait }, onIssued: async () => {}, importCatalog: importStretch };
}

const turn = () => takeTurn(services(), shop);
const count = async (text: string) =>
  (await owner.query<{ n: number }>(`SELECT count(*)::int AS n ${text}`)).rows[0]!.n;
const isRead = async () => (await count("FROM shops WHERE catalog_read_at >= installed_at")) === 1;

/** Turns as the bell and the sweep ring for them, until the catalogue is there. */
async function readAll() {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    if (await isRead()) return;
    if ((await turn()) === "rest") nowMs += SWEEP_MS;
  }
  throw new Error("the catalogue is not read");
}

async function expectWhole() {
  expect(await count("FROM variants")).toBe(VARIANTS_OF_ALL);
  expect(await count("FROM locations")).toBe(2);
  expect(await count("FROM inbox_messages WHERE topic = 'switchyard/levels_read'")).toBe(2 * LEVEL_PAGES);
  expect(await count("FROM catalog_imports")).toBe(0);
}

test("a large catalogue is read in turns that end in time, page after page, and orders wait until it is there", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  let longestMs = 0;
  while (!(await isRead())) {
    const before = nowMs;
    expect(await turn()).toBe("more");
    longestMs = Math.max(longestMs, nowMs - before);
    expect(await count("FROM orders")).toBe(0);
  }
  expect(longestMs).toBeLessThanOrEqual(2_000 + CALL_MS);
  expect(asked).toHaveLength(CALLS_OF_ALL);
  expect(new Set(asked).size).toBe(CALLS_OF_ALL);
  await expectWhole();
  await turn();
  expect(await count("FROM orders")).toBe(1);
});

test.each([
  ["an answer that was lost", () => new AnswerLost("cut off")],
  ["a call that has to wait for points", () => new Throttled(12_000)],
  ["a worker that was killed", () => new Error("killed")],
])("%s costs one page, and no more", async (_title, trouble) => {
  let calls = 0;
  strike = () => {
    if (++calls % 7 === 0) throw trouble();
  };
  for (let turns = 0; turns < MOST_TURNS && !(await isRead()); turns += 1) await turn().catch(() => (nowMs += 2_000));
  await expectWhole();
  expect(new Set(asked).size).toBe(CALLS_OF_ALL);
  expect(asked).toHaveLength(CALLS_OF_ALL + Math.floor(calls / 7));
});

test("of two workers at one catalogue the slower keeps nothing, and leads nobody back", async () => {
  await turn();
  const place = async () => (await owner.query<object>("SELECT part, after FROM catalog_imports")).rows[0];
  const before = await place();
  let isSlow = true;
  strike = async () => {
    if (!isSlow) return;
    isSlow = false;
    // While the slow one waits for its answer, the other reads on for two turns.
    await turn();
    await turn();
    expect(await place()).not.toEqual(before);
  };
  const slow = importCatalog(database, admin, { id: shop, domain: DOMAIN }, clock);
  await slow;
  const twice = asked.filter((call, index) => asked.indexOf(call) !== index);
  expect(twice).toHaveLength(1);
  await readAll();
  await expectWhole();
  expect(asked).toHaveLength(CALLS_OF_ALL + 1);
});

test("a shop that leaves and comes back in the middle is read from the beginning", async () => {
  await turn();
  strike = async () => {
    strike = () => {};
    await owner.query("UPDATE shops SET installed_at = $1", [clock()]);
  };
  await readAll();
  await expectWhole();
  expect(asked.filter((call) => call.startsWith("ShopProfile"))).toHaveLength(2);
});

test("a shop that is closed and erased while a page is under way stays empty", async () => {
  await turn();
  strike = async () => {
    strike = () => {};
    await deliver(database, shop, "shop/redact", {}, { at: clock() });
    await owner.query("UPDATE shops SET status = 'uninstalled'");
    await turn();
    expect(await count("FROM variants")).toBe(0);
  };
  await importCatalog(database, admin, { id: shop, domain: DOMAIN }, clock);
  expect(await count("FROM variants")).toBe(0);
  expect(await count("FROM catalog_imports")).toBe(0);
});
