import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { lineItem } from "#tests/domain/build-order.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, ITEM, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

const BOWL = "52";
const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000).toISOString();
const now = new Date(START.getTime() + 120_000);
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

function levelOf(inventoryItemId: string, available: number, committed: number, seconds: number) {
  const quantities = { available, committed, reserved: 0, safetyStock: 0, damaged: 0, qualityControl: 0, incoming: 0 };
  const at = later(seconds);
  return { inventoryItemId, locationId: LOCATION, observedAt: at, readAt: at, quantities };
}

/** Two mugs and a bowl. */
function mixedOrder() {
  const order = mugOrder("1001", 2);
  const bowl = lineItem({ id: "10012", variantId: "42", productId: "32", quantity: 1 });
  const [work] = order.fulfillmentOrders;
  const line = { ...work!.lines[0]!, id: "10017", lineItemId: bowl.id, inventoryItemId: BOWL };
  const quantities = { totalQuantity: 1, remainingQuantity: 1 };
  work!.lines = [...work!.lines, { ...line, ...quantities }];
  return { ...order, lines: [...order.lines, bowl] };
}

test("an order that gives way for one of its goods leaves no other good behind unseen", async () => {
  const read = readOf(mixedOrder(), { available: 0, committed: 2 });
  const levels = [...read.levels, levelOf(BOWL, 0, 1, 0)];
  await deliver(database, shop, "switchyard/order_read", { ...read, levels });
  await runBatch(database, shop, () => now);
  const ask = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));
  const claims = () => ask("SELECT inventory_item_id AS item, quantity FROM allocations ORDER BY 1");
  expect(await claims()).toEqual([
    { item: ITEM, quantity: 2 },
    { item: BOWL, quantity: 1 },
  ]);
  // The bowl is taken off the order in the same batch that shows too few mugs.
  const smaller = readOf(
    mugOrder("1001", 2, { updatedAt: later(60) }),
    { available: 0, committed: 2 },
    new Date(later(61)),
  );
  await deliver(database, shop, "switchyard/order_read", { ...smaller, levels: [] });
  await deliver(database, shop, "switchyard/levels_read", [levelOf(ITEM, -1, 2, 62)]);
  await runBatch(database, shop, () => now);
  expect(await claims()).toEqual([{ item: ITEM, quantity: 1 }]);
  // Whoever waits for a bowl is served when this is answered.
  expect(await ask("SELECT object_id FROM wanted_reads WHERE subject = 'inventory_level'")).toContainEqual({
    object_id: `${BOWL}/${LOCATION}`,
  });
});
