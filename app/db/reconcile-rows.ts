import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { Changed, ChangedOrder } from "#app/domain/changed.ts";
import type { HeadlineStatus } from "#app/domain/orders/headline-status.ts";
import type { Sql } from "./sql.ts";

/** What one reconciliation found: how much changed at Shopify, and how much of it had not reached us. */
export type Reconciliation = {
  checkedTo: Date;
  checkedAt: Date;
  seen: number;
  missingOrders: number;
  missingFulfillmentOrders: number;
  missingLevels: number;
  missingParcels: number;
  /** The last order whose parcels were compared; "0" when all have been. */
  parcelsAfter: string;
};

// What was found longer ago is of no use to anybody.
const KEPT_DAYS = 7;

/**
 * Where the last comparison of a shop ended: at its installation before the first one. Null for a shop that left. After a
 * reinstallation the months in between are not compared.
 */
export async function loadProgress(
  sql: Sql,
  shop: string,
): Promise<Pick<Reconciliation, "checkedTo" | "parcelsAfter"> | null> {
  const [row] = await sql.query<{ checkedTo: Date; parcelsAfter: string }>(
    `SELECT greatest(r.checked_to, s.installed_at) AS "checkedTo", coalesce(r.parcels_after, 0) AS "parcelsAfter"
     FROM shops s LEFT JOIN LATERAL (SELECT checked_to, parcels_after FROM reconciliations
       WHERE shop = s.id ORDER BY checked_to DESC LIMIT 1) r ON true
     WHERE s.id = $1 AND s.status = 'installed'`,
    [shop],
  );
  return row ?? null;
}

/** A parcel as we know it. Of an imported order nobody has told us what its carrier said before. */
export type KnownParcel = Changed & { eventIds: string[]; isImported: boolean };

const PARCELS = `parcel->>'id' AS id, o.id AS "orderId", o.is_imported AS "isImported", parcel->>'updatedAt' AS "updatedAt",
  ARRAY(SELECT event->>'id' FROM jsonb_array_elements(parcel->'events') AS event) AS "eventIds"`;

/** Headlines of orders of which something may have left and not simply arrived: of one that waits for the rest, too. */
const SENT: HeadlineStatus[] = [
  ...(["Shipped", "Part shipped", "Not delivered", "Part returned", "Returned"] as const),
  ...(["Held", "Backordered", "Part backordered", "Scheduled", "Moving", "Ready"] as const),
];

/** Notes that a comparison begins: if it fails, the next one is due like any other and goes on where the last one ended. */
export async function saveAttempt(sql: Sql, shop: string, now: Date): Promise<void> {
  await sql.query("UPDATE shops SET reconciled_at = $2 WHERE id = $1", [shop, now]);
}

/** Parcels under way, and the last order that was looked at: "0" when there is none behind it. */
export type ParcelsUnderWay = { parcels: KnownParcel[]; after: string };

/** The parcels under way of so many orders placed since a moment, behind the order whose parcels were looked at last. */
export async function loadParcelsUnderWay(
  sql: Sql,
  shop: string,
  { after, since, most }: { after: string; since: Date; most: number },
): Promise<ParcelsUnderWay> {
  const rows = await sql.query<Omit<KnownParcel, "id"> & { id: string | null }>(
    `SELECT ${PARCELS} FROM (SELECT id, is_imported, facts FROM orders
       WHERE shop = $1 AND headline = ANY($2) AND created_at >= $3 AND id > $4
         AND jsonb_array_length(facts->'fulfillments') > 0 ORDER BY id LIMIT $5) o
     LEFT JOIN LATERAL jsonb_array_elements(o.facts->'fulfillments') AS parcel ON parcel->>'status' = 'success'
     ORDER BY o.id`,
    [shop, SENT, since, after, most],
  );
  const orders = new Set(rows.map(({ orderId }) => orderId)).size;
  return {
    parcels: rows.filter((row): row is KnownParcel => row.id !== null),
    after: orders < most ? "0" : rows.at(-1)!.orderId,
  };
}

/**
 * The parcels of at most so many orders placed since a moment, of which we have heard since another that all has arrived.
 * When we heard of it counts, not when Shopify last changed the order: after a pause, the import tells of what arrived
 * long before. It brings no events and may bring many such orders, so that those that were ours before come first.
 */
export function loadParcelsArrived(
  sql: Sql,
  shop: string,
  { heardSince, since, most }: { heardSince: Date; since: Date; most: number },
): Promise<KnownParcel[]> {
  return sql.query<KnownParcel>(
    `SELECT ${PARCELS} FROM (SELECT id, is_imported, facts FROM orders
       WHERE shop = $1 AND headline = 'Delivered' AND decided_at >= $2 AND created_at >= $3
       ORDER BY is_imported, updated_at DESC, id LIMIT $4) o,
       jsonb_array_elements(o.facts->'fulfillments') AS parcel
     WHERE parcel->>'status' = 'success'`,
    [shop, heardSince, since, most],
  );
}

