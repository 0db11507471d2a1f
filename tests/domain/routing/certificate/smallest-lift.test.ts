import fc from "fast-check";
import { expect, test } from "vitest";
import type { LevelBook, OrderContext } from "#app/domain/decision.ts";
import { findExclusions, liftExclusions } from "#app/domain/routing/certificate/exclusions.ts";
import { excludedLocations, findSmallestLift } from "#app/domain/routing/certificate/find-smallest-lift.ts";
import {
  openCase,
  sumOf,
  waitingUnits,
  wantedItems,
  type GroupCase,
} from "#app/domain/routing/certificate/group-case.ts";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import { viewGroup } from "#app/domain/routing/view-group.ts";
import { arbitraryWorld } from "#tests/fuzz/arbitrary-world.ts";

const WORLDS = 250;

/** One fact of one location; one of a border is lifted for all that lie behind it. */
type Fact = { locationId: string; key: string };

test("no fewer facts than the smallest reason names would let everything be served, found by lifting all there are", () => {
  let found = 0;
  for (const { contexts, levels } of fc.sample(arbitraryWorld(), { seed: 20_261_120, numRuns: WORLDS })) {
    for (const context of contexts) found += judge(context, levels);
  }
  expect(found).toBeGreaterThan(30);
});

/** How many groups of an order wait for want of a location that might serve them. */
function judge(context: OrderContext, levels: LevelBook): number {
  let found = 0;
  routeOrder(context, surveyWork(context), levels, (group, stock, destination, { placed }) => {
    const asked = openCase({ context, levels, group, stock, destination }, placed);
    if (sumOf(waitingUnits(asked.view, asked.chosen.units)) === 0) return;
    const lift = findSmallestLift(asked, excludedLocations(asked, wantedItems(asked)));
    const named = lift && new Set(lift.flatMap(({ exclusions }) => exclusions.map(({ key }) => key))).size;
    expect(named).toBe(fewestFacts(asked));
    if (named !== null) found += 1;
  });
  return found;
}

/** Every set of facts is lifted, the small ones first. */
function fewestFacts(asked: GroupCase): number | null {
  const facts = asked.context.locations
    .filter(({ id }) => !asked.view.candidates.some(({ location }) => location.id === id))
    .flatMap((location) =>
      findExclusions(asked.context, asked.area, location).map(({ key }): Fact => ({ locationId: location.id, key })),
    );
  const keys = [...new Set(facts.map(({ key }) => key))];
  const sets = Array.from({ length: 2 ** keys.length }, (_, bits) => keys.filter((_key, at) => bits & (1 << at)));
  const sizes = sets.filter((set) => isServedWithout(asked, set)).map((set) => set.length);
  return sizes.length === 0 ? null : Math.min(...sizes);
}

function isServedWithout(asked: GroupCase, keys: readonly string[]): boolean {
  const { context, area, group, stock, destination } = asked;
  const lifted = context.locations.reduce((around, location) => {
    const exclusions = findExclusions(context, area, location);
    return liftExclusions(
      around,
      area,
      location,
      exclusions.filter(({ key }) => keys.includes(key)),
    );
  }, context);
  const view = viewGroup(lifted, group, stock, destination);
  return sumOf(waitingUnits(view, findCheapestPlan(view.problem).units)) === 0;
}
