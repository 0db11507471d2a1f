import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { compareIds } from "#app/domain/basics/ids.ts";
import type { Candidate } from "#app/domain/routing/choose-locations.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

type Case = { demand: number[]; candidates: Candidate[] };

/** Few items, small numbers and equal distances, so that ties and shortages are the rule. */
const small: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 4 }).chain((items) =>
  fc.record({
    demand: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: items, maxLength: items }),
    candidates: fc
      .array(
        fc.record({
          priority: fc.integer({ min: 1, max: 2 }),
          kilometres: fc.constantFrom(0, 10, 20, 30),
          units: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: items, maxLength: items }),
        }),
        { maxLength: 7 },
      )
      .map((list) => list.map((each, at) => ({ id: String(at + 8), ...each }))),
  }),
);

export function routingLaws({ chooseLocations }: Subject): readonly Law[] {
  return [
    law("the chosen locations are those that trying every set would choose", small, ({ demand, candidates }) => {
      const capped = candidates.map((each) => ({
        ...each,
        units: each.units.map((units, item) => Math.min(units, demand[item]!)),
      }));
      const chosen = chooseLocations(demand, capped);
      const best = tryEverySet(demand, capped);
      const ids = chosen.indexes.map((index) => capped[index]!.id).sort(compareIds);
      if (!isDeepStrictEqual(ids, best.ids) || chosen.served !== best.served) {
        throw new Error(
          `chose ${ids.join("+")} for ${chosen.served} units, best is ${best.ids.join("+")} for ${best.served}`,
        );
      }
    }),

    law("the order in which locations are listed does not matter", small, ({ demand, candidates }) => {
      const idsOf = (list: Candidate[]) =>
        chooseLocations(demand, list)
          .indexes.map((index) => list[index]!.id)
          .sort(compareIds);
      if (!isDeepStrictEqual(idsOf(candidates), idsOf([...candidates].reverse())))
        throw new Error("another choice backwards");
    }),
  ];
}

type Found = { ids: string[]; served: number; kilometres: number; priority: number };

/** All subsets, compared one by one: most units, fewest locations, fewest kilometres, smallest priorities, smallest ids. */
function tryEverySet(demand: readonly number[], candidates: readonly Candidate[]): Found {
  let best: Found = { ids: [], served: 0, kilometres: 0, priority: 0 };
  for (let bits = 1; bits < 2 ** candidates.length; bits++) {
    const set = candidates.filter((_, at) => bits & (1 << at));
    const unitsOf = (item: number) => set.reduce((sum, candidate) => sum + candidate.units[item]!, 0);
    const found: Found = {
      ids: set.map((candidate) => candidate.id).sort(compareIds),
      served: demand.reduce((sum, wanted, item) => sum + Math.min(wanted, unitsOf(item)), 0),
      kilometres: set.reduce((sum, candidate) => sum + candidate.kilometres, 0),
      priority: set.reduce((sum, candidate) => sum + candidate.priority, 0),
    };
    if (isBetter(found, best)) best = found;
  }
  return best;
}

function isBetter(left: Found, right: Found): boolean {
  if (left.served !== right.served) return left.served > right.served;
  if (left.ids.length !== right.ids.length) return left.ids.length < right.ids.length;
  if (left.kilometres !== right.kilometres) return left.kilometres < right.kilometres;
  if (left.priority !== right.priority) return left.priority < right.priority;
  const differing = left.ids.findIndex((id, at) => id !== right.ids[at]);
  return differing !== -1 && compareIds(left.ids[differing]!, right.ids[differing]!) < 0;
}
