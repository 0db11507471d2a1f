import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startChild, type Child } from "#tests/sandbox/demo/child-process.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { credentials } from "./install-app.ts";

const preload = fileURLToPath(new URL("../../sandbox/preload.ts", import.meta.url));

export type AppProcess = Child & {
  /** What it wrote to its log so far. */
  log(): Promise<string>;
};

export type Surroundings = {
  databaseUrl: string;
  sandboxUrl: string;
  port?: number;
  /** Settings of the app other than its defaults. */
  settings?: Record<string, string>;
};

/** A cold start compiles everything it imports; on a busy machine of two cores that took 6 s. */
const READY_WITHIN_MS = 60_000;

/** The worker as in production, but that Shopify is the sandbox. Resolves as soon as it takes turns. */
export function startWorkerProcess(surroundings: Surroundings): Promise<AppProcess> {
  return start("worker", "app/processes/worker.ts", surroundings);
}

/** The web process as in production, of the pages as their sources are now. Resolves as soon as it takes webhooks. */
export async function startWebProcess(surroundings: Surroundings): Promise<AppProcess> {
  await buildIfChanged();
  return start("web", "app/processes/web.ts", surroundings);
}

/** Both in one process, as in one container. Resolves as soon as its worker, the last to start, takes turns. */
export async function startWholeProcess(surroundings: Surroundings): Promise<AppProcess> {
  await buildIfChanged();
  return start("whole app", "app/processes/start.ts", surroundings, "the worker is ready");
}

async function start(
  name: string,
  script: string,
  surroundings: Surroundings,
  readyWords = "is ready",
): Promise<AppProcess> {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-process-"));
  const logFile = join(folder, "process.log");
  const child = await startChild({ name, script, preloads: [preload], env: environment(surroundings), logFile });
  let whole: string | undefined;
  const log = async () => whole ?? readFile(logFile, "utf8");
  let end: string | undefined;
  const ended = child.ended.then(async (reason) => {
    end = reason;
    whole = await readFile(logFile, "utf8");
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return reason;
  });
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += 20) {
    if (end !== undefined) {
      await ended;
      throw new Error(`The ${name} did not start: ${end}. Its last lines:\n${lastLinesOf(await log())}`);
    }
    if ((await log()).includes(readyWords)) return { ...child, ended, log };
    await sleep(20);
  }
  const lines = child.lastLines();
  await child.stop();
  throw new Error(`The ${name} was not ready within ${READY_WITHIN_MS / 1000} s. Its last lines:\n${lines}`);
}

function lastLinesOf(log: string): string {
  return log.split("\n").slice(-12).join("\n");
}

function environment({ databaseUrl, sandboxUrl, port = 0, settings }: Surroundings): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    SANDBOX_URL: sandboxUrl,
    SHOPIFY_API_KEY: credentials.apiKey,
    SHOPIFY_API_SECRET: credentials.secret,
    SHOPIFY_APP_URL: "http://127.0.0.1:1",
    HOST: "127.0.0.1",
    PORT: String(port),
    ...settings,
  };
}
