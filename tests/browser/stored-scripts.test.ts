import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findPlanted } from "#tests/border/scripts/find-planted.ts";
import { plantInto, SCRIPTS } from "#tests/border/scripts/plant-scripts.ts";
import { connectSandbox } from "#tests/sandbox/admin/sandbox-client.ts";
import { demoApp } from "#tests/sandbox/demo/demo-app.ts";
import { demoShops } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { firstStore, openAdminWindow, type AdminWindow } from "./admin-window.ts";
import { launchChromium } from "./launch-chromium.ts";
import { blockOf } from "./pages.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

const PATIENCE_MS = 90_000;
const domain = demoShops[0]!.profile.domain;

let demo: Demo;
let browser: Browser;
let admin: AdminWindow;
let database: pg.Client;
let orderId: string;
let dialogs = 0;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
  database = new pg.Client({ connectionString: demo.databaseUrl });
  await database.connect();
  await untilQuiet();
  const sandbox = connectSandbox(demo.sandboxUrl);
  await sandbox.forward(`/panel/${domain}/orders`, "POST", JSON.stringify({ oddities: ["no-house-number"] }));
  orderId = (await sandbox.orders(domain))[0]!.id;
  await untilQuiet();
  await plantScripts();
  await untilQuiet();
  await plantWhatShopifySaid();
  admin = await openAdminWindow(browser, demo);
  // Sandboxed frames refuse dialogs and say so; what grows out of a text may ask for what is not there.
  admin.expectProblem(/./);
  admin.page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
});

afterAll(async () => {
  await admin?.close();
  await database?.end();
  await browser?.close();
  await demo?.stop();
});

/** Until there is nothing to decide, to say or to read any more. */
async function untilQuiet(): Promise<void> {
  for (let quietMs = 0, waitedMs = 0; quietMs < 1_500; waitedMs += 200) {
    if (waitedMs > PATIENCE_MS) throw new Error("The app does not come to rest.");
    const { rowCount } = await database.query(
      `SELECT FROM inbox_messages WHERE state = 'waiting'
       UNION ALL SELECT FROM outbox_messages WHERE state IN ('waiting', 'sending') UNION ALL SELECT FROM wanted_reads LIMIT 1`,
    );
    quietMs = rowCount === 0 ? quietMs + 200 : 0;
    await sleep(200);
  }
}

/** The order as Shopify told of it, a little later and with a script in every text that anybody can fill. */
async function plantScripts(): Promise<void> {
  const { rows } = await database.query<{ body: Buffer }>(
    `SELECT body FROM inbox_messages WHERE topic = 'orders/create' AND order_id = $1 LIMIT 1`,
    [orderId],
  );
  const order = JSON.parse(rows[0]!.body.toString()) as Record<string, unknown> & { line_items: { id: number }[] };
  const at = new Date(Date.now() + 60_000).toISOString();
  const [line] = order.line_items;
  const id = Number(orderId);
  const parcel = {
    id: 4_100_000_000_001,
    order_id: id,
    status: "success",
    created_at: at,
    updated_at: at,
    tracking_company: "DHL",
    tracking_number: "JJD1",
    tracking_numbers: ["JJD1", "JJD2"],
    tracking_url: "https://example.com/JJD1",
    tracking_urls: [
      "https://example.com/JJD1",
      "https://example.com/JJD2",
      "https://example.com/3",
      "https://example.com/4",
    ],
    line_items: [{ id: line!.id, quantity: 1 }],
  };
  const whole = {
    ...order,
    note: "Ring twice",
    tags: "gift, vip",
    po_number: "PO 7",
    updated_at: at,
    fulfillments: [parcel],
  };
  await send("orders/updated", plantInto(whole));
  const event = {
    id: 1,
    order_id: id,
    fulfillment_id: parcel.id,
    status: "in_transit",
    happened_at: at,
    message: "Left",
  };
  await send("fulfillment_events/create", plantInto(event));
  await send("shop/update", { name: `Harbour ${SCRIPTS[0]}`, currency: "EUR", country_code: "DE", updated_at: at });
  await send("orders/updated", `{"id": 1, "name": "${SCRIPTS[0]!.replaceAll('"', "'")}`);
}

async function send(topic: string, body: unknown): Promise<void> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(`${demo.appUrl}/webhooks`, {
    method: "POST",
    body: text,
    headers: {
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": domain,
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", demoApp.secret).update(text).digest("base64"),
    },
  });
  expect(answer.status).toBe(200);
}

/** Texts that come by reads and answers of the Admin API: names of places and goods, and what it refuses with. */
async function plantWhatShopifySaid(): Promise<void> {
  await database.query(
    "UPDATE locations SET name = name || $1, facts = jsonb_set(facts, '{name}', to_jsonb(name || $1))",
    [SCRIPTS[0]],
  );
  await database.query("UPDATE variants SET title = title || $1, sku = sku || $1", [SCRIPTS[1]]);
  await database.query("UPDATE outbox_messages SET state = 'needs_person', reason = $1, settled_at = NULL", [
    `Shopify says: ${SCRIPTS[0]}`,
  ]);
  await database.query("UPDATE timeline_entries SET sentence = sentence || $1", [SCRIPTS[2]]);
  await database.query("UPDATE orders SET sentence = sentence || $1", [SCRIPTS[0]]);
}

async function expectHarmless(leastTexts: number): Promise<void> {
  const { problems, texts } = await findPlanted(admin.page);
  expect(problems).toEqual([]);
  expect(dialogs).toBe(0);
  expect(texts, "scripts that are shown as text").toBeGreaterThanOrEqual(leastTexts);
}

test.each([
  ["the order", () => `/app/orders/${orderId}`, 5],
  ["the list of orders", () => "/app/orders", 1],
  ["home", () => "/app", 0],
  ["parked messages", () => "/app/parked", 0],
  ["the last 60 days", () => "/app/history", 0],
  ["settings", () => "/app/settings", 0],
  ["the log of who did what", () => "/app/log", 0],
  ["people", () => "/app/people", 0],
])("on the page of %s a script that somebody stored is a text", async (_name, path, leastTexts) => {
  await admin.open(path());
  await admin.app.locator(".Polaris-Page").first().waitFor();
  for (const fold of await admin.app.getByRole("button", { name: /show|what it said|details|more/i }).all())
    await fold.click({ timeout: 2_000 }).catch(() => undefined);
  await sleep(300);
  await expectHarmless(leastTexts);
});

test.each([
  ["the admin's order page", () => `/store/${firstStore}/orders/${orderId}`],
  ["the shopper's order status page", () => `/shopper/${firstStore}/orders/${orderId}`],
  ["the shopper's thank-you page", () => `/shopper/${firstStore}/orders/${orderId}/thank-you`],
])("in the block on %s a script that somebody stored is a text", async (_name, path) => {
  await admin.page.goto(`${admin.adminUrl}${path()}`);
  await blockOf(admin).locator("s-section, s-admin-block").first().waitFor();
  await sleep(300);
  await expectHarmless(0);
});

test("what looks for planted scripts finds one that is really there", async () => {
  await admin.page.setContent(`<main>${SCRIPTS[0]}<a href="javascript:void 0">x</a></main>`);
  await sleep(200);
  const { problems } = await findPlanted(admin.page);
  expect(problems).toHaveLength(3);
  expect(dialogs).toBe(1);
});
