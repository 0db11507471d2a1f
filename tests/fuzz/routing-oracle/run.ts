import { parseArgs } from "node:util";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { compareWithOracle } from "./compare.ts";
import { countBinding, createRuleCounts, type RuleCount } from "./count-binding.ts";
import { drawProblem } from "./draw-problem.ts";
import { printProblem, type OracleProblem } from "./oracle-problem.ts";
import { shrinkProblem } from "./shrink-problem.ts";

const MILLISECONDS_BETWEEN_REPORTS = 10_000;

/** The first few show what is wrong; the others are mostly the same fault again. */
const DIFFERENCES_TO_PRINT = 3;

/** Each rule must have decided the plan so often, or the run says little about it. */
const ENOUGH_BINDING = 1_000;

type Options = { problems: number; seed: number };

type Progress = { problems: number; differences: number; counts: RuleCount[] };

/**
 * `node tests/fuzz/routing-oracle/run.ts --problems 100000 [--seed 1]` compares the solver with the oracle on so many small
 * problems, and counts on the way how often each rule binds.
 */
function run({ problems, seed }: Options): boolean {
  print(`${problems} problems, seed ${seed}`);
  const random = createRandom(seed);
  const progress: Progress = { problems: 0, differences: 0, counts: createRuleCounts() };
  let nextReportAt = Date.now() + MILLISECONDS_BETWEEN_REPORTS;
  while (progress.problems < problems) {
    tryProblem(progress, drawProblem(random));
    if (Date.now() < nextReportAt) continue;
    print(sayProgress(progress));
    nextReportAt = Date.now() + MILLISECONDS_BETWEEN_REPORTS;
  }
  for (const count of progress.counts) print(sayCount(count));
  const isBound = checkCounts(progress);
  print(sayProgress(progress));
  return isBound && progress.differences === 0;
}

function tryProblem(progress: Progress, problem: OracleProblem): void {
  const { best, difference } = compareWithOracle(problem);
  countBinding(progress.counts, problem, best, ENOUGH_BINDING);
  progress.problems++;
  if (difference === null) return;
  progress.differences++;
  if (progress.differences <= DIFFERENCES_TO_PRINT) printDifference(problem);
}

function printDifference(problem: OracleProblem): void {
  const smallest = shrinkProblem(problem, (smaller) => compareWithOracle(smaller).difference !== null);
  print(`DIFFERENT: ${printProblem(smallest)}`);
  print(compareWithOracle(smallest).difference ?? "");
}

/** In short runs one problem of a hundred is enough for each rule. */
function checkCounts({ problems, counts }: Progress): boolean {
  const least = Math.min(ENOUGH_BINDING, Math.floor(problems / 100));
  const rare = counts.filter(({ changedPlan }) => changedPlan < least);
  for (const { rule } of rare) print(`TOO RARE: ${rule} decides fewer than ${least} plans: draw it more often`);
  return rare.length === 0;
}

function sayCount({ rule, tried, bound, changedPlan }: RuleCount): string {
  return `${rule.padEnd(24)} binds in ${bound} of the first ${tried} problems, and decides the plan in ${changedPlan}`;
}

function sayProgress({ problems, differences }: Progress): string {
  return `${problems} problems, ${differences} differences`;
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: { problems: { type: "string", default: "100000" }, seed: { type: "string" } },
  });
  const problems = Number(values.problems);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  return Number.isSafeInteger(problems) && Number.isSafeInteger(seed) ? { problems, seed } : null;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (import.meta.main) {
  const options = readOptions();
  if (options === null) print("--problems and --seed take a whole number.");
  process.exitCode = options !== null && run(options) ? 0 : 1;
}
