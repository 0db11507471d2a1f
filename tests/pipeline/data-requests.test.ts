import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, mugOrder, readOf, START } from "./play-messages.ts";

const EMAIL = "ada@example.com";
const ADA = { id: "7100000000001", displayName: "Ada", ordersCount: 1 };
const asking = { id: 7_100_000_000_001, email: "Ada@example.com", phone: null };

let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "watch");
});

afterAll(() => database.close());

const run = () => runBatch(database, shop, () => START);

const read = (id: string, changes: Partial<OrderFacts>) =>
  deliver(database, shop, "switchyard/order_read", readOf(mugOrder(id, 1, changes), { available: 8, committed: 2 }));

const ask = (orderIds: number[]) =>
  deliver(database, shop, "customers/data_request", {
    customer: asking,
    orders_requested: orderIds,
    data_request: { id: 9 },
  });

const redact = () => deliver(database, shop, "customers/redact", { customer: asking, orders_to_redact: [] });

function notices() {
  return database.inShop(shop, (sql) =>
    sql.query<{ details: { orderIds: string[]; customerId: string | null } }>(
      "SELECT details FROM notices ORDER BY id",
    ),
  );
}

test("a request for data finds the orders a redaction would find, also those of its own batch, and keeps no address", async () => {
  await read("1001", { customer: ADA });
  await read("1002", { email: EMAIL });
  await read("1003", { customer: { ...ADA, id: "7100000000002" } });
  await run();
  await read("1004", { email: EMAIL });
  await ask([1000]);
  await run();
  const [notice] = await notices();
  expect(notice!.details.orderIds).toEqual(["1000", "1001", "1002", "1004"]);
  expect(notice!.details.customerId).toBe(ADA.id);
  expect(JSON.stringify(notice)).not.toContain("@");
});

test("a notice forgets who asked when they are erased, and names the orders that were theirs by then", async () => {
  await read("1001", { customer: ADA });
  await ask([]);
  await deliver(database, shop, "customers/data_request", { customer: { id: 5 }, orders_requested: [1003] });
  await run();
  await read("1002", { email: EMAIL });
  await redact();
  await run();
  const [ofAda, ofOther] = await notices();
  expect(ofAda!.details).toEqual({ orderIds: ["1001", "1002"], customerId: null, requestId: "9" });
  expect(ofOther!.details).toMatchObject({ orderIds: ["1003"], customerId: "5" });
});

test("who asks for their data and to be forgotten in one batch leaves no id in the notice", async () => {
  await read("1001", { customer: ADA });
  await ask([]);
  await redact();
  await run();
  expect(await notices()).toMatchObject([{ details: { orderIds: ["1001"], customerId: null } }]);
  const orders = await database.inShop(shop, (sql) => sql.query("SELECT customer_id, customer_key FROM orders"));
  expect(orders).toEqual([{ customer_id: null, customer_key: null }]);
});
