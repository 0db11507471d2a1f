import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("./run.ts", import.meta.url));

/**
 * As many days as fit four minutes, a hundred at least, of stated seeds: until some thousand random days in a row have broken
 * no law, what is rarer than one in a hundred would fail the tests of a change that has nothing to do with it.
 * `FIRST_SEED=random npm test -- simulation/seeds` begins with any; `SEEDS=1000` lives so many at least. What fails is told
 * with the command that lives it again, and is tried first the next time.
 */
const asked = process.env["FIRST_SEED"] ?? "100";
const first = asked === "random" ? randomInt(2 ** 30) : Number(asked);
const fewest = Number(process.env["SEEDS"] ?? 100);
const MINUTES = 4;
/** Two cores, and each process waits for PostgreSQL for a good part of its time. */
const PROCESSES = 3;
/** Far apart, so that the processes never live the same day. */
const APART = Math.max(100, fewest);
/** A machine that has other things to do takes longer over them. */
const MOST_MS = 20 * 60_000;

type Outcome = { printed: string; seeds: number };

/** Runs the simulation in a process with a database server of its own. */
function run(options: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += String(text)));
    child.on("error", reject);
    child.on("close", () => resolve({ printed, seeds: Number(/\n(\d+) seeds, \d+ violations\n$/.exec(printed)?.[1]) }));
  });
}

test(
  `simulated days from seed ${first} on break no law, whatever fails in them`,
  async () => {
    const atLeast = Math.ceil(fewest / PROCESSES);
    const runs = Array.from({ length: PROCESSES }, (_, index) => {
      const from = ["--seed", String(first + index * APART), "--seeds", String(Math.max(100, atLeast))];
      const limits = ["--minutes", String(MINUTES), "--at-least", String(atLeast), "--quick"];
      // Days that failed before are tried by the first of them.
      return run([...from, ...limits, ...(index > 0 ? ["--fresh"] : [])]);
    });
    const outcomes = await Promise.all(runs);
    for (const { printed } of outcomes) expect(printed).toMatch(/\n\d+ seeds, 0 violations\n$/);
    expect(outcomes.reduce((sum, { seeds }) => sum + seeds, 0)).toBeGreaterThanOrEqual(fewest);
  },
  MOST_MS,
);

test(
  "the same seed gives the same trace, in another process too",
  async () => {
    const options = ["--seeds", "1", "--seed", "7", "--trace", "/dev/null"];
    const traces = await Promise.all([run(options), run(options)]);
    const [one, other] = traces.map(({ printed }) => /trace (\w+)/.exec(printed)?.[1]);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(other).toBe(one);
  },
  MOST_MS,
);
