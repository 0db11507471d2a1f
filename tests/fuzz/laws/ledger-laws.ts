import fc from "fast-check";
import { emptyLevel } from "#app/domain/inventory/level-book.ts";
import { LEVEL_STATES, type LedgerAccount, type LevelObservation } from "#app/domain/inventory/level.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

const units = fc.integer({ min: -5, max: 20 });

/** Readings of everything, of some states, and of available alone; some late, some of one second. */
const observation: fc.Arbitrary<LevelObservation> = fc
  .record({
    second: fc.integer({ min: 0, max: 9 }),
    quantities: fc.oneof(
      fc.record({ available: units }),
      fc.record({ available: units, committed: units }),
      fc.record(Object.fromEntries(LEVEL_STATES.map((state) => [state, units]))),
    ),
  })
  .map(({ second, quantities }) => ({
    inventoryItemId: "7",
    locationId: "1",
    observedAt: `2026-11-20T12:00:0${second}Z`,
    quantities,
  }));

export function ledgerLaws({ applyObservation }: Subject): readonly Law[] {
  return [
    law(
      "the legs of every posting sum to zero, and replaying the ledger gives the level",
      fc.array(observation, { maxLength: 12 }),
      (observations) => {
        const replayed = new Map<LedgerAccount, number>();
        let level = emptyLevel("7", "1", true);
        for (const each of observations) {
          const outcome = applyObservation(level, each);
          const sum = outcome.entries.reduce((total, entry) => total + entry.delta, 0);
          if (sum !== 0) throw new Error(`the legs sum to ${sum}`);
          if (outcome.entries.some((entry) => entry.delta === 0)) throw new Error("a leg moves nothing");
          if (outcome.verdict !== "applied" && outcome.entries.length > 0)
            throw new Error(`${outcome.verdict}, and yet it posts`);
          for (const entry of outcome.entries)
            replayed.set(entry.account, (replayed.get(entry.account) ?? 0) + entry.delta);
          level = outcome.level;
          for (const state of LEVEL_STATES) {
            if ((replayed.get(state) ?? 0) !== level.quantities[state])
              throw new Error(`the ledger of ${state} is not its balance`);
          }
        }
      },
    ),

    law("what is known of a level never grows older", fc.array(observation, { maxLength: 12 }), (observations) => {
      let level = emptyLevel("7", "1", true);
      for (const each of observations) {
        const before = level.observedAt;
        level = applyObservation(level, each).level;
        if (before !== null && level.observedAt! < before)
          throw new Error(`${before} was followed by ${level.observedAt}`);
      }
    }),
  ];
}
