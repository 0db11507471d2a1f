import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dumpDatabase } from "#tests/border/dump/dump-database.ts";
import { createLoadBalancer } from "#tests/processes/fleet/load-balancer.ts";
import { findPersonal, personalTextsOf } from "#tests/processes/fleet/personal-data.ts";
import { readMetrics, sumOf } from "#tests/processes/fleet/read-metrics.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { atelierNord, harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { startWebProcess, startWorkerProcess, type AppProcess } from "./stage/app-processes.ts";
import { credentials, installOn } from "./stage/install-app.ts";
import { openLiveStage, type LiveStage } from "./stage/open-live-stage.ts";
import { playTraffic } from "./stage/play-traffic.ts";

// `FLEET_ORDERS=400 npm test -- several-processes` plays more.
const orders = Number(process.env["FLEET_ORDERS"] ?? 60);
const seed = Number(process.env["FLEET_SEED"] ?? 20261123);
const ORDER_EVERY_MS = 250;
/** Longer than the load balancer takes to notice, however busy the machine. */
const DRAIN_SECONDS = "3";

type Running = AppProcess & { metricsPort: number; port: number };

const balancer = createLoadBalancer();
let stage: LiveStage;
let isQuiet = false;
const running: Running[] = [];
const replaced: Running[] = [];
const endings: string[] = [];
/** Of those that were replaced: the one that comes for them may start when nearly all is done. */
const lastMetrics: Awaited<ReturnType<typeof readMetrics>>[] = [];

async function run(kind: "web" | "worker"): Promise<Running> {
  const { url: databaseUrl } = await testDatabase();
  const [port, metricsPort] = [await freePort(), await freePort()];
  const start = kind === "web" ? startWebProcess : startWorkerProcess;
  const settings = { METRICS_PORT: String(metricsPort), LOG_LEVEL: "trace", DRAIN_SECONDS };
  const child = await start({ databaseUrl, sandboxUrl: stage.sandbox.url, port, settings });
  const started = { ...child, metricsPort, port };
  running.push(started);
  if (kind === "web") balancer.ports.add(port);
  return started;
}

/** As a deployment does it: another one first, then the earlier one is asked to end while orders go on coming in. */
async function replace(kind: "web" | "worker", earlier: Running): Promise<void> {
  await run(kind);
  await balancer.untilReady(kind === "web" ? 3 : 1);
  lastMetrics.push(await readMetrics(earlier.metricsPort));
  process.kill(earlier.pid, "SIGTERM");
  endings.push(await earlier.ended);
  balancer.ports.delete(earlier.port);
  running.splice(running.indexOf(earlier), 1);
  replaced.push(earlier);
}

/** Not JSON, with a buyer inside: what cannot be read must not be quoted either. */
async function sendBrokenOrder(): Promise<void> {
  const { world } = stage;
  const shop = shopOf(world, harbourAndPine.domain);
  const [customer] = shop.customers.values();
  const body = Buffer.from(
    `{"id": 1, "email": "${customer!.email}", "customer": {"first_name": "${customer!.firstName}"`,
  );
  const answer = await balancer.transport({
    method: "POST",
    url: "http://127.0.0.1:1/webhooks",
    headers: {
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": shop.domain,
      "x-shopify-webhook-id": "broken",
      "x-shopify-hmac-sha256": createHmac("sha256", credentials.secret).update(body).digest("base64"),
    },
    body,
  });
  expect(answer).toBe(200);
}

beforeAll(async () => {
  await buildIfChanged();
  const { url } = await testDatabase();
  stage = await openLiveStage({
    databaseUrl: url,
    seed,
    faults: { duplicatesSameId: 0.1, duplicatesNewId: 0.1, disorder: 0.2, disorderMs: 2_000 },
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
    transport: balancer.transport,
  });
  const { world, owner, scheduler } = stage;
  await installOn(owner, world, shopOf(world, harbourAndPine.domain), "act");
  await installOn(owner, world, shopOf(world, mesaPaper.domain), "act");
  await installOn(owner, world, shopOf(world, atelierNord.domain), "watch");
  const [web, , worker] = [await run("web"), await run("web"), await run("worker"), await run("worker")];
  await balancer.untilReady(2);
  await stage.untilQuiet(60_000);
  const domains = [harbourAndPine, mesaPaper, harbourAndPine, atelierNord].map(({ domain }) => domain);
  playTraffic({ world, scheduler, seed, domains, orders, everyMs: ORDER_EVERY_MS, pauseMs: [500, 4_000] });
  await sleep(2_000);
  await replace("web", web);
  await replace("worker", worker);
  isQuiet = await stage.untilOver(orders * ORDER_EVERY_MS + 120_000);
}, 400_000);

afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await balancer.stop();
  await stage?.close();
});

test("two web and two worker processes over one database lose nothing and do nothing twice, also while some are replaced", async () => {
  const { url } = await testDatabase();
  const { world, engine } = stage;
  expect(isQuiet, "everything comes to rest").toBe(true);
  const violations = await auditDatabase(url, { world, apiKey: credentials.apiKey, deliveries: engine.state.log });
  expect(violations.map(describeViolation)).toEqual([]);
});

test("a process that is replaced under load ends in order, and no webhook is refused or left without an answer", async () => {
  expect(endings).toEqual(["its exit code was 0", "its exit code was 0"]);
  for (const each of replaced) expect(await each.log()).toContain("the process has ended in order");
  const failed = stage.engine.state.log.filter(({ answer }) => answer !== 200);
  expect(failed).toEqual([]);
});

test("the webhooks are shared by the web processes and the turns by the workers, as their metrics tell", async () => {
  const shared = await Promise.all(running.map(({ metricsPort }) => readMetrics(metricsPort)));
  const webhooks = [...shared, ...lastMetrics].map((metrics) => sumOf(metrics, "switchyard_webhooks_total"));
  const turns = [...shared, ...lastMetrics].map((metrics) => sumOf(metrics, "switchyard_turn_seconds_count"));
  expect(webhooks.filter((count) => count > 0).length).toBeGreaterThanOrEqual(2);
  expect(turns.filter((count) => count > 0).length).toBeGreaterThanOrEqual(2);
  for (const metrics of shared) expect(sumOf(metrics, "switchyard_inbox_waiting")).toBe(0);
});

test("no log line of any process names a person of the sandbox, not even in the finest detail", async () => {
  await sendBrokenOrder();
  expect(await stage.untilQuiet(30_000)).toBe(true);
  const parked = await stage.owner.query("SELECT topic FROM inbox_messages WHERE state = 'parked'");
  expect(parked.rows, "the broken order is parked").toHaveLength(1);
  const people = personalTextsOf(stage.world);
  expect(people.size).toBeGreaterThan(100);
  const logs = await Promise.all([...running, ...replaced].map((each) => each.log()));
  expect(logs.flatMap((log) => findPersonal(people, log))).toEqual([]);
  const [customer] = shopOf(stage.world, harbourAndPine.domain).customers.values();
  expect(findPersonal(people, JSON.stringify({ to: customer!.email }))).toContain(customer!.email);
});

test("no token of a shop and no secret of the app stands in a log line, nor in clear anywhere in the database", async () => {
  const tokens = [...stage.world.shops.values()].flatMap((shop) =>
    [...shop.installations.values()].flatMap(({ accessTokens, refreshTokens }) => [
      ...accessTokens.keys(),
      ...refreshTokens.keys(),
    ]),
  );
  expect(tokens.length).toBeGreaterThanOrEqual(3);
  const forged = mintIdToken({ shop: harbourAndPine.domain, ...credentials, secret: "another", now: new Date() });
  for (const { port } of running.filter((each) => balancer.ports.has(each.port)))
    await fetch(`http://127.0.0.1:${port}/app?id_token=${forged}`, { headers: { Authorization: `Bearer ${forged}` } });
  const logs = (await Promise.all([...running, ...replaced].map((each) => each.log()))).join("\n");
  expect([...tokens, forged, credentials.secret].filter((secret) => logs.includes(secret))).toEqual([]);
  const dump = await dumpDatabase();
  expect(dump).toContain("sealed.");
  expect([...tokens, credentials.secret].filter((secret) => dump.includes(secret))).toEqual([]);
});
