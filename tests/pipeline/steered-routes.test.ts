import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
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

const run = () => runBatch(database, shop, () => new Date(START.getTime() + 60_000));
const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));

test("what a person says about a route is kept, told and decided with, until it is taken back", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  const say = async (act: object) => {
    await deliver(database, shop, "switchyard/person", { orderId: "1001", person: "Ada", ...act }, { lane: 0 });
    await run();
    const [order] = await rows<{ wishes: unknown; sentence: string }>(
      `SELECT o.route_wishes AS wishes, d.decision->'route'->>'sentence' AS sentence
       FROM orders o JOIN decisions d ON d.order_id = o.id AND d.version = o.version`,
    );
    return order;
  };
  const [place] = await rows<{ id: string; name: string }>("SELECT id, name FROM locations ORDER BY id LIMIT 1");
  const { id: locationId, name } = place!;
  expect(await say({ act: "lock_route", locationId })).toEqual({
    wishes: { lock: { locationId, person: "Ada" }, rejections: [] },
    sentence: expect.stringContaining(`Ada locked it to ${name}`) as string,
  });
  expect(await say({ act: "reject_route", locationId, reason: "damaged" })).toEqual({
    wishes: { lock: null, rejections: [{ locationId, reason: "damaged", person: "Ada" }] },
    sentence: expect.stringContaining(`turned down by ${name} (damaged)`) as string,
  });
  expect(await say({ act: "withdraw_rejection", locationId })).toEqual({
    wishes: { lock: null, rejections: [] },
    sentence: expect.not.stringContaining("turned down") as string,
  });
  expect(await rows("SELECT sentence FROM timeline_entries WHERE kind = 'person' ORDER BY id")).toEqual([
    { sentence: `Ada locked it to ${name}` },
    { sentence: `${name} turned it down: damaged (Ada)` },
    { sentence: `Ada lets ${name} serve it again` },
  ]);
});
