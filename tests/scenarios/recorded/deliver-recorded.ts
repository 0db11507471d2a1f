import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { takeWebhook } from "#app/processes/take-webhook.ts";
import { openShop } from "#tests/support/open-test-database.ts";
import { describeChanges, takePicture } from "./describe-changes.ts";

const SECRET = "a client secret";
const NOW = new Date("2026-11-22T12:00:00.000Z");

export type Intake = { url: string; close(): void };

/** The real intake behind a real server. */
export async function openIntake(database: Database): Promise<Intake> {
  const intake = {
    inbox: createInboxWriter(database.ingest, () => undefined),
    shops: createShopMap(database.ingest, () => NOW),
    secrets: [SECRET],
    clock: () => NOW,
    log: pino({ level: "silent" }),
  };
  const server: Server = createServer((request, response) => void takeWebhook(intake, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let sent = 0;

/** Signs and sends a body as Shopify does; answers the status. */
export async function send(intake: Intake, domain: string, topic: string, body: Buffer): Promise<number> {
  sent += 1;
  const answer = await fetch(intake.url, {
    method: "POST",
    body: new Uint8Array(body),
    headers: {
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": domain,
      "x-shopify-webhook-id": `recorded-${sent}`,
      "x-shopify-triggered-at": NOW.toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    },
  });
  return answer.status;
}

export type Effect = { status: number; state: string; reason: string | null; changes: string[] };

/**
 * Sends one recorded body to a fresh shop that knows what the body speaks of, and tells what became of it.
 *
 * @param seeds bodies of orders/create that come first
 */
export async function effectOf(
  database: Database,
  intake: Intake,
  topic: string,
  body: Buffer,
  seeds: readonly Buffer[],
): Promise<Effect> {
  const domain = `case-${topic.replaceAll(/[^a-z]+/g, "-")}.myshopify.com`;
  const shop = await openShop(database, domain, new Date("2021-01-01T00:00:00Z"));
  await furnish(database, shop);
  for (const seed of seeds) await send(intake, domain, "orders/create", seed);
  // A shop is forgotten two days after it left.
  if (topic === "shop/redact") await send(intake, domain, "app/uninstalled", body);
  await runBatch(database, shop, () => NOW);
  const before = await database.inShop(shop, takePicture);
  const status = await send(intake, domain, topic, body);
  await runBatch(database, shop, () => NOW);
  const after = await database.inShop(shop, takePicture);
  const [row] = await database.inShop(shop, (sql) =>
    sql.query<{ state: string; reason: string | null }>(
      "SELECT state, reason FROM inbox_messages ORDER BY id DESC LIMIT 1",
    ),
  );
  return { status, state: row!.state, reason: row!.reason, changes: describeChanges(before, after) };
}

/** The fulfillment orders, stock and goods that the samples name, all of the sample order. */
async function furnish(database: Database, shop: string): Promise<void> {
  await database.inShop(shop, async (sql) => {
    await sql.query(
      `INSERT INTO fulfillment_orders (shop, id, order_id, status, updated_at)
       SELECT $1, id, 820982911946154508, 'OPEN', $2 FROM generate_series(0, 20) AS id`,
      [shop, NOW],
    );
    await sql.query(
      `INSERT INTO inventory_levels (shop, inventory_item_id, location_id, available, outside, observed_at)
       VALUES ($1, 271878346596884015, 24826418, 7, -7, '2021-01-01')`,
      [shop],
    );
    await sql.query(
      `INSERT INTO variants (shop, id, product_id, inventory_item_id, title) VALUES ($1, 1, 788032119674292922, 271878346596884015, 'Known')`,
      [shop],
    );
    await sql.query(
      `INSERT INTO locations (shop, id, name, facts) VALUES ($1, 866550311766439020, 'Known', '{"id":"866550311766439020","name":"Known","isActive":true}')`,
      [shop],
    );
  });
}
