import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { buildExtensions, listExtensions } from "./build-extensions.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { runProgram } from "#tests/support/run-program.ts";

// Fetched by those who check, once: with its 50 packages it stays out of everybody's installation.
const CLI_VERSION = "4.8.2";
const cliFolder = join(tmpdir(), `switchyard-shopify-cli-${CLI_VERSION}`);
const cli = join(cliFolder, "node_modules", "@shopify", "cli", "bin", "run.js");

/** What the CLI needs to see of the project to build its extensions. */
const sources = ["extensions", "app/contracts", "app/domain", "package.json", "shopify.app.toml"];
const APP_URL = "https://switchyard.example";

/** Shopify refuses a larger bundle at deployment, compressed (shopify.dev, "UI extensions: bundle size"). */
const MOST_BYTES = 64 * 1024;

/**
 * Builds the extensions with the Shopify CLI itself, in a copy, because the CLI writes beside the sources. Needs no login, and
 * the network only to fetch the CLI the first time.
 *
 * @returns what is wrong with what it built, a sentence each.
 */
export async function buildWithCli(): Promise<string[]> {
  await fetchCli();
  const folder = await mkdtemp(join(tmpdir(), "switchyard-extensions-"));
  try {
    for (const source of sources) await cp(join(clone, source), join(folder, source), { recursive: true });
    await symlink(join(clone, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, ".env"), `APP_URL=${APP_URL}\n`);
    const args = [cli, "app", "build", "--skip-dependencies-installation", "--path", folder];
    const { passed, output } = await runProgram(args, { SHOPIFY_CLI_NO_ANALYTICS: "1" });
    if (!passed) return [`The Shopify CLI could not build the extensions:\n${output}`];
    return await findFaults(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchCli(): Promise<void> {
  if (existsSync(cli)) return;
  const options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  await promisify(execFile)("npm", ["install", ...options, "--prefix", cliFolder, `@shopify/cli@${CLI_VERSION}`], {
    shell: process.platform === "win32",
  });
}

/** Compares the CLI's bundles with those that the demo and the tests run. */
async function findFaults(folder: string): Promise<string[]> {
  const faults: string[] = [];
  await buildExtensions(APP_URL, join(folder, "own"));
  for (const handle of await listExtensions()) {
    const built = await readFile(join(folder, "extensions", handle, "dist", `${handle}.js`), "utf8").catch(() => "");
    const own = await readFile(join(folder, "own", handle, "extension.js"), "utf8");
    if (built === "") faults.push(`The Shopify CLI has built no ${handle}.`);
    if (built.includes("process.env")) faults.push(`The CLI's ${handle} asks the browser for process.env.`);
    if (registeredTargets(built) !== registeredTargets(own)) faults.push(`The CLI's ${handle} has other targets.`);
    const bytes = gzipSync(built).length;
    if (bytes > MOST_BYTES) faults.push(`${handle} has ${bytes} bytes compressed; Shopify takes ${MOST_BYTES}.`);
  }
  return faults;
}

/** What a bundle registers itself for. */
export function registeredTargets(bundle: string): string {
  return [...bundle.matchAll(/shopify\.extend\("([^"]+)"/g)].map(([, target]) => target).join(" ");
}
