import { beforeAll, beforeEach, afterAll, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { savedDefaults, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, mugOrder, readOf, START } from "./play-messages.ts";

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

const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));

/** An order of two mugs of which none is on hand, read and decided. */
async function decideMugs(id: string): Promise<void> {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder(id, 2), { available: -2, committed: 2 }));
  await runBatch(database, shop, () => new Date(START.getTime() + 60_000));
}

async function savePolicy({ version, ...policy }: SavedPolicy): Promise<void> {
  await database.inShop(shop, (sql) =>
    sql.query(
      "INSERT INTO routing_policies (shop, version, policy, saved_at, saved_by) VALUES ($1, $2, $3, $4, 'Ada')",
      [shop, version, JSON.stringify(policy), START],
    ),
  );
}

test("a policy holds from the next decision on, and each decision bears the version that it was made by", async () => {
  await decideMugs("1001");
  await savePolicy({ ...savedDefaults("EUR"), version: 1, availableAnywhereSkus: ["MUG"] });
  await savePolicy({ ...savedDefaults("EUR"), version: 2, availableAnywhereSkus: ["M*"] });
  await decideMugs("1002");
  expect(
    await rows(`SELECT order_id, version, inputs->'policyVersion' AS policy FROM decisions ORDER BY order_id`),
  ).toEqual([
    { order_id: "1001", version: 1, policy: 0 },
    { order_id: "1002", version: 1, policy: 2 },
  ]);
});

test("goods of which stock is not asked for are ready without a claim, and nothing of them waits", async () => {
  await savePolicy({ ...savedDefaults("EUR"), version: 1, availableAnywhereSkus: ["MUG"] });
  await decideMugs("1001");
  expect(await rows("SELECT headline FROM orders")).toEqual([{ headline: "Ready" }]);
  expect(await rows("SELECT allocated FROM inventory_levels")).toEqual([{ allocated: 0 }]);
  expect(await rows("SELECT 1 FROM allocations UNION ALL SELECT 1 FROM backorder_lines")).toEqual([]);
});
