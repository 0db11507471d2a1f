import { dataFolder } from "#tests/support/postgres.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { startDemo, type Demo } from "#tests/sandbox/demo/start-demo.ts";

/** Where the demo of this test process keeps its data: two files at once have a demo each. */
export const browserDemoFolder = dataFolder(`browser-tests-${process.env.VITEST_POOL_ID ?? 0}`);

/** The whole demo, as `npm run demo` starts it: on free ports, with an empty database unless stated, and with no orders but the test's own. */
export async function startBrowserDemo({ isReset = true } = {}): Promise<Demo> {
  return startDemo({
    folder: browserDemoFolder,
    adminPort: await freePort(),
    appPort: await freePort(),
    isReset,
    hasFlow: false,
    clock: () => new Date(),
    report: () => {},
    onBreakdown: (sentence) => {
      throw new Error(sentence);
    },
  });
}
