import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { OrderDecision } from "#app/domain/decision.ts";
import { contextOf, type DecisionGrounds, type DecisionInputs } from "#app/domain/decision-inputs.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { certifyRoute } from "#app/domain/routing/certificate/certify-route.ts";
import { isStoredRoute } from "#app/domain/routing/certificate/is-stored-route.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

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

type Stored = {
  orderId: string;
  facts: OrderFacts;
  decision: OrderDecision;
  inputs: DecisionInputs;
  grounds: DecisionGrounds;
};

const run = () => runBatch(database, shop, () => new Date(START.getTime() + 60_000));
const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));
const stored = () =>
  rows<Stored>(
    `SELECT o.id AS "orderId", o.facts, d.decision, d.inputs, g.grounds FROM orders o
     JOIN decisions d ON d.order_id = o.id AND d.version = o.version
     JOIN decision_grounds g ON g.hash = d.inputs->>'groundsHash' ORDER BY o.id`,
  );

/** Three orders of two mugs in one batch, of which five are there: the last has to wait for one. */
async function decideThree(): Promise<Stored[]> {
  for (const id of ["1001", "1002", "1003"])
    await deliver(database, shop, "switchyard/order_read", readOf(mugOrder(id, 2), { available: -1, committed: 6 }));
  await run();
  return stored();
}

test("each decision of a batch can be computed again from what is stored, whatever the others took", async () => {
  const decided = await decideThree();
  const waiting = decided.map(({ decision }) => decision.route!.backordered.length);
  expect(waiting).toEqual([0, 0, 1]);
  for (const { facts, decision, inputs, grounds } of decided) {
    const { context, levels } = contextOf(facts, inputs, grounds);
    const certified = certifyRoute(context, levels)!;
    expect(isStoredRoute(context, levels, certified.route, decision.route!)).toBe(true);
  }
  // The control: from the levels as the batch has left them, another plan comes out.
  const [first] = decided;
  const { context, levels } = contextOf(first!.facts, { ...first!.inputs, levelsBefore: [] }, first!.grounds);
  const { route } = certifyRoute(context, levels)!;
  expect(isStoredRoute(context, levels, route, first!.decision.route!)).toBe(false);
});

test("what decisions stand on is kept once, and anew when a setting or a location has changed", async () => {
  await decideThree();
  const hashes = "SELECT DISTINCT inputs->>'groundsHash' AS hash FROM decisions";
  expect(await rows("SELECT hash FROM decision_grounds")).toEqual(await rows(hashes));
  await database.inShop(shop, (sql) => sql.query("UPDATE locations SET priority = 2 WHERE id = $1", [LOCATION]));
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1004", 1), { available: 9, committed: 7 }));
  await run();
  expect(await rows("SELECT hash FROM decision_grounds")).toHaveLength(2);
  expect(await rows(hashes)).toHaveLength(2);
});
