import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signalGroup } from "#tests/sandbox/demo/child-process.ts";
import { settleBulkOperations } from "#tests/sandbox/graphql/bulk/run-bulk-query.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { placeLongHistory } from "#tests/sandbox/merchant/place-long-history.ts";
import { mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { startWorkerProcess, type AppProcess } from "./stage/app-processes.ts";
import { credentials, installOn } from "./stage/install-app.ts";
import { openLiveStage, type LiveStage } from "./stage/open-live-stage.ts";

// `HISTORY_ORDERS=5000 HISTORY_KILLS=0 npm test -- history-worker` measures what a newcomer of the demo waits.
const orders = Number(process.env["HISTORY_ORDERS"] ?? 900);
const kills = Number(process.env["HISTORY_KILLS"] ?? 1);
const PATIENCE_MS = 180_000;

type Progress = { state: string; ordersRead: number; ordersLoaded: number };

let stage: LiveStage;
let worker: AppProcess | undefined;
const seen: Progress[] = [];
let seconds = 0;

beforeAll(async () => {
  const { url } = await testDatabase();
  stage = await openLiveStage({
    databaseUrl: url,
    seed: 20_261_124,
    faults: {},
    makeWorld: (options) => createMerchantWorld({ ...options, historyOrders: 4 }),
  });
  const { world, owner } = stage;
  const shop = shopOf(world, mesaPaper.domain);
  placeLongHistory(world, shop, orders);
  const surroundings = { databaseUrl: url, sandboxUrl: stage.sandbox.url };
  worker = await startWorkerProcess(surroundings);
  const begunAt = performance.now();
  await installOn(owner, world, shop, "act");
  for (let left = kills; ; left -= 1) {
    await untilProgress((now) => now.state === "done" || (left > 0 && now.ordersLoaded > orders / 4));
    if (left <= 0) break;
    signalGroup(worker.pid, "SIGKILL");
    await worker.ended;
    worker = await startWorkerProcess(surroundings);
  }
  seconds = (performance.now() - begunAt) / 1000;
}, 300_000);

afterAll(async () => {
  await worker?.stop();
  await stage?.close();
});

async function untilProgress(isMeant: (now: Progress) => boolean): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(100)) {
    settleBulkOperations(stage.world, shopOf(stage.world, mesaPaper.domain));
    const { rows } = await stage.owner.query<Progress>(
      `SELECT state, orders_read AS "ordersRead", orders_loaded AS "ordersLoaded" FROM history_imports`,
    );
    if (!rows[0]) continue;
    seen.push(rows[0]);
    if (isMeant(rows[0])) return;
  }
  throw new Error(`The import stands still: ${JSON.stringify(seen.at(-1))}`);
}

test("a newcomer's history comes in by itself, and a worker that is killed in the middle costs seconds and no order", async () => {
  process.stdout.write(`${orders} orders, ${kills} kills: ${seconds.toFixed(1)} s from the installation to the end\n`);
  const { world, owner, engine } = stage;
  const states = seen.map(({ state }) => state);
  expect(states.at(-1)).toBe("done");
  expect(new Set(seen.map(({ ordersLoaded }) => ordersLoaded)).size).toBeGreaterThan(2);
  const calls = world.log.filter((entry) => entry.kind === "call" && entry.isMutation);
  expect(calls.map((call) => call.kind === "call" && call.rootFields)).toEqual([["bulkOperationRunQuery"]]);
  const { rows } = await owner.query<{ imported: number; expected: number }>(
    `SELECT (SELECT count(*)::int FROM orders WHERE is_imported) AS imported, orders_expected AS expected FROM history_imports`,
  );
  expect(rows[0]!.imported).toBe(rows[0]!.expected);
  expect(await stage.untilQuiet(60_000)).toBe(true);
  const { url } = await testDatabase();
  const violations = await auditDatabase(url, { world, apiKey: credentials.apiKey, deliveries: engine.state.log });
  expect(violations.map(describeViolation)).toEqual([]);
}, 120_000);
