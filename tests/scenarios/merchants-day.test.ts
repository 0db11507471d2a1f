import { beforeAll, expect, test } from "vitest";
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
