import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { connectSandbox } from "#tests/sandbox/admin/sandbox-client.ts";
import { demoApp } from "#tests/sandbox/demo/demo-app.ts";
import { demoShops } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import type { Oddity } from "#tests/sandbox/merchant/oddities.ts";
import { furnishRates } from "./furnish-rates.ts";

/** One order of each kind that the pages show differently. */
const kinds = {
  ordinary: [],
  troubled: ["no-house-number"],
  risky: ["risky-buyer"],
  split: ["split"],
  business: ["company"],
  soldOut: ["sold-out"],
  bundle: ["own-bundle"],
  bankTransfer: ["bank-transfer"],
  atTheTill: ["pos"],
} satisfies Record<string, Oddity[]>;

export type FurnishedOrders = Record<keyof typeof kinds, string>;

const placed = z.object({ name: z.string() });

/** Fills a fresh demo with orders that show what the pages can show, and answers their ids once they are decided. */
export async function furnishDemo(demo: Demo): Promise<FurnishedOrders> {
  const sandbox = connectSandbox(demo.sandboxUrl);
  const [first = "", second = ""] = demoShops.map(({ profile }) => profile.domain);
  const post = async (path: string, body: object): Promise<string> =>
    (await sandbox.forward(`/panel/${path}`, "POST", JSON.stringify(body))).body;
  await untilQuiet(demo);
  await post(`${first}/burst`, { count: 24 });
  await post(`${second}/burst`, { count: 12 });
  await sendGarbage(demo, first);
  const ids = new Map<string, string>();
  for (const [kind, oddities] of Object.entries(kinds)) {
    const { name } = placed.parse(JSON.parse(await post(`${first}/orders`, { oddities })));
    const order = (await sandbox.orders(first)).find((each) => each.name === name);
    ids.set(kind, order?.id ?? "");
  }
  await untilQuiet(demo);
  await furnishRates(demo, first);
  return Object.fromEntries(ids) as FurnishedOrders;
}

/** A delivery that is truly Shopify's and cannot be read: it is parked. */
async function sendGarbage(demo: Demo, shop: string): Promise<void> {
  const body = '{"id": 820982911946154508, "name": "#9999", "line_items": "none"}';
  await fetch(`${demo.appUrl}/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": shop,
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", demoApp.secret).update(body).digest("base64"),
    },
  });
}

const QUIET_FOR_MS = 2_000;
const PATIENCE_MS = 120_000;

/** Waits until the app has nothing left to decide or to send for a while. */
async function untilQuiet(demo: Demo): Promise<void> {
  const client = new pg.Client({ connectionString: demo.databaseUrl });
  await client.connect();
  let quietMs = 0;
  for (let waitedMs = 0; quietMs < QUIET_FOR_MS; waitedMs += 200) {
    if (waitedMs > PATIENCE_MS) throw new Error(`The app is still busy after ${PATIENCE_MS / 1000} s.`);
    const { rowCount } = await client.query(
      `SELECT FROM inbox_messages WHERE state = 'waiting'
       UNION ALL SELECT FROM outbox_messages WHERE state IN ('waiting', 'sending') LIMIT 1`,
    );
    quietMs = rowCount === 0 ? quietMs + 200 : 0;
    await sleep(200);
  }
  await client.end();
}
