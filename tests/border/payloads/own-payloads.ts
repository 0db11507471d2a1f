import {
  bare,
  bytesOf,
  eventBody,
  fulfillmentBody,
  lineBody,
  orderBody,
  refundBody,
  transactionBody,
  type Body,
} from "#tests/contracts/build-bodies.ts";
import { ITEM, LOCATION, mugOrder, readOf } from "#tests/pipeline/play-messages.ts";
import { nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { SamplePayload } from "./sample-payloads.ts";

const MUGS_ON_HAND = 100_000;

/** The id of a neighbour's order; some orders come whole from a read, the others by webhook. */
function neighbourId(batch: number, index: number): string {
  return String(10_000 + batch * 100 + index);
}

/** Sound messages of a batch, each of an order of its own: every other one comes with work, stock and a paid invoice. */
export function neighbourPayloads(
  batch: number,
  count: number,
  now: Date,
): { topic: string; body: Buffer; id: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const id = neighbourId(batch, index);
    if (index % 2 === 0) {
      const read = readOf(mugOrder(id, 2), { available: MUGS_ON_HAND, committed: 2 }, now);
      return { topic: "switchyard/order_read", body: Buffer.from(JSON.stringify(read)), id };
    }
    return { topic: "orders/create", body: Buffer.from(bytesOf(orderOf(id, now))), id };
  });
}

/** Bodies about the neighbours of earlier batches and their goods, to be broken. */
export function ownPayloads(batch: number, random: SeededRandom, now: Date): SamplePayload[] {
  const id = neighbourId(nextInteger(random, 0, Math.max(0, batch - 1)), nextInteger(random, 0, 9));
  const at = now.toISOString();
  const order = { order_id: bare(id) };
  const refund = refundBody({ ...order, refund_line_items: [{ ...refundLine(id) }] });
  const parcel = fulfillmentBody({ ...order, line_items: [{ id: bare(`${id}1`), quantity: 1 }], updated_at: at });
  const bodies: Record<string, Body> = {
    "orders/updated": orderOf(id, now),
    "orders/paid": orderOf(id, now),
    "orders/cancelled": { ...orderOf(id, now), cancelled_at: at },
    "orders/fulfilled": { ...orderOf(id, now), refunds: [refund], fulfillments: [parcel] },
    "refunds/create": refund,
    "order_transactions/create": transactionBody(order),
    "fulfillments/create": parcel,
    "fulfillment_events/create": eventBody(order),
    "orders/edited": { order_edit: order },
    "inventory_levels/update": {
      inventory_item_id: Number(ITEM),
      location_id: Number(LOCATION),
      available: MUGS_ON_HAND,
      updated_at: at,
    },
    "inventory_levels/disconnect": { inventory_item_id: Number(ITEM), location_id: Number(LOCATION) },
    "inventory_levels/connect": {
      inventory_item_id: Number(ITEM),
      location_id: Number(LOCATION),
      available: null,
      updated_at: at,
    },
    "inventory_items/update": { id: Number(ITEM), sku: "MUG", tracked: true, requires_shipping: true, updated_at: at },
    "products/update": { id: 31, title: "Mug", variants: [{ id: 41, inventory_item_id: Number(ITEM), title: "Blue" }] },
    "locations/update": { id: Number(LOCATION), name: "Munich", country_code: "DE", active: true, updated_at: at },
    "shop/update": { name: "Mugs", currency: "EUR", country_code: "DE", iana_timezone: "Europe/Berlin" },
    "app/scopes_update": { current: ["read_orders"] },
    "customers/redact": { customer: { id: 31, email: `buyer-${id}@example.com` }, orders_to_redact: [Number(id)] },
    "customers/data_request": { customer: { id: 31 }, orders_requested: [Number(id)], data_request: { id: 1 } },
  };
  return Object.entries(bodies).map(([topic, body]) => ({ topic, text: new TextDecoder().decode(bytesOf(body)) }));
}

function orderOf(id: string, now: Date): Body {
  return orderBody({
    id: bare(id),
    name: `#${id}`,
    email: `buyer-${id}@example.com`,
    updated_at: now.toISOString(),
    customer: null,
    line_items: [lineBody({ id: bare(`${id}1`), variant_id: 41, product_id: 31 })],
  });
}

function refundLine(id: string): Body {
  const [line] = refundBody().refund_line_items as Body[];
  return { ...line, line_item_id: bare(`${id}1`) };
}
