import { afterAll, beforeAll, expect, test } from "vitest";
import { complianceTopics } from "#app/pipeline/topics/shop-topics.ts";
import { findPersonal } from "#tests/processes/fleet/personal-data.ts";
import { redactCustomer, redactShop, requestCustomerData } from "#tests/sandbox/commerce/erase-data.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Customer } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { credentials, installOn, subscribeTo } from "#tests/scenarios/stage/install-app.ts";
import { playTraffic } from "#tests/scenarios/stage/play-traffic.ts";
import { openStage, type Stage } from "#tests/scenarios/stage/stage.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { dumpDatabase } from "./dump/dump-database.ts";

const ORDERS = 30;
const ORDER_EVERY_MS = 1_500;
const QUIET_WITHIN_MS = 6 * 3_600_000;
const seed = Number(process.env["ERASURE_SEED"] ?? 20261123);
const merchant: Actor = { kind: "staff", staffMemberId: null };
/** What the law wants kept, and what is dumped of the app's own people. */
const KEPT = ["documents", "document_files", "people"];

let stage: Stage;
let shop: Shop;
let shopId: string;
let otherShopId: string;

beforeAll(async () => {
  const { url } = await testDatabase();
  stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed,
    faults: { duplicatesNewId: 0.1 },
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
  });
  const { world, owner, scheduler } = stage;
  // The app's own configuration file names them too; a stage subscribes to what changes orders and stock.
  world.apps.get(credentials.apiKey)!.subscriptions.push(...subscribeTo(Object.keys(complianceTopics)));
  shop = shopOf(world, harbourAndPine.domain);
  shopId = await installOn(owner, world, shop, "act");
  otherShopId = await installOn(owner, world, shopOf(world, mesaPaper.domain), "act");
  await stage.live(10_000);
  const domains = [harbourAndPine, harbourAndPine, mesaPaper].map(({ domain }) => domain);
  playTraffic({ world, scheduler, seed, domains, orders: ORDERS, everyMs: ORDER_EVERY_MS });
  await stage.live(ORDERS * ORDER_EVERY_MS);
  expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
}, 120_000);

afterAll(() => stage.close());

/** By what a buyer and no other one of the shop could be known: whatever somebody else bears too proves nothing. */
function marksOf(customer: Customer): Set<string> {
  const own = textsOf(customer, ordersOf(customer));
  const others = new Set(
    [...shop.customers.values()]
      .filter((each) => each !== customer)
      .flatMap((each) => [...textsOf(each, ordersOf(each))]),
  );
  const guests = [...shop.orders.values()].filter((order) => order.customerId === null);
  const common = [...others, ...textsOf(null, guests), ...catalogueTexts()];
  return new Set([...own].filter((text) => !common.some((each) => each.includes(text))));
}

function ordersOf(customer: Customer): Order[] {
  return [...shop.orders.values()].filter((order) => order.customerId === customer.id);
}

function textsOf(customer: Customer | null, orders: readonly Order[]): Set<string> {
  const addresses = orders.flatMap((order) => [order.shippingAddress, order.billingAddress]);
  const texts = [
    customer?.email,
    customer?.phone,
    customer?.lastName,
    ...orders.flatMap((order) => [order.email, order.phone, order.note, order.confirmationNumber]),
    ...addresses.flatMap((address) => [address?.lastName, address?.address1, address?.phone]),
  ];
  return new Set(texts.filter((text) => typeof text === "string" && text.length > 3) as string[]);
}

function catalogueTexts(): string[] {
  const addresses = [...shop.locations.values()].map(({ address }) => address);
  return addresses.flatMap(({ address1, phone }) => [address1 ?? "", phone ?? ""]);
}

/** A buyer of today with several orders, at least one of which was held for what its address says. */
async function pickCustomers(): Promise<[Customer, Customer]> {
  const { rows } = await stage.owner.query<{ customer: string }>(
    `SELECT facts->'customer'->>'id' AS customer FROM orders WHERE shop = $1 AND facts->'customer'->>'id' IS NOT NULL
     GROUP BY 1 ORDER BY bool_or(EXISTS (SELECT FROM outbox_messages m WHERE m.shop = orders.shop AND m.order_id = orders.id
       AND m.kind = 'hold')) DESC, count(*) DESC, 1`,
    [shopId],
  );
  const [first, second] = rows
    .map(({ customer }) => shop.customers.get(customer))
    .filter((customer) => customer !== undefined);
  return [first!, second!];
}

