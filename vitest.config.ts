import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose tests talk to PostgreSQL: each worker gets a database of its own, made from one migrated template. */
const needsDatabase = [
  "db",
  "pipeline",
  "processes",
  "commands",
  "queries",
  "routes",
  "worker",
  "scenarios",
  "crash-sites",
  "effects",
  "between-shops",
  "border",
];
const databaseTests = needsDatabase.map((folder) => `tests/${folder}/**/*.test.ts`);
const browserTests = ["tests/browser/**/*.test.ts"];
/** The linter reads all sources at once, which takes a minute of one core: beside the long scenarios, not before them. */
const styleTests = ["tests/style.test.ts"];
/** Processes with database servers of their own, which fill the machine. */
const simulationTests = ["tests/simulation/**/*.test.ts"];

/** Of half a minute and more, most of it waiting for processes. Begun last, one of them leaves the other worker idle at the end. */
const SLOWEST = [
  "scenarios/kill-worker",
  "scenarios/several-processes",
  "scenarios/database-trouble",
  "scenarios/merchants-day",
  "scenarios/history-worker",
  "processes/whole-process",
  "between-shops/matrix",
  "tests/style",
];

/** Many of the tests with a database wait for processes that start, end or sleep: a third one fills what two leave free. */
const MANY_WAIT = 3;

/** Begins the slowest files first, whatever their size. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = SLOWEST.findIndex((part) => moduleId.includes(part));
      return place === -1 ? SLOWEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    pool: "forks",
    // The smallest machine that runs this suite has two cores, and PostgreSQL needs its share of them.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    reporters: ["default"],
    projects: [
      {
        test: {
          name: "unit",
          // These keep nothing from file to file, and a new process for each would load the same modules again: 81 -> 51 s.
          isolate: false,
          include: ["tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...styleTests, ...databaseTests, ...browserTests, ...simulationTests],
          setupFiles: ["tests/support/setup-tests.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "database",
          maxWorkers: MANY_WAIT,
          include: databaseTests,
          globalSetup: ["tests/support/start-test-cluster.ts"],
          setupFiles: ["tests/support/setup-tests.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "style",
          maxWorkers: MANY_WAIT,
          include: styleTests,
          setupFiles: ["tests/support/setup-tests.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "simulation",
          include: simulationTests,
          setupFiles: ["tests/support/setup-tests.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // JSX in an extension is Preact's, as its own tsconfig.json says.
        esbuild: { jsx: "automatic", jsxImportSource: "preact" },
        test: {
          name: "extensions",
          include: ["extensions/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          // Shopify's tester is published as sources with JSX in them, which Node does not read by itself.
          server: { deps: { inline: ["@shopify/ui-extensions-tester"] } },
          env: { APP_URL: "https://switchyard.example" },
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "browser",
          include: browserTests,
          setupFiles: ["tests/support/setup-tests.ts"],
          // A browser, the demo and PostgreSQL are much for half a machine: after everything else.
          testTimeout: 120_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
