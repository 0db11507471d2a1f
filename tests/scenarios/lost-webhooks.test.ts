import { expect, test } from "vitest";
import { liveWatchedDay } from "./stage/live-watched-day.ts";
import { withoutTraces } from "./stage/without-traces.ts";

const ORDERS = 40;
/** Whatever was lost must be found within this time after the faults have ended. */
const FOUND_WITHIN_MS = 15 * 60_000;
const seed = Number(process.env["DELIVERY_SEED"] ?? 11);

type Counts = { runs: number; orders: number; work: number; levels: number; parcels: number };

/** A day of whose webhooks a share never comes. */
async function liveDay(loss: number) {
  let counts: Counts | undefined;
  const { known, violations } = await liveWatchedDay({
    seed,
    orders: ORDERS,
    faults: { loss },
    settle: async (stage) => {
      await stage.live(FOUND_WITHIN_MS);
      const { rows } = await stage.owner.query<Counts>(
        `SELECT count(*)::int AS runs, sum(missing_orders)::int AS orders, sum(missing_levels)::int AS levels,
           sum(missing_fulfillment_orders)::int AS work, sum(missing_parcels)::int AS parcels FROM reconciliations`,
      );
      counts = rows[0];
    },
  });
  return {
    known: known.map((order) => ({ ...order, facts: withoutTraces(order.facts) })),
    counts: counts!,
    violations,
  };
}

test("whatever share of the webhooks is lost, the comparison with Shopify finds it, and finds nothing where none is", async () => {
  const whole = await liveDay(0);
  expect(whole.known.length).toBeGreaterThanOrEqual(ORDERS);
  expect(whole.counts).toMatchObject({ orders: 0, work: 0, levels: 0, parcels: 0 });
  expect(whole.counts.runs).toBeGreaterThan(5);
  for (const loss of [0.3, 1]) {
    const { known, counts, violations } = await liveDay(loss);
    expect(known).toEqual(whole.known);
    expect(violations).toEqual([]);
    expect(counts.orders).toBeGreaterThan(0);
  }
}, 300_000);
