import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFiles } from "./sources/hash-files.ts";
import { clone } from "./postgres/place.ts";
import { runProgram } from "./run-program.ts";

const stampFile = join(clone, "build", ".stamp");
const remix = join(clone, "node_modules", "@remix-run", "dev", "dist", "cli.js");
const sources = ["app", "public", "vite.config.ts", "tsconfig.json", "package.json", "package-lock.json"];

/**
 * Builds the pages for production into build/, unless the build there was made from these very sources.
 *
 * @param report receives what the build prints, piece by piece.
 * @returns whether it had to build.
 * @throws Error with the end of the build's output when it fails.
 */
export async function buildIfChanged(report?: (text: string) => void): Promise<boolean> {
  const stamp = await hashFiles(clone, sources);
  const made = await readFile(stampFile, "utf8").catch(() => undefined);
  if (made === stamp && existsSync(join(clone, "build", "server", "index.js"))) return false;
  // A build that is cut off must not pass for the one the stamp speaks of.
  await rm(stampFile, { force: true });
  const { passed, output } = await runProgram([remix, "vite:build"], { NODE_ENV: "production" }, report);
  if (!passed) throw new Error(`The build of the pages failed:\n${output.split("\n").slice(-20).join("\n")}`);
  await writeFile(stampFile, stamp);
  return true;
}

// `npm run build`
if (import.meta.main) {
  const begunAt = performance.now();
  try {
    const hasBuilt = await buildIfChanged((text) => process.stdout.write(text));
    const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
    process.stdout.write(hasBuilt ? `Built in ${seconds} s\n` : "The build is up to date\n");
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
