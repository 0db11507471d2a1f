import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { expectUntouched, rowsOf } from "#tests/between-shops/matrix/judge.ts";
import type { Matrix } from "#tests/between-shops/matrix/open-matrix.ts";
import type { ShopIds } from "#tests/between-shops/matrix/shop-ids.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";

/** Topics that say something of a whole shop: they come last, for the asker's shop does not outlive them. */
const FAREWELLS = [
  "app/scopes_update",
  "shop/update",
  "customers/data_request",
  "customers/redact",
  "app/uninstalled",
  "shop/redact",
];

/** Webhooks that Shopify signed for one shop never change another's rows, whatever their bodies name. */
export function tryWebhooks(open: () => Matrix): void {
  test("bodies of the other shop's webhooks, signed for this one, change nothing of the other's", async () => {
    const matrix = open();
    const bodies = await readBodies(matrix);
    expect([...bodies.keys()]).toEqual(
      expect.arrayContaining(["orders/create", "orders/updated", "inventory_levels/update"]),
    );
    for (const [topic, body] of bodies) {
      expect(await send(matrix, topic, body), topic).toBe(200);
    }
    await settle(matrix);
    await expectUntouched(matrix);
    // The same bodies are taken for this shop's own: they were decided, and not merely dropped.
    const { rows } = await matrix.owner.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM orders WHERE shop = $1 AND id IN (SELECT id FROM orders WHERE shop = $2)",
      [matrix.here.shop, matrix.there.shop],
    );
    expect(rows[0]!.count).toBeGreaterThan(0);
  });

  test.each(FAREWELLS)(
    "%s that names the other shop in its body is about the shop it was signed for",
    async (topic) => {
      const matrix = open();
      const before = await rowsOf(matrix, matrix.here);
      expect(await send(matrix, topic, farewellOf(matrix.there))).toBe(200);
      await settle(matrix);
      await expectUntouched(matrix);
      expect(await rowsOf(matrix, matrix.here)).not.toEqual(before);
    },
  );

  test("every topic the app subscribes to was among them", async () => {
    const tried = new Set([...(await readBodies(open())).keys(), ...FAREWELLS]);
    expect(Object.keys(subscribedTopics).filter((topic) => !tried.has(topic))).toEqual([]);
  });
}

/** One body of each of Shopify's topics as the other shop got it; where its day brought none, its ids by the names of hints. */
async function readBodies({ owner, there }: Matrix): Promise<Map<string, Buffer>> {
  const { rows } = await owner.query<{ topic: string; body: Buffer }>(
    `SELECT DISTINCT ON (topic) topic, body FROM inbox_messages
     WHERE shop = $1 AND topic NOT LIKE 'switchyard/%' AND state = 'done' ORDER BY topic, id`,
    [there.shop],
  );
  const bodies = new Map(rows.map(({ topic, body }) => [topic, body]));
  const hint = Buffer.from(hintOf(there));
  for (const topic of Object.keys(subscribedTopics)) {
    if (!bodies.has(topic) && !FAREWELLS.includes(topic)) bodies.set(topic, hint);
  }
  return bodies;
}

/** Names things of a shop under every name that Shopify's hints use; ids in full, which a JavaScript number cannot hold. */
function hintOf({ heldOrderIds, locationId, bought }: ShopIds): string {
  const [orderId] = heldOrderIds;
  return `{"id": ${orderId}, "admin_graphql_api_id": "gid://shopify/Order/${orderId}", "order_id": ${orderId},
    "location_id": ${locationId}, "inventory_item_id": ${orderId}, "customer": {"id": ${bought.customerId}},
    "fulfillment_order": {"id": "gid://shopify/FulfillmentOrder/${orderId}", "status": "open"}}`;
}

/** What the body of a message about a whole shop says, for a shop: its domain, its customer, its orders. */
function farewellOf({ domain, bought, email, heldOrderIds }: ShopIds): Buffer {
  return Buffer.from(
    JSON.stringify({
      shop_id: 1,
      shop_domain: domain,
      myshopify_domain: domain,
      domain,
      name: "Planted",
      currency: "SEK",
      country_code: "SE",
      iana_timezone: "Europe/Stockholm",
      customer: { id: bought.customerId, email, phone: null },
      orders_to_redact: [bought.orderId, ...heldOrderIds],
      orders_requested: [bought.orderId, ...heldOrderIds],
      data_request: { id: 9 },
      current: ["read_orders"],
      previous: [],
      updated_at: new Date().toISOString(),
    }),
  );
}

async function send({ port, here }: Matrix, topic: string, body: Buffer): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": here.domain,
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", credentials.secret).update(body).digest("base64"),
    },
    body: new Uint8Array(body),
  });
  await response.text();
  return response.status;
}

/** The asker's worker has decided everything that came in. */
async function settle({ owner, here }: Matrix): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await owner.query<{ count: number }>(
          "SELECT count(*)::int AS count FROM inbox_messages WHERE shop = $1 AND state = 'waiting'",
          [here.shop],
        );
        return rows[0]!.count;
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(0);
}
