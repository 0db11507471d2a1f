import { createHmac, randomBytes } from "node:crypto";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import type { Database } from "#app/db/sql.ts";
import { takeWebhook } from "#app/processes/take-webhook.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

const DOMAIN = "lantern-goods.myshopify.com";
const NOW = new Date("2026-11-22T10:00:00.000Z");
let database: Database;
let server: Server;
let shop: string;
let rung: string[][];

beforeAll(async () => {
  database = await openTestDatabase();
  server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, DOMAIN, NOW);
  rung = [];
  const intake = {
    inbox: createInboxWriter(database.ingest, (shops) => rung.push(shops)),
    shops: createShopMap(database.ingest, () => NOW),
    secrets: ["current-secret", "secret-before"],
    clock: () => NOW,
    log: pino({ level: "silent" }),
  };
  server.removeAllListeners("request");
  server.on("request", (req, res) => void takeWebhook(intake, req, res));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});

type Sent = { body?: Buffer; secret?: string; headers?: Record<string, string | undefined> };

function send({
  body = Buffer.from('{"id":1}'),
  secret = "current-secret",
  headers = {},
}: Sent): Promise<{ status: number; text: string }> {
  const all: Record<string, string | undefined> = {
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": DOMAIN,
    "x-shopify-webhook-id": "w-1",
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    ...headers,
  };
  const given = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const call = request({ host: "127.0.0.1", port, method: "POST", path: "/webhooks", headers: given }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve({ status: answer.statusCode!, text }));
    });
    call.on("error", reject);
    call.end(body);
  });
}

const stored = () =>
  database.inShop(shop, (sql) =>
    sql.query<{ body: Buffer; webhook_id: string; state: string }>("SELECT * FROM inbox_messages ORDER BY id"),
  );

test("a signed webhook is in the inbox, byte for byte, when it is acknowledged", async () => {
  const body = Buffer.from('{"id":820982911946154508,"note":"a\\/b \\u0026 \u2028 line"}');
  expect(await send({ body })).toEqual({ status: 200, text: "" });
  const [row] = await stored();
  expect(row!.body.equals(body)).toBe(true);
  expect(row!.state).toBe("waiting");
  expect(rung).toEqual([[shop]]);
});

test("a second delivery with the same id is acknowledged and is no second message", async () => {
  await send({});
  expect((await send({})).status).toBe(200);
  expect(await stored()).toHaveLength(1);
});

test("deliveries that arrive together are each stored once", async () => {
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, index) => send({ headers: { "x-shopify-webhook-id": `w-${index % 250}` } })),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  expect(await stored()).toHaveLength(250);
});

test("the secret before the last rotation still signs, a wrong one does not", async () => {
  expect((await send({ secret: "secret-before" })).status).toBe(200);
  expect((await send({ secret: "somebody's", headers: { "x-shopify-webhook-id": "w-2" } })).status).toBe(401);
  expect(await stored()).toHaveLength(1);
});

test.each([undefined, "", "AAAA", "not base64 at all!!"])(
  "a webhook with the signature %j is refused",
  async (signature) => {
    expect((await send({ headers: { "x-shopify-hmac-sha256": signature } })).status).toBe(401);
    expect(await stored()).toHaveLength(0);
  },
);

test("malformed JSON with a valid signature is taken in: the worker parks it", async () => {
  expect((await send({ body: Buffer.from('{"id":') })).status).toBe(200);
  expect(await stored()).toHaveLength(1);
});

test("a body over 2 MB is refused, whether it says its length or not", async () => {
  expect((await send({ body: randomBytes(2 * 1024 * 1024 + 1) })).status).toBe(413);
  expect(await stored()).toHaveLength(0);
});

test.each(["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id"])(
  "a signed webhook without %s is told what is missing",
  async (name) => {
    const answer = await send({ headers: { [name]: undefined } });
    expect(answer.status).toBe(400);
    expect(answer.text.toLowerCase()).toContain(name);
  },
);

test("a webhook of a shop that was never here is acknowledged and leaves no row", async () => {
  expect((await send({ headers: { "x-shopify-shop-domain": "stranger.myshopify.com" } })).status).toBe(200);
  expect(await stored()).toHaveLength(0);
});

test("after the uninstallation only compliance topics are still taken in", async () => {
  await database.inShop(shop, (sql) => sql.query("UPDATE shops SET status = 'uninstalled'"));
  expect((await send({})).status).toBe(200);
  expect((await send({ headers: { "x-shopify-topic": "shop/redact", "x-shopify-webhook-id": "w-2" } })).status).toBe(
    200,
  );
  expect((await stored()).map((row) => row.webhook_id)).toEqual(["w-2"]);
});

test("nothing from outside passes for a message of our own", async () => {
  expect((await send({ headers: { "x-shopify-topic": "switchyard/person" } })).status).toBe(400);
  expect(await stored()).toHaveLength(0);
});

test("a webhook that cannot be stored is not acknowledged", async () => {
  const closed = await openTestDatabase();
  await closed.close();
  server.removeAllListeners("request");
  const intake = {
    inbox: createInboxWriter(closed.ingest, () => undefined),
    shops: createShopMap(database.ingest, () => NOW),
    secrets: ["current-secret"],
    clock: () => NOW,
    log: pino({ level: "silent" }),
  };
  server.on("request", (req, res) => void takeWebhook(intake, req, res));
  expect((await send({})).status).toBe(503);
});
