import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { deliver, furnish, mugOrder, readOf, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { dumpDatabase } from "./dump/dump-database.ts";

const NOW = new Date(START.getTime() + 60_000);
const EMAIL = "Ada.Nightingale@example.com";
// Whatever the facts say of the buyer, and the key of the address as duplicates are compared by.
const PERSONAL = /nightingale|schellingstr|\+49 89 1234|ring twice|XK2M94QPT|JJD0012345/i;
const KEPT = ["documents", "document_files"];

let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});

afterAll(() => database.close());

const run = () => runBatch(database, shop, () => NOW);
const dump = () => dumpDatabase(KEPT);
const linesWith = (text: string, table: string) =>
  text.split("\n").filter((line) => line.startsWith(`public.${table} `) && PERSONAL.test(line));

/** An order without a house number, which decisions quote: held, told to Shopify with a note, and like the one before it. */
function orderOfAda(id: string, changes: Partial<OrderFacts> = {}): OrderFacts {
  const plain = mugOrder(id, 2);
  const address = {
    ...plain.shippingAddress!,
    name: "Ada Nightingale",
    address1: "Schellingstr",
    phone: "+49 89 1234",
  };
  return {
    ...plain,
    email: EMAIL,
    phone: "+49 89 1234",
    note: "Ring twice",
    confirmationNumber: "XK2M94QPT",
    customer: { id: "7100000000001", displayName: "Ada Nightingale", ordersCount: 2 },
    shippingAddress: address,
    billingAddress: address,
    ...changes,
  };
}

const read = (facts: OrderFacts) =>
  deliver(database, shop, "switchyard/order_read", readOf(facts, { available: 8, committed: 2 }));

const redact = (customer: object, orderIds: number[] = []) =>
  deliver(database, shop, "customers/redact", { shop_id: 1, customer, orders_to_redact: orderIds });

const ada = { id: 7_100_000_000_001, email: EMAIL.toLowerCase(), phone: "+49 89 1234" };

test("everything that was decided, told and reported of a customer's orders forgets them", async () => {
  await read(orderOfAda("1001"));
  await run();
  await read(orderOfAda("1002"));
  await read({ ...mugOrder("1003", 1), email: "grace@example.com", note: "Hopper" });
  await run();
  await database.inShop(shop, (sql) =>
    sql.query(
      `INSERT INTO history_findings (shop, order_id, kind, currency, confidence, sentence, details)
       VALUES ($1, 1001, 'bad_address', 'EUR', 'likely', '“Schellingstr” has no house number.', '{"street": "Schellingstr"}')`,
      [shop],
    ),
  );
  await deliver(database, shop, "orders/updated", `{"id": 1001, "email": "${EMAIL}", "line_items": 7`);
  await run();
  const before = await dump();
  for (const table of [
    "decisions",
    "timeline_entries",
    "outbox_messages",
    "orders",
    "inbox_messages",
    "history_findings",
  ])
    expect(linesWith(before, table), table).not.toEqual([]);
  await redact(ada);
  await run();
  const after = await dump();
  expect(after.split("\n").filter((line) => PERSONAL.test(line))).toEqual([]);
  expect(after).toContain("grace@example.com");
  expect(after).toContain("Hopper");
});

test("a customer is forgotten in the very batch that was the first to hear of them", async () => {
  await read(orderOfAda("1001"));
  await redact(ada);
  await read(orderOfAda("1001", { updatedAt: new Date(START.getTime() + 5_000).toISOString() }));
  await run();
  expect(await dump()).not.toMatch(PERSONAL);
});

test("a request of a customer we know nothing of leaves nothing behind, and the request neither", async () => {
  await redact({ id: 99, email: "ada.nightingale@example.com", phone: null }, [4711]);
  await deliver(database, shop, "customers/data_request", { customer: ada, orders_requested: [4711] });
  await run();
  expect(await dump()).not.toMatch(PERSONAL);
});

test("the parked message of another buyer keeps its body", async () => {
  await deliver(database, shop, "orders/updated", '{"id": 2001, "email": "grace@example.com", "line_items": 7');
  await read(orderOfAda("1001"));
  await redact(ada, [1001, 200]);
  await run();
  expect(await dump()).toContain("grace@example.com");
});

test("a shop is erased also of what the very batch was about to write", async () => {
  await read(orderOfAda("1001"));
  const triggeredAt = new Date(START.getTime() + 3 * 86_400_000);
  await deliver(database, shop, "shop/redact", { shop_id: 1, shop_domain: "mugs.myshopify.com" }, { triggeredAt });
  await redact(ada, [1001]);
  await run();
  expect(await dumpDatabase()).not.toMatch(PERSONAL);
  const [row] = await database.inShop(shop, (sql) =>
    sql.query<{ orders: string; levels: string }>(
      "SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM inventory_levels) AS levels",
    ),
  );
  expect(row).toEqual({ orders: "0", levels: "0" });
});
