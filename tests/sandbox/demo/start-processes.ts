import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clone } from "#tests/support/postgres/place.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { startChild, type Child } from "./child-process.ts";
import { demoApp } from "./demo-app.ts";
import { adminUrlOf, appUrlOf, worldFolder, type DemoState } from "./demo-state.ts";
import { recordedProcess, writeRunRecord } from "./run-record.ts";

/** A cold start of the app compiles everything it imports; on a busy machine of two cores that took 6 s. */
const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 50;

const preload = join(clone, "tests/sandbox/preload.ts");

export async function startSandbox(demo: DemoState): Promise<undefined> {
  const port = await freePort();
  demo.sandboxUrl = `http://127.0.0.1:${port}`;
  const child = await start(demo, {
    name: "sandbox",
    script: "tests/sandbox/sandbox-process.ts",
    env: {
      PORT: String(port),
      SANDBOX_FOLDER: worldFolder(demo),
      SHOPIFY_API_KEY: demoApp.apiKey,
      SHOPIFY_API_SECRET: demoApp.secret,
      SHOPIFY_APP_URL: appUrlOf(demo),
    },
  });
  await untilAnswers(child, `${demo.sandboxUrl}/healthz`);
}

export async function startWorker(demo: DemoState): Promise<undefined> {
  const child = await start(demo, {
    name: "worker",
    script: "app/processes/worker.ts",
    preloads: [preload],
    env: appEnvironment(demo),
  });
  await untilSays(child, "is ready");
}

export async function startApp(demo: DemoState): Promise<undefined> {
  demo.appProcessPort = await freePort();
  const child = await start(demo, {
    name: "app",
    script: "app/processes/web.ts",
    preloads: [preload],
    env: { ...appEnvironment(demo), HOST: "127.0.0.1", PORT: String(demo.appProcessPort) },
  });
  await untilAnswers(child, `http://127.0.0.1:${demo.appProcessPort}/healthz`);
}

/** What the app's processes are told: the same variables as in production, and where the stand-ins are. */
function appEnvironment(demo: DemoState): Record<string, string> {
  return {
    DATABASE_URL: demo.databaseUrl,
    SHOPIFY_API_KEY: demoApp.apiKey,
    SHOPIFY_API_SECRET: demoApp.secret,
    SHOPIFY_APP_URL: appUrlOf(demo),
    APP_BRIDGE_URL: `${adminUrlOf(demo)}/__stand-in/app-bridge.js`,
    SANDBOX_URL: demo.sandboxUrl,
  };
}

type Start = { name: string; script: string; preloads?: string[]; env: Record<string, string> };

async function start(demo: DemoState, { name, script, preloads, env }: Start): Promise<Child> {
  const child = await startChild({ name, script, preloads, env, logFile: join(demo.folder, `${name}.log`) });
  demo.stops.push(() => child.stop());
  demo.processes.push(recordedProcess(name, child.pid));
  const runner = recordedProcess("demo", process.pid);
  await writeRunRecord(demo.folder, { runner, adminUrl: adminUrlOf(demo), children: demo.processes });
  void child.ended.then((reason) => {
    if (!demo.isStopping && demo.standIn) demo.onBreakdown(describeEnd(child, reason));
  });
  return child;
}

function describeEnd(child: Child, reason: string): string {
  return `The process of the ${child.name} ended unexpectedly: ${reason}. Its last lines:\n${child.lastLines()}`;
}

async function untilAnswers(child: Child, url: string): Promise<void> {
  await untilReady(child, async () => {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  });
}

async function untilSays(child: Child, words: string): Promise<void> {
  await untilReady(child, async () => child.lastLines().includes(words));
}

/** @throws Error with the last lines of the process when it ends first or takes too long. */
async function untilReady(child: Child, isReady: () => Promise<boolean>): Promise<void> {
  let end: string | undefined;
  void child.ended.then((reason) => (end = reason));
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += ASK_EVERY_MS) {
    if (await isReady()) return;
    if (end !== undefined) throw new Error(describeEnd(child, end));
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(
    `The ${child.name} is not ready after ${READY_WITHIN_MS / 1000} s. Its last lines:\n${child.lastLines()}`,
  );
}
