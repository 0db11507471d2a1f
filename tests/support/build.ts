import { join } from "node:path";
import { clone } from "./postgres/place.ts";
import { runProgram } from "./run-program.ts";
import { refreshBuild } from "./sources/refresh-build.ts";

const remix = join(clone, "node_modules", "@remix-run", "dev", "dist", "cli.js");
const sources = ["app", "public", "vite.config.ts", "tsconfig.json", "package.json", "package-lock.json"];

/**
 * Builds the pages for production into build/, unless the build there was made from these very sources. Whoever loads the
 * build asks for it this way first, a test as the demo does: an older build would prove nothing of the sources.
 *
 * @param report receives what the build prints, piece by piece.
 * @returns whether it had to build.
 * @throws Error with the end of the build's output when it fails.
 */
export function buildIfChanged(report?: (text: string) => void): Promise<boolean> {
  const make = async (folder: string) => {
    const env = { NODE_ENV: "production", BUILD_FOLDER: folder };
    const { passed, output } = await runProgram([remix, "vite:build"], env, report);
    if (!passed) throw new Error(`The build of the pages failed:\n${output.split("\n").slice(-20).join("\n")}`);
  };
  return refreshBuild({ root: clone, sources, make });
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
