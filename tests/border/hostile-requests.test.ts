import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { database } from "#tests/support/app-database.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { openShop } from "#tests/support/open-test-database.ts";
import { prisma } from "#app/db.server.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import type { RunningWeb } from "#app/processes/start-web.ts";
import { sendBytes, sendRaw, type RawAnswer } from "./requests/send-raw.ts";
import { guardedRoutes } from "./tokens/guarded-routes.ts";

// Whom Shopify does not name has a number for a name.
globalThis.fetch = async () => new Response("", { status: 404 });
const { startWeb } = await import("#app/processes/start-web.ts");
const { createOperations } = await import("#app/processes/operations.ts");

const DOMAIN = "mugs.myshopify.com";
const MEGABYTE = 1024 * 1024;
let web: RunningWeb;
let shop: string;
/** Senders that never come to an end: begun first, so that the others need not wait for them. */
let endless: Promise<number[]>;

beforeAll(async () => {
  await buildIfChanged();
  web = await startWeb(createOperations());
  shop = await openShop(database, DOMAIN, new Date());
  const session = { id: `offline_${DOMAIN}`, shop: DOMAIN, state: "", accessToken: "shpat_of_a_test", scope: "" };
  await prisma.session.create({ data: { ...session, expires: new Date(Date.now() + 3_600_000) } });
  const begin = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"id`;
  const senders = [begin("/webhooks"), begin("/app/stop"), "GET /app HTTP/1.1\r\nHost: a\r\nX-Slow: "];
  endless = Promise.all(senders.map((bytes) => sendBytes(web.port, bytes)));
}, 200_000);

beforeEach(async () => {
  await database.inShop(shop, (sql) => sql.query("DELETE FROM inbox_messages"));
});

afterAll(() => web.stop());

type Webhook = { body?: Buffer | readonly Buffer[]; headers?: Record<string, string> };

function sendWebhook({ body = Buffer.from('{"id":1}'), headers = {} }: Webhook): Promise<RawAnswer> {
  const whole = Buffer.isBuffer(body) ? body : Buffer.concat(body);
  const signature = createHmac("sha256", "test-secret").update(whole).digest("base64");
  return sendRaw({
    port: web.port,
    method: "POST",
    path: "/webhooks",
    body,
    headers: {
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": DOMAIN,
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-hmac-sha256": signature,
      ...headers,
    },
  });
}

const messages = () =>
  database.inShop(shop, (sql) =>
    sql.query<{ state: string; reason: string | null; triggered: Date | null }>(
      "SELECT state, reason, triggered_at AS triggered FROM inbox_messages",
    ),
  );

