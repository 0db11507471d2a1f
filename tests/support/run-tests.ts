import { constants } from "node:os";
import { createVitest, parseCLI, TestsNotFoundError, type Vitest } from "vitest/node";

/** Passed, failed and skipped tests of a run; a file that cannot even be loaded counts as one failed test. */
type Tally = { passed: number; failed: number; skipped: number };

// `npm test -- <part of a file name> [-t <part of a title>]`: arguments are those of `vitest run`.
const { filter, options } = parseCLI(["vitest", "run", ...process.argv.slice(2)]);
const vitest = await createVitest({ ...options, watch: false, passWithNoTests: true });
stopOnSignals(vitest);
const tally = await runAll(vitest).finally(() => vitest.close());
process.stdout.write(`${sentence(tally)}\n`);
// A run without a single test proves nothing.
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);

async function runAll(runner: Vitest): Promise<Tally> {
  try {
    const { testModules, unhandledErrors } = await runner.start(filter);
    const tests = testModules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const brokenModules = testModules.filter((module) => module.errors().length > 0).length;
    const brokenSuites = testModules
      .flatMap((module) => [...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0).length;
    return {
      passed: count("passed"),
      // What was cut off in mid-run is pending for ever.
      failed: count("failed") + count("pending") + brokenModules + brokenSuites + unhandledErrors.length,
      skipped: count("skipped"),
    };
  } catch (error) {
    if (error instanceof TestsNotFoundError) return { passed: 0, failed: 0, skipped: 0 };
    runner.logger.printError(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function sentence({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Closing ends the workers and the database before the process goes; a second signal ends the process at once. */
function stopOnSignals(runner: Vitest): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      process.stderr.write(`Stopping after ${signal}\n`);
      const exitCode = 128 + constants.signals[signal];
      void runner.close().finally(() => process.exit(exitCode));
    });
  }
}
