import { expect, test } from "vitest";
import { keptSeeds } from "./kept-seeds.ts";
import { laws } from "./laws.ts";

// Random cases, another seed in every run; a failure names the seed that repeats it.
const seed = Math.floor(Math.random() * 2 ** 31);

test.each(laws)("$name", (law) => {
  const report = law.try({ seed, numRuns: 300 });
  if (!report.holds)
    expect.fail(
      `keep { law: ${JSON.stringify(law.name)}, seed: ${report.seed}, path: "${report.path}" }\n${report.counterexample}`,
    );
});

test.each(keptSeeds)(
  "the case with seed $seed that broke a law once keeps it now: $law",
  ({ law: name, seed: keptSeed, path }) => {
    const law = laws.find((each) => each.name === name);
    expect(law, "the law has another name now: name it here too").toBeDefined();
    const report = law!.try({ seed: keptSeed, numRuns: 300, path });
    if (!report.holds) expect.fail(report.counterexample ?? "");
  },
);
