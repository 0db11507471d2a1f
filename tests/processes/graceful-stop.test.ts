import { createHmac } from "node:crypto";
import { request, type ClientRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeAll, expect, test } from "vitest";
import { startWholeProcess, type AppProcess } from "#tests/scenarios/stage/app-processes.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { testDatabase } from "#tests/support/test-database.ts";

const DOMAIN = "lantern-goods.myshopify.com";
const BODY = Buffer.from('{"id": 1, "admin_graphql_api_id": "gid://shopify/Shop/1"}');
let child: AppProcess;

beforeAll(async () => {
  await buildIfChanged();
}, 120_000);

afterEach(() => child.stop());

async function startApp(drainSeconds: number): Promise<number> {
  const { url: databaseUrl } = await testDatabase();
  const port = await freePort();
  const settings = { DRAIN_SECONDS: String(drainSeconds) };
  child = await startWholeProcess({ databaseUrl, sandboxUrl: "http://127.0.0.1:1", port, settings });
  return port;
}

async function ask(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: (await testDatabase()).url });
  await client.connect();
  const result = await client.query(text).finally(() => client.end());
  return result;
}

const openShop = () => ask(`SELECT open_shop('${DOMAIN}', 'Lantern Goods', '2026-11-23T10:00:00Z')`);

/** A webhook whose headers are sent and whose body waits: the server says that it goes on. */
async function beginWebhook(port: number, webhookId: string): Promise<ClientRequest> {
  const call = request({
    host: "127.0.0.1",
    port,
    method: "POST",
    path: "/webhooks",
    headers: {
      "content-length": BODY.length,
      expect: "100-continue",
      "x-shopify-topic": "shop/update",
      "x-shopify-shop-domain": DOMAIN,
      "x-shopify-webhook-id": webhookId,
      "x-shopify-hmac-sha256": createHmac("sha256", credentials.secret).update(BODY).digest("base64"),
    },
  });
  call.flushHeaders();
  await new Promise((goOn, failed) => call.once("continue", goOn).once("error", failed));
  return call;
}

function endWebhook(call: ClientRequest): Promise<number> {
  return new Promise((answered, failed) => {
    call.once("response", (answer) => answered(answer.resume().statusCode!)).once("error", failed);
    call.end(BODY);
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

const isRefused = (port: number) =>
  new Promise<boolean>((answer) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), answer(false))).once("error", () => answer(true));
  });

test("a webhook that is being received when the process is asked to end is stored and answered, and then the process ends in order", async () => {
  const port = await startApp(0);
  await openShop();
  const call = await beginWebhook(port, "half-sent");
  process.kill(child.pid, "SIGTERM");
  await until(() => isRefused(port));
  expect(await endWebhook(call)).toBe(200);
  expect(await child.ended).toBe("its exit code was 0");
  expect(await child.log()).toContain("the process has ended in order");
  const { rows } = await ask("SELECT webhook_id FROM inbox_messages WHERE webhook_id = 'half-sent'");
  expect(rows).toHaveLength(1);
});

test("while it drains a process says that it is shutting down and still takes webhooks; a second signal ends it at once", async () => {
  const port = await startApp(60);
  await openShop();
  const ready = () => fetch(`http://127.0.0.1:${port}/readyz`);
  expect((await ready()).status).toBe(200);
  process.kill(child.pid, "SIGTERM");
  await until(async () => (await child.log()).includes("asked to end"));
  const answer = await ready();
  expect([answer.status, await answer.text()]).toEqual([503, "The process is shutting down."]);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect(await endWebhook(await beginWebhook(port, "while-draining"))).toBe(200);
  process.kill(child.pid, "SIGTERM");
  expect(await child.ended).toBe("its exit code was 1");
});
