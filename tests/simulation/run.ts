import "./environment.ts";
import { randomInt } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "#app/db/migrate.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { readProgress, type Progress } from "./kept-days.ts";
import { openMachine, type Machine } from "./machine/open-machine.ts";
import { runSeeds } from "./run-seeds.ts";
import { only } from "./shrink.ts";
import { simulate } from "./simulate.ts";
import { drawPlan } from "./steps/draw-plan.ts";

/**
 * `npm run simulate -- --seeds 200 [--seed 7]`: so many days, each from a seed of its own. A run that was cut off goes on
 * where it was when it is asked for again with the same two numbers.
 *
 *   --minutes 4 --at-least 100   ends after this time, but not before so many seeds, and begins afresh
 *   --only 3,17,20               of one seed these steps only, as a shrunk day is told
 *   --trace FILE                 writes what happened in one seed to a file
 *   --quick                      does not shrink what fails
 *   --fresh                      leaves out the days that failed before
 *   --until-one-fails            ends with the first day that fails
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "100" },
    seed: { type: "string" },
    minutes: { type: "string" },
    "at-least": { type: "string", default: "0" },
    only: { type: "string" },
    trace: { type: "string" },
    quick: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
    "until-one-fails": { type: "boolean", default: false },
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return value;
}

/** A database of this run's own, on a server of its own. */
async function withMachine<T>(work: (machine: Machine) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "switchyard-simulation-"));
  await chmod(dataDir, 0o755);
  let postgres = await startPostgres({ durable: false, dataDir });
  const restart = async () => {
    const { port } = postgres;
    await postgres.stop();
    postgres = await startPostgres({ durable: false, dataDir, port });
  };
  try {
    const url = await ensureDatabase(postgres.url, "simulation");
    await migrate(url);
    await settlePlans(url);
    return await work(await openMachine(url, restart));
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * Rows that are asked for in no order come in the order of the plan: it must not depend on what the server learnt of the
 * days before, nor on when it cleans up. Each connection plans a statement once: emptied tables make it plan anew.
 */
async function settlePlans(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("ALTER DATABASE simulation SET plan_cache_mode = force_generic_plan");
  await client.query("ALTER SYSTEM SET autovacuum = off");
  await client.query("SELECT pg_reload_conf()");
  await client.end();
}

async function simulateOne(seed: number, machine: Machine): Promise<{ days: number; failed: number }> {
  const drawn = drawPlan(seed);
  const ids = values.only?.split(",").map((id) => wholeNumber("only", id));
  const plan = ids ? only(drawn, ids) : drawn;
  const day = await simulate(machine, plan, values.trace !== undefined);
  if (values.trace !== undefined) await writeFile(values.trace, `${day.lines.join("\n")}\n`);
  print(`seed ${seed}: ${plan.shops.length} shops, ${plan.steps.length} steps, trace ${day.traceHash}`);
  for (const violation of day.violations) print(`  ${violation}`);
  return { days: 1, failed: day.violations.length > 0 ? 1 : 0 };
}

async function simulateMany(first: number, seeds: number, machine: Machine): Promise<{ days: number; failed: number }> {
  const isGoingOn = values.seed !== undefined && values.minutes === undefined;
  const known = isGoingOn ? await readProgress(first, seeds) : undefined;
  const fresh: Progress = { first, seeds, done: 0, failed: 0, seconds: 0, steps: [], counts: {}, traceHash: "" };
  const progress = known ?? fresh;
  print(known ? `going on after ${known.done} seeds` : `${seeds} seeds from ${first}`);
  const endsAt = values.minutes === undefined ? Infinity : performance.now() + Number(values.minutes) * 60_000;
  const atLeast = wholeNumber("at-least", values["at-least"]);
  const isTimeOver = (done: number) =>
    (values["until-one-fails"] && progress.failed > 0) || (done >= atLeast && performance.now() >= endsAt);
  const outcome = await runSeeds({
    machine,
    progress,
    isTimeOver,
    isShrinking: !values.quick,
    isFresh: values.fresh,
    print,
  });
  tellSummary(progress);
  return outcome;
}

function tellSummary({ steps, counts, done, seconds, traceHash }: Progress): void {
  const median = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  print(
    `${(seconds / Math.max(done, 1)).toFixed(2)} s a seed, steps of a day: median ${median}, trace of all days ${traceHash}`,
  );
  for (const [kind, count] of Object.entries(counts).sort()) print(`  ${kind}: ${count}`);
}

const seeds = wholeNumber("seeds", values.seeds);
const first = wholeNumber("seed", values.seed ?? String(randomInt(2 ** 31)));
const isOne = values.only !== undefined || values.trace !== undefined;
const { days, failed } = await withMachine((machine) =>
  isOne ? simulateOne(first, machine) : simulateMany(first, seeds, machine),
);
print(`${days} seeds, ${failed} violations`);
// Transactions of processes that died wait for ever, as they should; nothing else is under way.
process.exit(failed === 0 ? 0 : 1);
