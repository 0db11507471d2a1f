import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { migrate } from "#app/db/migrate.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { dataFolder, startPostgres, type RunningPostgres } from "./postgres.ts";

// `npm run dev`: the app on a development store by the Shopify CLI, on an embedded PostgreSQL unless DATABASE_URL names one.
try {
  process.exitCode = await runDev(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function runDev(args: string[]): Promise<number> {
  const cli = findOnPath("shopify");
  if (cli === undefined) {
    throw new Error("The Shopify CLI is not installed: run `npm install --global @shopify/cli` and start again.");
  }
  let postgres: RunningPostgres | undefined;
  try {
    let url = process.env.DATABASE_URL;
    if (!url) {
      postgres = await startPostgres({ dataDir: dataFolder("dev") });
      url = await ensureDatabase(postgres.url, "switchyard");
      process.stdout.write(`PostgreSQL is ready at ${url}\n`);
    }
    await migrate(url);
    return await runCli(cli, ["app", "dev", ...args], url);
  } finally {
    await postgres?.stop();
  }
}

/** Runs the CLI until it ends; a signal to us is passed on, and the database is stopped only after the CLI is gone. */
function runCli(cli: string, args: string[], databaseUrl: string): Promise<number> {
  const child = spawn(cli, args, { stdio: "inherit", env: { ...process.env, DATABASE_URL: databaseUrl } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]));
  });
}

/** npm puts node_modules/.bin on the path, so a CLI of the project is found before a global one. */
function findOnPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}
