import { insertMessages } from "#app/db/inbox-writer.ts";
import type { Database } from "#app/db/sql.ts";
import type { OrderRead } from "#app/domain/orders/change.ts";
import type { FulfillmentOrderFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Capability, Mode } from "#app/domain/settings.ts";
import { fulfillmentOrder, lineItem, order } from "#tests/domain/build-order.ts";

export const LOCATION = "61";
export const ITEM = "51";
export const START = new Date("2026-11-20T12:00:00.000Z");

let delivered = 0;

/** Puts one message into the inbox, as whoever sends it would. */
export async function deliver(
  database: Database,
  shop: string,
  topic: string,
  body: unknown,
  options: { lane?: number; triggeredAt?: Date; at?: Date } = {},
): Promise<string> {
  delivered += 1;
  const webhookId = `message-${delivered}`;
  const message = {
    shop,
    lane: options.lane ?? 2,
    topic,
    webhookId,
    eventId: null,
    apiVersion: null,
    triggeredAt: options.triggeredAt ?? null,
    receivedAt: options.at ?? START,
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  };
  await database.inShop(shop, (sql) => insertMessages(sql, [message]));
  return webhookId;
}

/** An order of `units` mugs, numbered by its id, assigned by Shopify to our one location. */
export function mugOrder(id: string, units: number, changes: Partial<OrderFacts> = {}): OrderFacts {
  const line = lineItem({ id: `${id}1`, variantId: "41", productId: "31", quantity: units });
  const work = fulfillmentOrder([line], { id: `${id}5`, locationId: LOCATION, updatedAt: START.toISOString() });
  work.lines = [{ ...work.lines[0]!, id: `${id}6`, inventoryItemId: ITEM }];
  const buyer = { email: `buyer-${id}@example.com`, customer: null };
  return order({
    id,
    name: `#${id}`,
    lines: [line],
    fulfillmentOrders: [work],
    createdAt: START.toISOString(),
    updatedAt: START.toISOString(),
    ...buyer,
    ...changes,
  });
}

/** What a read of the whole order answers; `onHand` is what its location shows of the mugs. */
export function readOf(facts: OrderFacts, onHand: { available: number; committed: number }, readAt = START): OrderRead {
  const {
    fulfillmentOrders,
    fulfillmentOrdersReadAt: _read,
    transactions,
    isDeleted: _deleted,
    isRedacted: _redacted,
    risk,
    ...snapshot
  } = facts;
  const quantities = { ...onHand, reserved: 0, safetyStock: 0, damaged: 0, qualityControl: 0, incoming: 0 };
  return {
    orderId: facts.id,
    readAt: readAt.toISOString(),
    order: snapshot,
    updatedAt: facts.updatedAt,
    risk,
    transactions,
    fulfillmentOrders,
    levels: [{ inventoryItemId: ITEM, locationId: LOCATION, observedAt: readAt.toISOString(), quantities }],
  };
}

/** The same fulfillment order with one hold of ours on it. */
export function heldByUs(work: FulfillmentOrderFacts, handle: string): FulfillmentOrderFacts {
  const hold = { id: `${work.id}9`, reason: "OTHER", reasonNotes: null, handle, isOurs: true };
  return { ...work, status: "ON_HOLD", holds: [hold], supportedActions: ["RELEASE_HOLD"] };
}

/** A shop with one location, one variant, and its capabilities in one mode since before the first order. */
export async function furnish(database: Database, shop: string, mode: Mode) {
  const facts = {
    id: LOCATION,
    name: "Munich",
    countryCode: "DE",
    provinceCode: null,
    latitude: 48.1,
    longitude: 11.6,
    isActive: true,
    fulfillsOnlineOrders: true,
    isFulfillmentService: false,
    priority: 0,
  };
  await database.inShop(shop, async (sql) => {
    await sql.query(
      "UPDATE shops SET currency = 'EUR', country_code = 'DE', time_zone = 'Europe/Berlin', catalog_read_at = $1",
      [START],
    );
    await sql.query("INSERT INTO locations (shop, id, name, facts) VALUES ($1, $2, 'Munich', $3)", [
      shop,
      LOCATION,
      JSON.stringify(facts),
    ]);
    await sql.query(
      "INSERT INTO variants (shop, id, product_id, inventory_item_id, sku, title) VALUES ($1, 41, 31, $2, 'MUG', 'Mug')",
      [shop, ITEM],
    );
  });
  await setModes(database, shop, mode);
}

export async function setModes(database: Database, shop: string, mode: Mode, only?: Capability) {
  const goLiveAt = new Date(START.getTime() - 3_600_000);
  await database.inShop(shop, (sql) =>
    sql.query("UPDATE capabilities SET mode = $1, go_live_at = $2 WHERE $3::text IS NULL OR capability = $3", [
      mode,
      goLiveAt,
      only ?? null,
    ]),
  );
}
