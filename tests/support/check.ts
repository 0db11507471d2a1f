import { join } from "node:path";
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

/** What a change must pass besides the tests. */
export const checks: readonly Check[] = [
  { name: "types", args: tsc, fixArgs: tsc },
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
}
