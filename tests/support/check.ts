import { join } from "node:path";
import { buildWithCli } from "#tests/extensions/build-with-cli.ts";
import { clone } from "./postgres/place.ts";
import { runProgram } from "./run-program.ts";

type Check = {
  name: string;
  /** A program and its arguments for Node. */
  args: string[];
  /** The same, repairing what it can. */
  fixArgs: string[];
};

const installed = (...parts: string[]) => join(clone, "node_modules", ...parts);
const cached = ["--cache", "--cache-strategy=content"];
const tsc = [installed("typescript", "bin", "tsc"), "--noEmit"];
const eslint = [
  installed("eslint", "bin", "eslint.js"),
  ".",
  "--max-warnings=0",
  ...cached,
  `--cache-location=${installed(".cache", "eslint")}/`,
];
const prettier = [installed("prettier", "bin", "prettier.cjs"), ".", "--log-level=warn", ...cached];

/** Each extension has types of its own: other elements and another global are there on each page of Shopify's. */
const extensionTypes = ["order-status", "admin-order"].map((handle): Check => {
  const args = [...tsc, "-p", join(clone, "extensions", handle)];
  return { name: `types of ${handle}`, args, fixArgs: args };
});

/** What a change must pass besides the tests. */
export const checks: readonly Check[] = [
  { name: "types", args: tsc, fixArgs: tsc },
  ...extensionTypes,
  { name: "lint", args: eslint, fixArgs: [...eslint, "--fix"] },
  { name: "format", args: [...prettier, "--check"], fixArgs: [...prettier, "--write"] },
];

// `npm run check [-- --fix]`: all of them, one after the other, each with its time.
if (import.meta.main) {
  const isFixing = process.argv.includes("--fix");
  for (const { name, args, fixArgs } of checks) {
    const { passed, output, seconds } = await runProgram(isFixing ? fixArgs : args);
    if (!passed) {
      process.stdout.write(`${output}\n`);
      process.exitCode = 1;
    }
    process.stdout.write(`${name}: ${passed ? "passed" : "failed"}, ${seconds.toFixed(1)} s\n`);
  }
  await checkWithCli();
}

/** Not among the checks that are tests too: the first time it needs the network. */
async function checkWithCli(): Promise<void> {
  const begunAt = performance.now();
  const faults = await buildWithCli().catch((error: unknown) => [(error as Error).message]);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
  process.stdout.write(
    `extensions built by the Shopify CLI: ${faults.length === 0 ? "passed" : "failed"}, ${seconds} s\n`,
  );
}
