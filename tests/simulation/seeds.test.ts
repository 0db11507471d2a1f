import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("./run.ts", import.meta.url));

/**
 * Random days: `SEEDS=1000 npm test -- simulation/seeds` lives at least so many, and otherwise as many as fit four minutes.
 * What fails is told with the command that lives it again, and is tried first the next time.
 */
const fewest = Number(process.env["SEEDS"] ?? 100);
const MINUTES = 4;
/** Two cores, and each process waits for PostgreSQL for a good part of its time. */
const PROCESSES = 3;
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
  "random days break no law, whatever fails in them",
  async () => {
    const share = Math.ceil(fewest / PROCESSES);
    const options = ["--seeds", "100000", "--minutes", String(MINUTES), "--at-least", String(share), "--quick"];
    // Days that failed before are tried by the first of them.
    const runs = Array.from({ length: PROCESSES }, (_, index) => run([...options, ...(index > 0 ? ["--fresh"] : [])]));
    const outcomes = await Promise.all(runs);
    for (const { printed } of outcomes) expect(printed).toMatch(/\n\d+ seeds, 0 violations\n$/);
    const firsts = outcomes.map(({ printed, seeds }) => `${seeds} from ${/seeds from (\d+)/.exec(printed)?.[1]}`);
    process.stdout.write(`simulated days: ${firsts.join(", ")}\n`);
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
