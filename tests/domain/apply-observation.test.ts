import { expect, test } from "vitest";
import { applyObservation } from "#app/domain/inventory/apply-observation.ts";
import { emptyLevel, freeUnits } from "#app/domain/inventory/level-book.ts";
import type { Level, LevelObservation } from "#app/domain/inventory/level.ts";
import { level, NOON } from "./build-order.ts";

const LATER = "2026-11-20T12:00:05Z";
const EARLIER = "2026-11-20T11:59:59Z";

function observe(here: Level, quantities: LevelObservation["quantities"], observedAt = LATER) {
  return applyObservation(here, {
    inventoryItemId: here.inventoryItemId,
    locationId: here.locationId,
    observedAt,
    quantities,
  });
}

function legs(outcome: ReturnType<typeof observe>): Record<string, number> {
  return Object.fromEntries(outcome.entries.map((entry) => [entry.account, entry.delta]));
}

const stocked = level("i1", "L1", { available: 10, committed: 2 });

test("a sale turns available into committed and needs nothing from outside", () => {
  const outcome = observe(stocked, { available: 7, committed: 5 });
  expect(outcome.verdict).toBe("applied");
  expect(legs(outcome)).toEqual({ available: -3, committed: 3 });
  expect(outcome.level).toMatchObject({ quantities: { available: 7, committed: 5 }, observedAt: LATER });
});

test("only what the states do not explain came from outside", () => {
  expect(legs(observe(stocked, { available: 20, committed: 1 }))).toEqual({
    available: 10,
    committed: -1,
    outside: -9,
  });
});

test("goods received come out of incoming", () => {
  const expecting = level("i1", "L1", { available: 1, incoming: 5 });
  expect(legs(observe(expecting, { available: 6, committed: 0, incoming: 0 }))).toEqual({ available: 5, incoming: -5 });
});

test("a webhook that knows available alone leaves the other states", () => {
  const outcome = observe(stocked, { available: 8 });
  expect(legs(outcome)).toEqual({ available: -2, outside: 2 });
  expect(outcome.level.quantities.committed).toBe(2);
});

test("the first observation is the opening balance", () => {
  const outcome = observe(emptyLevel("i1", "L1", true), { available: 4, committed: 1 }, EARLIER);
  expect(outcome.verdict).toBe("applied");
  expect(legs(outcome)).toEqual({ available: 4, committed: 1, outside: -5 });
});

test("an older observation changes nothing", () => {
  const outcome = observe(stocked, { available: 0 }, EARLIER);
  expect(outcome).toMatchObject({ verdict: "stale", entries: [] });
  expect(outcome.level).toBe(stocked);
});

test("the same value again is no news but makes what we know newer", () => {
  const outcome = observe(stocked, { available: 10 });
  expect(outcome).toMatchObject({ verdict: "unchanged", entries: [] });
  expect(outcome.level.observedAt).toBe(LATER);
});

test("another value of the same second asks for a reading", () => {
  const outcome = observe(stocked, { available: 9 }, NOON);
  expect(outcome).toMatchObject({ verdict: "read_again", entries: [] });
  expect(outcome.level).toBe(stocked);
});

test("the reading that was asked for has the last word of its second", () => {
  expect(observe(stocked, { available: 9, committed: 3 }, NOON).verdict).toBe("applied");
});

test("seconds with and without decimals compare as times", () => {
  expect(observe(stocked, { available: 9 }, "2026-11-20T12:00:00.500Z").verdict).toBe("applied");
});

test.each<[says: string, here: Level, finding: object | null]>([
  ["enough for all", level("i1", "L1", { available: 1, committed: 4 }, { allocated: 5 }), null],
  [
    "a negative available",
    level("i1", "L1", { available: -2, committed: 4 }),
    { kind: "available_negative", shortUnits: 2 },
  ],
  [
    "more committed than on hand",
    level("i1", "L1", { committed: 4, reserved: -1 }),
    { kind: "committed_beyond_on_hand", shortUnits: 1 },
  ],
  [
    "claims on goods that are gone",
    level("i1", "L1", { available: 3 }, { allocated: 5 }),
    { kind: "allocated_beyond_claimable", shortUnits: 2 },
  ],
  ["untracked goods", level("i1", "L1", { available: -9 }, { isTracked: false }), null],
])("%s: the oversell finding is right", (_, here, finding) => {
  const outcome = observe({ ...here, observedAt: EARLIER }, here.quantities);
  if (finding === null) expect(outcome.oversell).toBeNull();
  else expect(outcome.oversell).toMatchObject({ ...finding, inventoryItemId: "i1", locationId: "L1" });
});

test("units that a webhook says are available again are not promised before the level was read whole", () => {
  const here = level("i1", "L1", { available: 0, committed: 2 }, { allocated: 2 });
  const at = (observedAt: string, quantities: LevelObservation["quantities"]): LevelObservation => ({
    inventoryItemId: "i1",
    locationId: "L1",
    observedAt,
    quantities,
  });
  const told = applyObservation(here, at("2026-11-20T13:00:00Z", { available: 1 })).level;
  expect(told.unsettledUnits).toBe(1);
  expect(freeUnits(told, 0)).toBe(0);
  const read = applyObservation(told, at("2026-11-20T13:00:00Z", { available: 1, committed: 1 })).level;
  expect(read.unsettledUnits).toBe(0);
  expect(freeUnits(read, 0)).toBe(0);
});

test("an order keeps what it holds and is there, whatever else is unsettled", () => {
  const here = level("i1", "L1", { committed: 3 }, { allocated: 2, unsettledUnits: 2 });
  expect(freeUnits(here, 2)).toBe(2);
  expect(freeUnits(here, 0)).toBe(0);
});
