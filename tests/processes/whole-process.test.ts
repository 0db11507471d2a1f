import { afterAll, beforeAll, expect, test } from "vitest";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { startWholeProcess, type AppProcess } from "#tests/scenarios/stage/app-processes.ts";
import { credentials, installOn } from "#tests/scenarios/stage/install-app.ts";
import { openLiveStage, type LiveStage } from "#tests/scenarios/stage/open-live-stage.ts";
import { playTraffic } from "#tests/scenarios/stage/play-traffic.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { createLoadBalancer } from "./fleet/load-balancer.ts";
import { readMetrics, sumOf, type Samples } from "./fleet/read-metrics.ts";

const ORDERS = 20;
const ORDER_EVERY_MS = 150;
const SEED = 41;

const balancer = createLoadBalancer();
let stage: LiveStage;
let child: AppProcess;
let isQuiet = false;
let told: Map<string, Samples>;

beforeAll(async () => {
  await buildIfChanged();
  const { url } = await testDatabase();
  stage = await openLiveStage({
    databaseUrl: url,
    seed: SEED,
    faults: { duplicatesSameId: 0.2 },
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
    transport: balancer.transport,
  });
  const { world, owner, scheduler, sandbox } = stage;
  for (const { domain } of [harbourAndPine, mesaPaper]) await installOn(owner, world, shopOf(world, domain), "act");
  const [port, metricsPort] = [await freePort(), await freePort()];
  const settings = { METRICS_PORT: String(metricsPort) };
  child = await startWholeProcess({ databaseUrl: url, sandboxUrl: sandbox.url, port, settings });
  balancer.ports.add(port);
  await balancer.untilReady(1);
  await stage.untilQuiet(60_000);
  const domains = [harbourAndPine.domain, mesaPaper.domain];
  playTraffic({
    world,
    scheduler,
    seed: SEED,
    domains,
    orders: ORDERS,
    everyMs: ORDER_EVERY_MS,
    pauseMs: [500, 3_000],
  });
  isQuiet = await stage.untilOver(120_000);
  told = await readMetrics(metricsPort);
}, 300_000);

afterAll(async () => {
  await child?.stop();
  await balancer.stop();
  await stage?.close();
});

test("web and worker in one process lose nothing and do nothing twice", async () => {
  const { url } = await testDatabase();
  const { world, engine } = stage;
  expect(isQuiet, "everything comes to rest").toBe(true);
  const violations = await auditDatabase(url, { world, apiKey: credentials.apiKey, deliveries: engine.state.log });
  expect(violations.map(describeViolation)).toEqual([]);
});

test("the metrics of a process tell exactly what it did, as the database and Shopify's side of the wire have it", async () => {
  const count = async (text: string) => Number((await stage.owner.query<{ count: string }>(text)).rows[0]!.count);
  const sum = (name: string) => sumOf(told, `switchyard_${name}`);
  expect(sum("webhooks_total")).toBe(stage.engine.state.log.length);
  expect(sum("webhook_acknowledgement_seconds_count")).toBe(stage.engine.state.log.length);
  expect(sum("batches_total")).toBe(await count("SELECT sum(batch_id) AS count FROM shop_writers"));
  expect(sum("messages_settled_total")).toBe(
    await count("SELECT count(*) FROM inbox_messages WHERE settled_at IS NOT NULL"),
  );
  expect(sum("documents_issued_total")).toBe(await count("SELECT count(*) FROM documents"));
  expect(sum("documents_rendered_total")).toBeGreaterThanOrEqual(sum("documents_issued_total"));
  expect(sum("admin_calls_total")).toBe(sum("admin_call_seconds_count"));
  expect(sum("decisions_total")).toBeGreaterThanOrEqual(ORDERS);
  expect(sum("turn_seconds_count")).toBeGreaterThan(0);
  expect(sum("sweeps_total")).toBeGreaterThan(0);
});

test("the metrics name no shop", () => {
  const labels = [...told.values()].flatMap((samples) => [...samples.keys()]).join("\n");
  expect(labels).toContain('topic="orders/create"');
  expect(labels).not.toMatch(/myshopify|shop=|domain=/);
});
