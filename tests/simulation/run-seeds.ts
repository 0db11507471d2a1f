import { createHash } from "node:crypto";
import type { Machine } from "./machine/open-machine.ts";
import { readKeptDays, writeKeptDays, writeProgress, type Progress } from "./kept-days.ts";
import { keptSeeds } from "./kept-seeds.ts";
import { only, shrink } from "./shrink.ts";
import { simulate, type SimulatedDay } from "./simulate.ts";
import { drawPlan } from "./steps/draw-plan.ts";
import type { Plan } from "./steps/step.ts";

export type SeedRun = {
  machine: Machine;
  progress: Progress;
  /** Ends the run early, once so many seeds are done at least. */
  isTimeOver: (done: number) => boolean;
  isShrinking: boolean;
  /** Leaves out the days that failed before. */
  isFresh: boolean;
  print: (line: string) => void;
};

const TELL_EVERY_MS = 10_000;
const MOST_SHOWN = 6;

/**
 * Lives the days that failed before, then one day for each seed, and tells how it goes.
 *
 * @returns how many days there were, and how many of them broke a law.
 */
export async function runSeeds(run: SeedRun): Promise<{ days: number; failed: number }> {
  const replayed = run.isFresh ? { days: 0, failed: 0 } : await replayKept(run);
  const { progress, print } = run;
  let toldAt = performance.now();
  while (progress.done < progress.seeds && !run.isTimeOver(progress.done)) {
    const begunAt = performance.now();
    const plan = drawPlan(progress.first + progress.done);
    const day = await live(run, plan);
    progress.done += 1;
    progress.failed += day.violations.length > 0 ? 1 : 0;
    progress.steps.push(plan.steps.length);
    progress.traceHash = hashOf(progress.traceHash, day.traceHash);
    progress.seconds += (performance.now() - begunAt) / 1_000;
    for (const [kind, count] of day.counts) progress.counts[kind] = (progress.counts[kind] ?? 0) + count;
    await writeProgress(progress);
    if (performance.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = performance.now();
    const rate = (progress.done / progress.seconds).toFixed(2);
    print(`${progress.done} of ${progress.seeds} seeds, ${rate} a second, ${progress.failed} violations`);
  }
  return { days: replayed.days + progress.done, failed: replayed.failed + progress.failed };
}

function hashOf(before: string, traceHash: string): string {
  return createHash("sha256").update(`${before} ${traceHash}`).digest("hex").slice(0, 16);
}

async function replayKept(run: SeedRun): Promise<{ days: number; failed: number }> {
  let failed = 0;
  for (const seed of keptSeeds) if ((await live(run, drawPlan(seed))).violations.length > 0) failed += 1;
  const kept = await readKeptDays();
  const still = [];
  for (const day of kept) {
    const { violations } = await attempt(run.machine, only(drawPlan(day.seed), day.steps));
    run.print(`seed ${day.seed}, which failed before, ${violations.length === 0 ? "is well now" : "fails still"}`);
    if (violations.length > 0) still.push(day);
  }
  await writeKeptDays(still);
  return { days: keptSeeds.length + kept.length, failed: failed + still.length };
}

/** Lives one day; when it fails, tells why, shrinks it and keeps it. */
async function live(run: SeedRun, plan: Plan): Promise<SimulatedDay> {
  const day = await attempt(run.machine, plan);
  if (day.violations.length === 0) return day;
  const { print } = run;
  print(
    `seed ${plan.seed} broke ${day.violations.length} laws in ${plan.steps.length} steps (trace ${day.traceHash}):`,
  );
  for (const violation of day.violations.slice(0, MOST_SHOWN)) print(`  ${violation}`);
  const steps = run.isShrinking ? await tellShrunk(run, plan) : plan.steps.map(({ id }) => id);
  await writeKeptDays([...(await readKeptDays()), { seed: plan.seed, steps, violation: day.violations[0]! }]);
  return day;
}

async function tellShrunk({ machine, print }: SeedRun, plan: Plan): Promise<number[]> {
  const fails = async (fewer: Plan) => (await attempt(machine, fewer)).violations.length > 0;
  const shrunk = await shrink(plan, fails);
  const steps = shrunk.plan.steps.map(({ id }) => id);
  print(`  ${steps.length} steps are enough (${shrunk.tries} tries):`);
  for (const step of shrunk.plan.steps) print(`    ${JSON.stringify(step)}`);
  print(`  again: npm run simulate -- --seeds 1 --seed ${plan.seed} --only ${steps.join(",")}`);
  return steps;
}

/** A day that cannot even be lived to its end has failed too: whatever was thrown would have ended a process. */
async function attempt(machine: Machine, plan: Plan): Promise<SimulatedDay> {
  try {
    return await simulate(machine, plan);
  } catch (error) {
    const violations = [`It ended early: ${(error as Error).stack ?? String(error)}`];
    return { violations, traceHash: "", counts: new Map(), lines: [] };
  }
}
