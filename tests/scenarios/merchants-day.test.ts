import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "#tests/support/open-test-database.ts";
import { readStoredChoices } from "#tests/support/audit/stored-choices/read-stored-choices.ts";
import { recomputedFields } from "#tests/support/audit/stored-choices/recomputed-fields.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { playDay, type PlayedDay } from "./stage/play-day.ts";

// `DAY_ORDERS=1000 npm test -- merchants-day` plays the whole day; every run of the tests plays a part of it.
const orders = Number(process.env["DAY_ORDERS"] ?? 150);
const seed = Number(process.env["DAY_SEED"] ?? 20261120);

let day: PlayedDay;

beforeAll(async () => {
  const { url } = await testDatabase();
  day = await playDay({ databaseUrl: url, seed, orders });
}, 900_000);

test("a merchant's day with every oddity of the trade comes to rest and leaves nothing to object to", () => {
  process.stdout.write(`${orders} orders, seed ${seed}: ${JSON.stringify(day.counts, null, 1)}\n`);
  expect(day.isQuiet).toBe(true);
  expect(day.violations).toEqual([]);
});

test("at least a tenth of the day's orders is split, sold out, edited, refunded and held, a fifth of its webhooks disturbed", () => {
  const { counts } = day;
  const shares = [counts.split, counts.soldOut, counts.edited, counts.refunded, counts.held].map(
    (each) => each / counts.orders,
  );
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.1);
  expect((counts.duplicated + counts.disordered) / counts.deliveries).toBeGreaterThanOrEqual(0.2);
});

test("every route of the day comes out of its stored inputs again as it was decided, field by field", async () => {
  const database = await openTestDatabase();
  try {
    const shops = await database.dispatcher.query<{ id: string }>("SELECT id FROM shops");
    let choices = 0;
    for (const { id } of shops) {
      for await (const choice of readStoredChoices(database, id)) {
        const { stored, again } = recomputedFields(choice);
        expect(again, choice.name).toEqual(stored);
        choices += 1;
      }
    }
    // All but those that were cancelled before anybody looked, or are not the app's to act on.
    expect(choices).toBeGreaterThan(orders / 2);
  } finally {
    await database.close();
  }
});