// What a list of orders tells and the facts know otherwise: a change within the second in which the order changed last. An
// order that was read after that second is known as it was then, whatever the words of the list mean in a rare case.
const IS_OTHERWISE = `known.updated_at = c.updated_at
  AND coalesce(left(known.facts->>'snapshotReadAt', 19), '') <= left(known.facts->>'updatedAt', 19)
  AND (known.facts->>'financialStatus' <> c.financial_status
    OR (known.facts->>'cancelledAt' IS NOT NULL) <> c.is_cancelled
    OR (SELECT sum((line->>'currentQuantity')::int) <> c.units AND NOT bool_or(line->>'isTip' = 'true' OR line->>'isGiftCard' = 'true')
        FROM jsonb_array_elements(known.facts->'lines') AS line))`;

/** Of these orders those that we do not know, or know as they were before. */
export async function findBehindOrders(sql: Sql, shop: string, changed: readonly ChangedOrder[]): Promise<Changed[]> {
  if (changed.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    `SELECT c.id FROM unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::boolean[], $6::int[])
       AS c (id, updated_at, financial_status, is_cancelled, units)
     LEFT JOIN orders known ON known.shop = $1 AND known.id = c.id
     WHERE known.id IS NULL OR known.updated_at < c.updated_at OR (${IS_OTHERWISE})`,
    [
      shop,
      changed.map(({ id }) => id),
      changed.map(({ updatedAt }) => updatedAt),
      changed.map((order) => order.financialStatus),
      changed.map(({ isCancelled }) => isCancelled),
      changed.map(({ currentUnits }) => currentUnits),
    ],
  );
  return chosen(changed, rows);
}

/** Of these fulfillment orders those that we do not know, or know as they were before. */
export async function findBehindWork(sql: Sql, shop: string, changed: readonly Changed[]): Promise<Changed[]> {
  if (changed.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    `SELECT c.id FROM unnest($2::bigint[], $3::timestamptz[]) AS c (id, updated_at)
     LEFT JOIN fulfillment_orders known ON known.shop = $1 AND known.id = c.id
     WHERE known.id IS NULL OR known.updated_at < c.updated_at`,
    [shop, changed.map(({ id }) => id), changed.map(({ updatedAt }) => updatedAt)],
  );
  return chosen(changed, rows);
}

function chosen(changed: readonly Changed[], rows: readonly { id: string }[]): Changed[] {
  const ids = new Set(rows.map((row) => row.id));
  return changed.filter(({ id }) => ids.has(id));
}

/** Of these readings those of levels that we do not know, know as they were before, or know otherwise as of the same second. */
export async function findBehindLevels(
  sql: Sql,
  shop: string,
  readings: readonly LevelObservation[],
): Promise<LevelObservation[]> {
  if (readings.length === 0) return [];
  const rows = await sql.query<{ place: number }>(
    `SELECT r.place::int AS place
     FROM unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::int[], $6::int[], $7::int[]) WITH ORDINALITY
       AS r (item, location, observed_at, available, committed, reserved, place)
     LEFT JOIN inventory_levels known
       ON known.shop = $1 AND known.inventory_item_id = r.item AND known.location_id = r.location
     WHERE known.shop IS NULL OR known.observed_at IS NULL OR known.observed_at < r.observed_at
       OR (known.observed_at = r.observed_at
         AND (known.available <> r.available OR known.committed <> r.committed OR known.reserved <> r.reserved))`,
    [
      shop,
      readings.map((reading) => reading.inventoryItemId),
      readings.map((reading) => reading.locationId),
      readings.map((reading) => reading.observedAt),
      readings.map(({ quantities }) => quantities.available ?? null),
      readings.map(({ quantities }) => quantities.committed ?? null),
      readings.map(({ quantities }) => quantities.reserved ?? null),
    ],
  );
  return rows.map(({ place }) => readings[place - 1]!);
}

/** Notes what was found and from where the next reconciliation goes on. */
export async function saveReconciliation(sql: Sql, shop: string, done: Reconciliation): Promise<void> {
  await sql.query(
    `INSERT INTO reconciliations (shop, checked_to, checked_at, seen, missing_orders, missing_fulfillment_orders, missing_levels,
       missing_parcels, parcels_after)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (shop, checked_to) DO NOTHING`,
    [
      shop,
      done.checkedTo,
      done.checkedAt,
      done.seen,
      done.missingOrders,
      done.missingFulfillmentOrders,
      done.missingLevels,
      done.missingParcels,
      done.parcelsAfter,
    ],
  );
  const oldest = new Date(done.checkedAt.getTime() - KEPT_DAYS * 86_400_000);
  await sql.query("DELETE FROM reconciliations WHERE shop = $1 AND checked_to < $2", [shop, oldest]);
}