test("a customer who asks to be forgotten is nowhere any more but on issued documents, and everybody else is as before", async () => {
  const [customer, other] = await pickCustomers();
  const marks = marksOf(customer);
  const otherMarks = marksOf(other);
  const before = await dumpDatabase(KEPT);
  expect(findPersonal(marks, before).length).toBeGreaterThan(3);
  const known = findPersonal(otherMarks, before);
  const ofOthers = () =>
    stage.owner.query(
      `SELECT shop, id, facts, search_text FROM orders WHERE facts->'customer'->>'id' IS DISTINCT FROM $1 ORDER BY shop, id`,
      [customer.id],
    );
  const othersBefore = (await ofOthers()).rows.filter((row: { id: string }) => !shop.orders.get(row.id)?.customerId);
  const kept = await stage.owner.query("SELECT id, body, hash FROM documents ORDER BY shop, id");

  requestCustomerData(stage.world, shop, customer, merchant);
  redactCustomer(stage.world, shop, customer, merchant);
  expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);

  const after = await dumpDatabase(KEPT);
  expect(findPersonal(marks, after)).toEqual([]);
  expect(findPersonal(otherMarks, after)).toEqual(known);
  const ids = new Set(othersBefore.map((row: { id: string }) => row.id));
  expect((await ofOthers()).rows.filter((row: { id: string }) => ids.has(row.id))).toEqual(othersBefore);
  expect((await stage.owner.query("SELECT id, body, hash FROM documents ORDER BY shop, id")).rows).toEqual(
    expect.arrayContaining(kept.rows as unknown[]),
  );
});

test("whatever is heard of an erased customer's orders later brings nothing back", async () => {
  const [, customer] = await pickCustomers();
  const marks = marksOf(customer);
  const ids = ordersOf(customer).map(({ id }) => id);
  const { rows } = await stage.owner.query<{ topic: string; body: Buffer }>(
    `SELECT topic, body FROM inbox_messages WHERE shop = $1 AND order_id = ANY ($2) AND body <> '' AND topic LIKE 'orders/%'`,
    [shopId, ids],
  );
  expect(rows.length).toBeGreaterThan(0);
  redactCustomer(stage.world, shop, customer, merchant);
  expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
  for (const [index, { topic, body }] of rows.entries()) {
    await stage.owner.query(
      `INSERT INTO inbox_messages (shop, lane, topic, webhook_id, received_at, body) VALUES ($1, 2, $2, $3, $4, $5)`,
      [shopId, topic, `late ${index}`, stage.world.clock(), body],
    );
  }
  expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
  expect(findPersonal(marks, await dumpDatabase(KEPT))).toEqual([]);
});

test("a shop that left and asks to be forgotten leaves its domain and its number series, and other shops all they have", async () => {
  const { world, owner } = stage;
  const countOf = async (id: string) => {
    const { rows } = await owner.query<{ orders: string; documents: string; entries: string }>(
      `SELECT (SELECT count(*) FROM orders WHERE shop = $1) AS orders, (SELECT count(*) FROM documents WHERE shop = $1) AS documents,
         (SELECT count(*) FROM ledger_entries WHERE shop = $1) AS entries`,
      [id],
    );
    return rows[0];
  };
  const othersBefore = await countOf(otherShopId);
  const everybody = new Set([...shop.customers.values()].flatMap((each) => [...marksOf(each)]));
  uninstallApp(world, shop, credentials.apiKey);
  redactShop(world, shop, credentials.apiKey, merchant);
  expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
  expect(await countOf(shopId)).toEqual({ orders: "0", documents: "0", entries: "0" });
  expect(await countOf(otherShopId)).toEqual(othersBefore);
  const rows = (await dumpDatabase()).split("\n").filter((line) => line.includes(`"shop":"${shopId}"`));
  const tables = new Set(rows.map((line) => line.split(" ")[0]));
  const ofNobody = ["capabilities", "document_series", "inbox_messages", "reconciliations", "shop_writers"];
  expect([...tables].map((name) => name!.replace("public.", "")).filter((name) => !ofNobody.includes(name))).toEqual(
    [],
  );
  expect(findPersonal(everybody, rows.join("\n"))).toEqual([]);
  expect((await owner.query("SELECT 1 FROM document_series WHERE shop = $1", [shopId])).rowCount).toBeGreaterThan(0);
  expect((await owner.query("SELECT 1 FROM session WHERE shop = $1", [shop.domain])).rowCount).toBe(0);
});
