import fc from "fast-check";

/** A case is printed up to here: the seed repeats it in full. */
const MOST_CHARACTERS = 8_000;

/** A statement that holds for every case, with the cases to try it on. */
export type Law = { name: string; try(parameters: { seed: number; numRuns: number; path?: string }): LawReport };

/** What trying a law showed. `counterexample` is the smallest failing case with its error, for people to read. */
export type LawReport = {
  holds: boolean;
  runs: number;
  seed: number;
  path: string | null;
  counterexample: string | null;
};

/** A law over one arbitrary value: `check` throws, or a law is broken. */
export function law<Case>(name: string, cases: fc.Arbitrary<Case>, check: (each: Case) => void): Law {
  return {
    name,
    try({ seed, numRuns, path }) {
      const details = fc.check(fc.property(cases, check), { seed, numRuns, ...(path === undefined ? {} : { path }) });
      return {
        holds: !details.failed,
        runs: details.numRuns,
        seed: details.seed,
        path: details.counterexamplePath,
        counterexample: details.failed ? describe(details) : null,
      };
    },
  };
}

function describe<Case>(details: fc.RunDetails<[Case]>): string {
  const error = details.errorInstance;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${reason}\n${fc.stringify(details.counterexample).slice(0, MOST_CHARACTERS)}`;
}
