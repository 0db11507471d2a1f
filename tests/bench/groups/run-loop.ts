import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Bench } from "#tests/bench/bench.ts";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { createWorld, type World } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { createRealScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { startWebProcess, startWorkerProcess } from "#tests/scenarios/stage/app-processes.ts";
import { registerApp } from "#tests/scenarios/stage/install-app.ts";
import type { StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { serveSandbox } from "#tests/scenarios/stage/serve-sandbox.ts";
import { isBusy } from "#tests/scenarios/stage/stage.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { openBenchShops } from "./bench-shops.ts";

/** The app's two processes at work for shops of the sandbox, which lives in this process. */
export type Loop = {
  world: World;
  shops: StagedShop[];
  pids: { web: number; worker: number; sandbox: number };
  /**
   * Orders whose decision with all it must contain is committed: the invoice comes last, so the numbers given are counted.
   * Counting the rows themselves would cost more the longer the run.
   */
  decided(): Promise<number>;
  /** Webhooks sent so far and their bytes. */
  bodies(): { count: number; bytes: number };
  /** Webhooks that are not acknowledged yet. */
  open(): number;
  /** Until every webhook is acknowledged. */
  untilDelivered(): Promise<void>;
  untilQuiet(): Promise<void>;
  stopWorker(): Promise<void>;
  /** @returns the process id of the worker that now takes turns. */
  restartWorker(): Promise<number>;
  /** Ends both processes; may be called more than once. */
  close(): Promise<void>;
};

// A worker reads the catalogues of fifty shops in some ten seconds; a busy machine takes longer.
const IMPORTED_WITHIN_MS = 120_000;
const CONCURRENT_POSTS = 32;

export type LoopPlan = {
  openShops: (world: World) => Promise<StagedShop[]>;
  /** Which webhooks the app subscribes to. */
  topics: readonly string[];
};

/** The app's own subscriptions: every act of Shopify is told as often as in life. */
export const ALL_TOPICS = Object.keys(subscribedTopics);

/** Fifty shops of whose orders only the first webhook comes. */
export function fiftyShops(owner: pg.Client): LoopPlan {
  return { openShops: (world) => openBenchShops(owner, world, 50), topics: ["orders/create"] };
}

export async function openLoop(bench: Bench, owner: pg.Client, databaseUrl: string, plan: LoopPlan): Promise<Loop> {
  bench.say("building the pages, if they changed");
  await buildIfChanged();
  const world = createWorld({ clock: () => new Date(), seed: 5 });
  const port = await freePort();
  registerApp(world, `http://127.0.0.1:${port}`, plan.topics);
  const shops = await plan.openShops(world);
  const sandbox = await serveSandbox(world);
  bench.atEnd(() => sandbox.close());
  const web = await startWebProcess({ databaseUrl, sandboxUrl: sandbox.url, port });
  bench.atEnd(() => web.stop());
  const startWorker = () => startWorkerProcess({ databaseUrl, sandboxUrl: sandbox.url });
  let worker = await startWorker();
  bench.atEnd(() => worker.stop());
  const bodies = { count: 0, bytes: 0 };
  const engine = new DeliveryEngine({
    world,
    scheduler: createRealScheduler(),
    transport: (request) => {
      bodies.count += 1;
      bodies.bytes += request.body.length;
      return postOverHttp(request);
    },
    seed: 6,
    concurrency: CONCURRENT_POSTS,
  });
  await waitForCatalogues(owner);
  return {
    world,
    shops,
    pids: { web: web.pid, worker: worker.pid, sandbox: process.pid },
    decided: () => ask(owner, "SELECT coalesce(sum(next_number - 1), 0) AS count FROM document_series"),
    bodies: () => bodies,
    open: () => engine.state.open.size,
    untilDelivered: async () => {
      while (engine.state.open.size > 0) await sleep(50);
    },
    untilQuiet: async () => {
      while (engine.state.open.size > 0 || (await isBusy(owner))) await sleep(200);
    },
    stopWorker: () => worker.stop(),
    restartWorker: async () => {
      worker = await startWorker();
      return worker.pid;
    },
    close: async () => {
      await engine.stop();
      await worker.stop();
      await web.stop();
    },
  };
}

async function waitForCatalogues(owner: pg.Client): Promise<void> {
  for (let waitedMs = 0; waitedMs < IMPORTED_WITHIN_MS; waitedMs += 200) {
    const unread = await ask(owner, "SELECT count(*) FROM shops WHERE catalog_read_at IS NULL");
    if (unread === 0 && !(await isBusy(owner))) return;
    await sleep(200);
  }
  throw new Error("The worker did not read the catalogues of the shops in time.");
}

/** Rows that the loop writes, by table. */
export async function countRows(owner: pg.Client): Promise<Map<string, number>> {
  const tables = ["inbox_messages", "timeline_entries", "decisions", "ledger_entries", "allocations", "documents"];
  const counts = new Map<string, number>();
  for (const table of tables) counts.set(table, await ask(owner, `SELECT count(*) FROM ${table}`));
  return counts;
}

/** Every order must really have been validated, routed, allocated and invoiced, or the figure is worth nothing. */
export async function requireDecided(owner: pg.Client, orders: number): Promise<void> {
  const whole = await ask(
    owner,
    `SELECT count(*) FROM orders o JOIN decisions d ON d.shop = o.shop AND d.order_id = o.id AND d.version = o.version
     WHERE jsonb_array_length(d.decision->'route'->'planned') >= 3
       AND EXISTS (SELECT 1 FROM allocations a WHERE a.shop = o.shop AND a.order_id = o.id)
       AND EXISTS (SELECT 1 FROM documents i WHERE i.shop = o.shop AND i.order_id = o.id)
       AND EXISTS (SELECT 1 FROM timeline_entries t WHERE t.shop = o.shop AND t.order_id = o.id)`,
  );
  if (whole !== orders) throw new Error(`Of ${orders} orders only ${whole} are routed, allocated and invoiced.`);
}

async function ask(owner: pg.Client, text: string): Promise<number> {
  const { rows } = await owner.query<{ count: string }>(text);
  return Number(rows[0]!.count);
}