const unreadable: [string, Buffer][] = [
  ["nothing", Buffer.alloc(0)],
  ["an object that is cut off", Buffer.from('{"id":1,"line_items":[')],
  ["a second object behind the first", Buffer.from('{"id":1}{"id":2}')],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ["zero bytes", Buffer.alloc(4_096)],
  ["a compressed body", gzipSync('{"id":1}')],
  ["a form", Buffer.from("id=1&name=%231001")],
  ["XML", Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><order>&b;</order>')],
  ["a list a hundred thousand deep", Buffer.from("[".repeat(100_000))],
  ["a deep list that is closed", Buffer.from(`${"[".repeat(50_000)}1234567890123456789${"]".repeat(50_000)}`)],
  ["null", Buffer.from("null")],
  ["a text", Buffer.from('"orders"')],
  ["a number beyond all numbers", Buffer.from("1e999999")],
  ["a prototype", Buffer.from('{"__proto__":{"id":1},"constructor":{"prototype":{}}}')],
  ["random bytes", randomBytes(2_000)],
];

test.each(unreadable)("a signed webhook with %s is answered 200 and parked with a sentence", async (_name, body) => {
  expect((await sendWebhook({ body })).status).toBe(200);
  expect(await runBatch(database, shop, () => new Date())).toMatchObject({ outcome: "done", settled: 1, parked: 1 });
  const [message] = await messages();
  expect(message).toMatchObject({
    state: "parked",
    reason: expect.stringMatching(/^orders\/create: The .*\.$/) as string,
  });
});

test.each([
  "text/plain",
  "application/xml; charset=utf-16",
  "multipart/form-data; boundary=x",
  "",
  "application/json; charset=latin1",
])("what a webhook calls itself (%j) does not matter: its bytes were signed", async (type) => {
  expect((await sendWebhook({ headers: { "content-type": type, "content-encoding": "gzip" } })).status).toBe(200);
  expect(await messages()).toHaveLength(1);
});

test("a body of 10 MB is answered 413, whether it says its length or not", async () => {
  const whole = Buffer.alloc(10 * MEGABYTE, "x");
  const pieces = Array.from({ length: 160 }, () => Buffer.alloc(64 * 1024, "x"));
  const stated = { "content-length": String(whole.length) };
  expect((await sendWebhook({ body: whole, headers: stated })).status).toBe(413);
  expect((await sendWebhook({ body: pieces, headers: { "transfer-encoding": "chunked" } })).status).toBe(413);
  expect(await messages()).toEqual([]);
  expect((await sendWebhook({})).status).toBe(200);
});

test("a sender who goes away in the middle leaves nothing behind and stops nobody", async () => {
  const halves = Array.from({ length: 40 }, () => {
    const socket = connect(web.port, "127.0.0.1");
    socket.on("error", () => undefined);
    return new Promise<void>((gone) => {
      socket.on("close", () => gone());
      socket.write("POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{", () => socket.destroy());
    });
  });
  await Promise.all(halves);
  expect((await sendWebhook({})).status).toBe(200);
  expect(await messages()).toHaveLength(1);
});

test.each([
  ["an id that no index takes", { "x-shopify-webhook-id": "w".repeat(3_000) }, 400],
  ["a topic without an end", { "x-shopify-topic": "orders/".padEnd(5_000, "x") }, 400],
  ["a topic of our own", { "x-shopify-topic": "switchyard/person" }, 400],
  ["two domains", { "x-shopify-shop-domain": `${DOMAIN}, other.myshopify.com` }, 200],
  ["a domain that is a statement", { "x-shopify-shop-domain": "'; DROP TABLE shops; --" }, 200],
  ["headers of 20 KB", { "x-other": "x".repeat(20_000) }, 431],
])("a signed webhook with %s is answered %s", async (_name, headers, status) => {
  expect((await sendWebhook({ headers })).status).toBe(status);
  expect(await messages()).toEqual([]);
});

test.each(["+275760-09-13T00:00:00Z", "-271821-04-20T00:00:00Z", "0001-01-01", "yesterday", "1e400"])(
  "a webhook that was triggered at %j is taken in without a time",
  async (time) => {
    expect((await sendWebhook({ headers: { "x-shopify-triggered-at": time } })).status).toBe(200);
    expect(await messages()).toMatchObject([{ triggered: null }]);
  },
);

const staff = () => ({
  Authorization: `Bearer ${mintIdToken({ shop: DOMAIN, apiKey: "test-key", secret: "test-secret", now: new Date(), userId: "7" })}`,
});
const routes = await guardedRoutes();
const paths = [...new Set(routes.map(({ path }) => path))];

test.each(paths)("a post of 300 KB to %s is answered 413, with a token and without", async (path) => {
  const body = Buffer.alloc(300 * 1024, "x");
  const pieces = Array.from({ length: 30 }, () => Buffer.alloc(10 * 1024, "x"));
  const post = { port: web.port, method: "POST", path };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect((await sendRaw({ ...post, headers: form, body })).status).toBe(413);
  expect((await sendRaw({ ...post, headers: { ...staff(), ...form }, body: pieces })).status).toBe(413);
});

const JUNK = ["%00", "'%F0%9F%92%A9", "-1", "9".repeat(400), "999999999999999_1"];
const NAMES = [
  "order",
  "tab",
  "search",
  "after",
  "before",
  "kind",
  "page",
  "sort",
  "state",
  "reason",
  "location",
  "from",
  "number",
];

test.each(routes.filter(({ method }) => method === "GET"))(
  "$name answers whatever its address says, and never with 5xx",
  async ({ path }) => {
    const answers = await Promise.all(
      JUNK.map((junk) => {
        const query = NAMES.map((name) => `${name}=${junk}`).join("&");
        const inPath = path.replaceAll("1001", junk);
        const address = `${inPath}${path.startsWith("/api/") ? "" : ".data"}?${query}`;
        return sendRaw({ port: web.port, path: address, headers: staff() });
      }),
    );
    expect(
      answers.filter(({ status }) => status >= 500).map(({ status, text }) => `${status} ${text.slice(0, 300)}`),
    ).toEqual([]);
  },
);

const POSTS: [string, string][] = [
  ["application/json", '{"order":'],
  ["application/json", '{"order":1001,"codes":"x"}'],
  ["application/json", `{"order":"1001","codes":${JSON.stringify(Array.from({ length: 400 }, () => "a"))}}`],
  ["application/json", `${"[".repeat(20_000)}`],
  ["multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name="],
  ["multipart/form-data", "no boundary"],
  ["application/x-www-form-urlencoded", "intent=%00&intent=save&settings=%7B%22a%22&ids=1&ids=x&codes=%ff"],
  ["application/x-www-form-urlencoded", `intent=pass_problems&order=${"9".repeat(50)}&ids=${"1,".repeat(5_000)}`],
  ["text/plain", "hello"],
  ["", ""],
];

test.each(routes.filter(({ method }) => method === "POST"))(
  "$name answers whatever it is sent, and never with 5xx",
  async ({ path }) => {
    const failures: string[] = [];
    for (const [type, text] of POSTS) {
      for (const address of [path, `${path}.data`]) {
        const headers = { ...staff(), "content-type": type, origin: `http://127.0.0.1:${web.port}` };
        const answer = await sendRaw({
          port: web.port,
          method: "POST",
          path: address,
          headers,
          body: Buffer.from(text),
        });
        if (answer.status >= 500)
          failures.push(`${address} ${type} ${text.slice(0, 60)}: ${answer.text.slice(0, 300)}`);
      }
    }
    expect(failures).toEqual([]);
  },
);

test.each(["https://evil.example", "null", "http://127.0.0.1", "nonsense"])(
  "a post that a page of another site (%j) sends is refused, token or not",
  async (origin) => {
    const form = { origin, "content-type": "application/x-www-form-urlencoded" };
    for (const path of ["/app/stop.data", "/app/stop", "/app/orders.data"]) {
      const post = { port: web.port, method: "POST", path, body: Buffer.from("intent=stop") };
      expect((await sendRaw({ ...post, headers: { ...staff(), ...form } })).status).toBe(403);
    }
  },
);

test.each([
  ["an address of another host", "GET http://[:: HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["two slashes", "GET //evil.example/app HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["half an escaped letter", "GET /app/orders/%E0%A4%A HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["a zero byte", "GET /assets/%00.js HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["half an escaped letter of a file", "GET /assets/%E0.js HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["a file with an endless name", `GET /assets/${"a".repeat(5_000)}.js HTTP/1.1\r\nHost: a\r\n\r\n`, 404],
  ["a file outside the folder", "GET /assets/..%2f..%2f..%2fpackage.json HTTP/1.1\r\nHost: a\r\n\r\n", 404],
  ["a star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400],
  ["the method TRACE", "TRACE /app HTTP/1.1\r\nHost: a\r\n\r\n", 405],
  ["the method PUT", "PUT /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 405],
  ["a request that is none", "HELLO\r\n\r\n", 400],
  ["two lengths", "POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400],
  [
    "a length and pieces",
    "POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ],
])("%s is answered with a status of its own", async (_name, bytes, status) => {
  expect(await sendBytes(web.port, bytes)).toBe(status);
});

test("a sender who never comes to an end is cut off with 408", async () => {
  expect(await endless).toEqual([408, 408, 408]);
  expect((await sendWebhook({})).status).toBe(200);
});
