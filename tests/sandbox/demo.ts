import { constants } from "node:os";
import { dataFolder } from "#tests/support/postgres.ts";
import { readArguments, usage } from "./demo/demo-options.ts";
import type { StepReport } from "./demo/demo-state.ts";
import { explainFailure } from "./demo/explain-failure.ts";
import { print } from "./demo/print.ts";
import { startDemo, type Demo } from "./demo/start-demo.ts";

// `npm run demo`: everything a newcomer needs, on this machine alone. Runs until it is asked to stop.
const stopRequest = new AbortController();
let demo: Demo | undefined;
let isLineOpen = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopFor(signal));

try {
  const { port, isReset, isHelp } = readArguments(process.argv.slice(2));
  if (isHelp) print(usage);
  else await run(port, isReset);
} catch (error) {
  if (!stopRequest.signal.aborted) {
    say(explainFailure(error));
    process.exitCode = 1;
  }
}

async function run(adminPort: number, isReset: boolean): Promise<void> {
  const begunAt = performance.now();
  const folder = dataFolder("demo");
  demo = await startDemo(
    { folder, adminPort, isReset, hasFlow: true, clock: () => new Date(), report, onBreakdown: breakDown },
    stopRequest.signal,
  );
  const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
  print(
    `Ready after ${seconds} s. Data and logs are in ${folder}. Ctrl-C stops everything and keeps it for the next time.\n`,
  );
  print(`Switchyard is ready at ${demo.adminUrl}\n`);
}

function report({ title, seconds, note }: StepReport): void {
  if (stopRequest.signal.aborted) return;
  isLineOpen = seconds === undefined;
  if (seconds === undefined) print(`${title} ...`);
  else print(` ${seconds.toFixed(1)} s${note ? ` (${note})` : ""}\n`);
}

/** A sentence on a line of its own, also when it breaks into a step. */
function say(sentence: string): void {
  print(`${isLineOpen ? "\n" : ""}${sentence}\n`);
  isLineOpen = false;
}

/** The first signal ends everything in order, also in the middle of a start; a second one does not wait. */
async function stopFor(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): Promise<void> {
  const exitCode = 128 + constants.signals[signal];
  if (stopRequest.signal.aborted) process.exit(exitCode);
  stopRequest.abort();
  process.exitCode = exitCode;
  say("Stopping app, worker, sandbox and database");
  await demo?.stop();
}

function breakDown(sentence: string): void {
  if (stopRequest.signal.aborted) return;
  stopRequest.abort();
  say(sentence);
  process.exitCode = 1;
  void demo?.stop();
}
