import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { readStoredChoices } from "#tests/support/audit/stored-choices/read-stored-choices.ts";
import { recomputedFields } from "#tests/support/audit/stored-choices/recomputed-fields.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

let database: Database;
let shop: string;
let minute: number;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  minute = 0;
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});

afterAll(() => database.close());

type Kept = { version: number; minute: number; units: unknown; left: number };

/** The choices as they are kept: `left` is how many units the facts kept with them have still to be sent. */
async function kept(): Promise<Kept[]> {
  const choices: Kept[] = [];
  const versions = await database.inShop(shop, (sql) =>
    sql.query<Pick<Kept, "version" | "units">>("SELECT version, units FROM route_choices ORDER BY order_id"),
  );
  for await (const { facts, decidedAt } of readStoredChoices(database, shop)) {
    const lines = facts.fulfillmentOrders.flatMap((work) => work.lines);
    const left = lines.reduce((sum, line) => sum + line.remainingQuantity, 0);
    choices.push({ ...versions[choices.length]!, minute: (decidedAt.getTime() - START.getTime()) / 60_000, left });
  }
  return choices;
}

/** The order is read a minute later, with so many units left to send and so many in stock. */
async function read(facts: OrderFacts, left: number, onHand: { available: number; committed: number }): Promise<void> {
  minute += 1;
  const at = new Date(START.getTime() + minute * 60_000);
  const [work] = facts.fulfillmentOrders;
  const lines = work!.lines.map((line) => ({ ...line, remainingQuantity: left }));
  const now = { ...work!, lines, updatedAt: at.toISOString() };
  const changed = { ...facts, fulfillmentOrders: [now], updatedAt: at.toISOString() };
  await deliver(database, shop, "switchyard/order_read", readOf(changed, onHand, at), { at });
  while ((await runBatch(database, shop, () => at)).outcome === "done");
}

test("an order's route is kept with what was known then, until it is routed anew", async () => {
  const order = mugOrder("1001", 3);
  await read(order, 3, { available: 0, committed: 0 });
  expect(await kept()).toEqual([{ version: 1, minute: 1, units: { "10011": 3 }, left: 3 }]);
  await read(order, 3, { available: 5, committed: 3 });
  const [served] = await kept();
  expect(served).toMatchObject({ minute: 2, units: { [`10011 ${LOCATION}`]: 3 }, left: 3 });
  // A part has left: what is left over goes as before, and the choice about all of it stays.
  await read(order, 1, { available: 5, committed: 1 });
  expect(await kept()).toEqual([served]);
});

test("what is kept gives the same decision again, field by field", async () => {
  await read(mugOrder("1001", 3), 3, { available: 2, committed: 0 });
  await read(mugOrder("1002", 2), 2, { available: 2, committed: 5 });
  let choices = 0;
  for await (const choice of readStoredChoices(database, shop)) {
    const { stored, again } = recomputedFields(choice);
    expect(again).toEqual(stored);
    choices += 1;
  }
  expect(choices).toBe(2);
});

test("a test order has no route to keep", async () => {
  await read(mugOrder("1001", 3, { isTest: true }), 3, { available: 5, committed: 0 });
  expect(await kept()).toEqual([]);
});
