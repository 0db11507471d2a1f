import { lawOf, type AuditedShop, type Evidence, type Law } from "#tests/support/audit/evidence.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Violation } from "#tests/support/audit/violation.ts";
import { ownMutations } from "#tests/support/audit/own-effects.ts";

/** I7: no row belongs to a shop that is not there. */
const TABLES = [
  "allocations",
  "decisions",
  "documents",
  "fulfillment_orders",
  "inbox_messages",
  "inventory_levels",
  "ledger_entries",
  "orders",
  "outbox_messages",
  "timeline_entries",
  "variants",
];

const strays: Law = lawOf(
  "I7",
  TABLES.map(
    (table) =>
      `SELECT t.shop::text, '${table}' AS subject, format('has %s rows of a shop that is not there', count(*)) AS sentence
       FROM ${table} t LEFT JOIN shops s ON s.id = t.shop WHERE s.id IS NULL GROUP BY t.shop`,
  ).join("\nUNION ALL\n"),
);

type Named = { what: string; column: string; query: string; known: (shop: Shop, id: string) => boolean };

/** Columns that name something of Shopify's, and where that is to be found at the same shop. */
const named: readonly Named[] = [
  { what: "order", column: "orders.id", query: "SELECT id FROM orders", known: (shop, id) => shop.orders.has(id) },
  {
    what: "inventory item",
    column: "inventory_levels",
    query: "SELECT DISTINCT inventory_item_id AS id FROM inventory_levels",
    known: (shop, id) => shop.inventoryItems.has(id),
  },
  {
    what: "inventory item",
    column: "allocations",
    query: "SELECT DISTINCT inventory_item_id AS id FROM allocations",
    known: (shop, id) => shop.inventoryItems.has(id),
  },
  {
    what: "location",
    column: "locations",
    query: "SELECT id FROM locations",
    known: (shop, id) => shop.locations.has(id),
  },
  {
    what: "fulfillment order",
    column: "fulfillment_orders",
    query: "SELECT id FROM fulfillment_orders",
    known: (shop, id) => shop.fulfillmentOrders.has(id),
  },
];

/** I7: what stands under a shop is that shop's, never another's. Ids of the sandbox are unique over all shops. */
async function findForeignRows({ ask, world }: Evidence, shop: AuditedShop): Promise<Violation[]> {
  const others = [...world.shops.values()].filter((other) => other !== shop.truth);
  const violations: Violation[] = [];
  for (const { what, column, query, known } of named) {
    const rows = await ask<{ id: string }>(`${query} WHERE shop = $1`, [shop.row.id]);
    for (const { id } of rows) {
      const owner = known(shop.truth, id) ? undefined : others.find((other) => known(other, id));
      if (!owner) continue;
      const sentence = `${column} has ${what} ${id}, which is of ${owner.domain}`;
      violations.push({ invariant: "I7", shop: shop.row.domain, subject: `${what} ${id}`, sentence });
    }
  }
  return violations;
}

/** I7: a call for one shop never names a thing of another's. */
function findForeignCalls(evidence: Evidence, { row, truth }: AuditedShop): Violation[] {
  return ownMutations(evidence, row.domain).flatMap((call) => {
    const gids = JSON.stringify(call.variables).match(/gid:\/\/shopify\/FulfillmentOrder\/\d+/g) ?? [];
    const strange = gids.find((gid) => !truth.fulfillmentOrders.has(gid.slice(gid.lastIndexOf("/") + 1)));
    if (strange === undefined) return [];
    const subject = `call ${call.sequence} (${call.rootFields.join(", ")})`;
    return [
      { invariant: "I7" as const, shop: row.domain, subject, sentence: `names ${strange}, which is not of this shop` },
    ];
  });
}

export const checkBorders: Law = async (evidence) => {
  const found = await strays(evidence);
  for (const shop of evidence.shops) {
    found.push(...(await findForeignRows(evidence, shop)), ...findForeignCalls(evidence, shop));
  }
  return found;
};
