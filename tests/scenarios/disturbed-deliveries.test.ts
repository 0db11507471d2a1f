import { expect, test } from "vitest";
import { noFaults, type DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { liveWatchedDay, type KnownOrder } from "./stage/live-watched-day.ts";

const ORDERS = 60;
const seed = Number(process.env["DELIVERY_SEED"] ?? 7);

/** A day that is over when nothing is under way any more. */
async function liveDay(faults: Partial<DeliveryFaults>): Promise<KnownOrder[]> {
  const { known, violations } = await liveWatchedDay({
    seed,
    orders: ORDERS,
    faults,
    settle: async (stage) => expect(await stage.untilQuiet(6 * 3_600_000)).toBe(true),
  });
  expect(violations).toEqual([]);
  return known;
}

test("webhooks that come twice, late, in any order or never told of at first end in what an undisturbed day ends in", async () => {
  const undisturbed = await liveDay(noFaults);
  const disturbed = await liveDay({
    duplicatesSameId: 0.15,
    duplicatesNewId: 0.15,
    disorder: 0.4,
    disorderMs: 60_000,
    lostAnswers: 0.05,
  });
  expect(undisturbed.length).toBeGreaterThanOrEqual(ORDERS);
  expect(disturbed).toEqual(undisturbed);
}, 300_000);
