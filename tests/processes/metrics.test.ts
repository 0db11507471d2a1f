import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { measurePage, measureWebhook } from "#app/processes/metrics/measure-request.ts";
import { createMetrics } from "#app/processes/metrics/metrics.ts";
import { watchBacklog } from "#app/processes/metrics/watch-backlog.ts";
import { watchPools } from "#app/processes/metrics/watch-pools.ts";
import { withMeasure } from "#app/processes/metrics/with-measure.ts";
import { CallRefused, NotSent, Throttled } from "#app/shopify/admin-errors.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { parseMetrics, sumOf } from "./fleet/read-metrics.ts";

const NOW = new Date("2026-11-23T10:00:00.000Z");
const read = async (metrics: ReturnType<typeof createMetrics>) => parseMetrics(await metrics.registry.metrics());

async function request(listener: RequestListener, headers: Record<string, string>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers })).text();
  await new Promise((closed) => server.close(closed));
}

test("a webhook is counted by its topic once the signature was right, and by no name of a stranger's choice", async () => {
  const metrics = createMetrics();
  const answered = (status: number) =>
    request(
      (req, res) => {
        measureWebhook(metrics, req, res);
        res.writeHead(status).end();
      },
      { "x-shopify-topic": "orders/create" },
    );
  await answered(200);
  await answered(200);
  await answered(401);
  const counted = await read(metrics);
  expect(counted.get("switchyard_webhooks_total")).toEqual(
    new Map([
      ['{topic="orders/create",answer="200"}', 2],
      ['{topic="unknown",answer="401"}', 1],
    ]),
  );
  expect(sumOf(counted, "switchyard_webhook_acknowledgement_seconds_count")).toBe(3);
});

test("a page is timed by the class of its status", async () => {
  const metrics = createMetrics();
  await request((_req, res) => {
    measurePage(metrics, res);
    res.writeHead(503).end();
  }, {});
  expect((await read(metrics)).get("switchyard_page_seconds_count")).toEqual(new Map([['{answer="5xx"}', 1]]));
});

test("a call of the Admin API is counted by its operation and by how it ended", async () => {
  const metrics = createMetrics();
  const answers = [
    () => "data",
    fails(new Throttled(100)),
    fails(new NotSent("ECONNREFUSED")),
    fails(new CallRefused([], [])),
  ];
  const client = withMeasure({ call: async () => answers.shift()!() }, metrics);
  const call = { document: "#graphql\n  query ReadOrders($ids: [ID!]!) { x }", variables: {}, requestedPoints: 1 };
  expect(await client.call("lantern.example", call)).toBe("data");
  for (let left = answers.length; left > 0; left -= 1)
    await expect(client.call("lantern.example", call)).rejects.toThrow();
  const counted = (await read(metrics)).get("switchyard_admin_calls_total");
  const labels = (answer: string) => `{operation="ReadOrders",answer="${answer}"}`;
  expect(counted).toEqual(
    new Map(["answered", "throttled", "not_sent", "refused"].map((answer) => [labels(answer), 1])),
  );
});

function fails(error: Error): () => string {
  return () => {
    throw error;
  };
}

test("what waits in the database is told by lane and state, with its age", async () => {
  const database = await openTestDatabase();
  const shop = await openShop(database, "lantern-goods.myshopify.com", NOW);
  await database.inShop(shop, async (sql) => {
    await sql.query(
      `INSERT INTO inbox_messages (shop, lane, topic, webhook_id, received_at, body, state) VALUES
         ($1, 2, 'orders/create', 'a', $2::timestamptz - interval '90 s', '', 'waiting'),
         ($1, 2, 'orders/create', 'b', $2::timestamptz - interval '10 s', '', 'waiting'),
         ($1, 0, 'switchyard/person', 'c', $2::timestamptz - interval '3 s', '', 'waiting'),
         ($1, 2, 'orders/create', 'd', $2, '', 'parked'),
         ($1, 2, 'orders/create', 'e', $2, '', 'done')`,
      [shop, NOW],
    );
    await sql.query(
      `INSERT INTO outbox_messages (shop, key, order_id, capability, kind, payload, state, created_at, due_at) VALUES
         ($1, 'x', 1, 'hold', 'hold', '{}', 'waiting', $2, $2::timestamptz - interval '5 s'),
         ($1, 'y', 1, 'hold', 'hold', '{}', 'needs_person', $2, $2),
         ($1, 'z', 1, 'hold', 'hold', '{}', 'sent', $2, $2)`,
      [shop, NOW],
    );
    await sql.query(
      `INSERT INTO wanted_reads (shop, subject, object_id, wanted_at, due_at)
       VALUES ($1, 'order', '7', $2, $2::timestamptz - interval '2 s')`,
      [shop, NOW],
    );
  });
  const metrics = createMetrics();
  watchBacklog(metrics.registry, database.dispatcher, () => NOW);
  const told = await read(metrics);
  expect(Object.fromEntries(told.get("switchyard_inbox_waiting")!)).toEqual({
    '{lane="person"}': 1,
    '{lane="timer"}': 0,
    '{lane="platform"}': 2,
  });
  expect(Object.fromEntries(told.get("switchyard_inbox_oldest_seconds")!)).toEqual({
    '{lane="person"}': 3,
    '{lane="timer"}': 0,
    '{lane="platform"}': 90,
  });
  expect(sumOf(told, "switchyard_inbox_parked")).toBe(1);
  expect(Object.fromEntries(told.get("switchyard_outbox_messages")!)).toEqual({
    '{state="waiting"}': 1,
    '{state="sending"}': 0,
    '{state="suggested"}': 0,
    '{state="needs_person"}': 1,
  });
  expect(sumOf(told, "switchyard_outbox_overdue_seconds")).toBe(5);
  expect(sumOf(told, "switchyard_reads_wanted")).toBe(1);
  expect(sumOf(told, "switchyard_reads_overdue_seconds")).toBe(2);
  await database.close();
});

test("the connections of each pool are told", async () => {
  const metrics = createMetrics();
  watchPools(metrics.registry, { app: { totalCount: 5, idleCount: 2, waitingCount: 1 } });
  expect(Object.fromEntries((await read(metrics)).get("switchyard_database_connections")!)).toEqual({
    '{pool="app",state="open"}': 5,
    '{pool="app",state="idle"}': 2,
    '{pool="app",state="waiting"}': 1,
  });
});
