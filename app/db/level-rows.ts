import type { Allocation } from "#app/domain/inventory/allocation.ts";
import type { LedgerEntry, Level } from "#app/domain/inventory/level.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

type LevelRow = Omit<Level, "quantities" | "observedAt"> & {
  available: number;
  committed: number;
  reserved: number;
  safetyStock: number;
  damaged: number;
  qualityControl: number;
  incoming: number;
  observedAt: Date | null;
};

const COLUMNS = `inventory_item_id AS "inventoryItemId", location_id AS "locationId", available, committed, reserved,
  safety_stock AS "safetyStock", damaged, quality_control AS "qualityControl", incoming, allocated,
  safety_stock_units AS "safetyStockUnits", unsettled_units AS "unsettledUnits", is_tracked AS "isTracked", observed_at AS "observedAt",
  moving_units AS "movingUnits", moved_units AS "movedUnits"`;

/** Every connected level of these items, whatever the location. */
export async function loadLevels(sql: Sql, shop: string, inventoryItemIds: readonly string[]): Promise<Level[]> {
  if (inventoryItemIds.length === 0) return [];
  const rows = await sql.query<LevelRow>(
    `SELECT ${COLUMNS} FROM inventory_levels WHERE shop = $1 AND inventory_item_id = ANY($2::bigint[]) AND is_connected`,
    [shop, [...inventoryItemIds]],
  );
  return rows.map(({ available, committed, reserved, safetyStock, damaged, qualityControl, incoming, ...row }) => ({
    ...row,
    observedAt: row.observedAt?.toISOString() ?? null,
    quantities: { available, committed, reserved, safetyStock, damaged, qualityControl, incoming },
  }));
}

/** Writes balance rows. `outside` follows from the others: the legs of a posting sum to zero. */
export async function saveLevels(sql: Sql, shop: string, levels: readonly Level[]) {
  const columns = [
    "shop",
    "inventory_item_id",
    "location_id",
    "available",
    "committed",
    "reserved",
    "safety_stock",
    "damaged",
    "quality_control",
    "incoming",
    "outside",
    "allocated",
    "unsettled_units",
    "is_tracked",
    "observed_at",
    "moving_units",
    "moved_units",
  ];
  await insertRows(
    sql,
    "inventory_levels",
    columns.map((name) => ({ name })),
    levels.map(({ quantities: q, ...level }) => {
      const outside = -(
        q.available +
        q.committed +
        q.reserved +
        q.safetyStock +
        q.damaged +
        q.qualityControl +
        q.incoming
      );
      return [
        shop,
        level.inventoryItemId,
        level.locationId,
        q.available,
        q.committed,
        q.reserved,
        q.safetyStock,
        q.damaged,
        q.qualityControl,
        q.incoming,
        outside,
        level.allocated,
        level.unsettledUnits,
        level.isTracked,
        level.observedAt,
        level.movingUnits,
        level.movedUnits,
      ];
    }),
    `ON CONFLICT (shop, inventory_item_id, location_id) DO UPDATE SET available = excluded.available, committed = excluded.committed,
       reserved = excluded.reserved, safety_stock = excluded.safety_stock, damaged = excluded.damaged,
       quality_control = excluded.quality_control, incoming = excluded.incoming, outside = excluded.outside,
       allocated = excluded.allocated, unsettled_units = excluded.unsettled_units, is_connected = true, observed_at = excluded.observed_at,
       moving_units = excluded.moving_units, moved_units = excluded.moved_units`,
  );
}

/** Units claimed at a location, and how many of them are to be moved there yet. */
export type ClaimedUnits = { allocated: number; movingUnits: number };

/** How many units of an item are claimed at each location, whether or not it is counted. */
export async function unitsClaimed(
  sql: Sql,
  shop: string,
  inventoryItemId: string,
): Promise<Map<string, ClaimedUnits>> {
  const rows = await sql.query<ClaimedUnits & { locationId: string }>(
    `SELECT location_id AS "locationId", sum(quantity)::int AS allocated, sum(moving_quantity)::int AS "movingUnits"
     FROM allocations WHERE shop = $1 AND inventory_item_id = $2 GROUP BY location_id`,
    [shop, inventoryItemId],
  );
  return new Map(rows.map(({ locationId, ...units }) => [locationId, units]));
}

/** A level that was disconnected is no place to promise from; its history stays. */
export async function disconnectLevels(sql: Sql, shop: string, levels: readonly Level[]) {
  if (levels.length === 0) return;
  await sql.query(
    `UPDATE inventory_levels AS l SET is_connected = false FROM unnest($2::bigint[], $3::bigint[]) AS gone (item, location)
     WHERE l.shop = $1 AND l.inventory_item_id = gone.item AND l.location_id = gone.location`,
    [shop, levels.map((level) => level.inventoryItemId), levels.map((level) => level.locationId)],
  );
}

export type Posting = { entries: readonly LedgerEntry[]; cause: string; inboxId: string | null };

/** Appends postings to the ledger; the legs of one share its number. */
export async function appendPostings(sql: Sql, shop: string, batchId: string, now: Date, postings: readonly Posting[]) {
  const rows = postings.flatMap((posting, index) => {
    // Unique within the shop: a batch has far fewer than 10,000 postings.
    const number = (BigInt(batchId) * 10_000n + BigInt(index)).toString();
    return posting.entries.map((e) => [
      shop,
      number,
      e.inventoryItemId,
      e.locationId,
      e.account,
      e.delta,
      posting.cause,
      posting.inboxId,
      now,
    ]);
  });
  const columns = [
    "shop",
    "posting",
    "inventory_item_id",
    "location_id",
    "account",
    "delta",
    "cause",
    "inbox_id",
    "at",
  ];
  if (rows.length > 0)
    await insertRows(
      sql,
      "ledger_entries",
      columns.map((name) => ({ name })),
      rows,
    );
}

export async function loadAllocations(sql: Sql, shop: string, orderIds: readonly string[]): Promise<Allocation[]> {
  if (orderIds.length === 0) return [];
  return sql.query<Allocation>(
    `SELECT order_id AS "orderId", line_item_id AS "lineItemId", inventory_item_id AS "inventoryItemId", location_id AS "locationId",
       quantity, moving_quantity AS "movingQuantity" FROM allocations WHERE shop = $1 AND order_id = ANY($2::bigint[])`,
    [shop, [...orderIds]],
  );
}

/** Replaces the claims of orders. */
export async function replaceAllocations(
  sql: Sql,
  shop: string,
  now: Date,
  orderIds: readonly string[],
  allocations: readonly Allocation[],
) {
  if (orderIds.length === 0) return;
  const columns = [
    "shop",
    "order_id",
    "line_item_id",
    "inventory_item_id",
    "location_id",
    "quantity",
    "moving_quantity",
    "updated_at",
  ];
  await Promise.all([
    sql.query("DELETE FROM allocations WHERE shop = $1 AND order_id = ANY($2::bigint[])", [shop, [...orderIds]]),
    insertRows(
      sql,
      "allocations",
      columns.map((name) => ({ name })),
      allocations.map((a) => [
        shop,
        a.orderId,
        a.lineItemId,
        a.inventoryItemId,
        a.locationId,
        a.quantity,
        a.movingQuantity,
        now,
      ]),
    ),
  ]);
}

export type Backorder = { orderId: string; inventoryItemId: string; units: number; placedAt: string };

/** Replaces what orders wait for. */
export async function replaceBackorders(
  sql: Sql,
  shop: string,
  orderIds: readonly string[],
  backorders: readonly Backorder[],
) {
  if (orderIds.length === 0) return;
  const columns = ["shop", "order_id", "inventory_item_id", "units", "placed_at"];
  await Promise.all([
    sql.query("DELETE FROM backorder_lines WHERE shop = $1 AND order_id = ANY($2::bigint[])", [shop, [...orderIds]]),
    insertRows(
      sql,
      "backorder_lines",
      columns.map((name) => ({ name })),
      backorders.map((b) => [shop, b.orderId, b.inventoryItemId, b.units, b.placedAt]),
    ),
  ]);
}

/** An order's place among those that wait: the older come first. */
export type WaitingPlace = { placedAt: string; orderId: string };

/**
 * The oldest orders that wait for one of these items, in their order.
 *
 * @param afterByItem for each item behind whom to begin; null where nobody was asked yet
 */
export async function ordersWaitingFor(
  sql: Sql,
  shop: string,
  afterByItem: ReadonlyMap<string, WaitingPlace | null>,
  most: number,
): Promise<WaitingPlace[]> {
  if (afterByItem.size === 0) return [];
  const places = [...afterByItem.values()];
  const rows = await sql.query<{ orderId: string; placedAt: Date }>(
    `SELECT b.order_id AS "orderId", min(b.placed_at) AS "placedAt"
     FROM unnest($2::bigint[], $3::timestamptz[], $4::bigint[]) AS wanted (item, placed_at, order_id)
     JOIN backorder_lines b ON b.shop = $1 AND b.inventory_item_id = wanted.item
       AND (wanted.order_id IS NULL OR (b.placed_at, b.order_id) > (wanted.placed_at, wanted.order_id))
     GROUP BY b.order_id ORDER BY min(b.placed_at), b.order_id LIMIT $5`,
    [
      shop,
      [...afterByItem.keys()],
      places.map((place) => place?.placedAt ?? null),
      places.map((place) => place?.orderId ?? null),
      most,
    ],
  );
  return rows.map(({ orderId, placedAt }) => ({ orderId, placedAt: placedAt.toISOString() }));
}

/**
 * The newest orders that hold claims on a level, just as many as hold `units` together: those who came last give way when
 * there is less than was promised.
 */
export async function newestClaimants(
  sql: Sql,
  shop: string,
  level: { inventoryItemId: string; locationId: string },
  units: number,
): Promise<string[]> {
  const rows = await sql.query<{ orderId: string }>(
    `SELECT "orderId" FROM (
       SELECT a.order_id AS "orderId", sum(a.quantity) AS held,
         sum(sum(a.quantity)) OVER (ORDER BY o.created_at DESC, a.order_id DESC) AS together
       FROM allocations a JOIN orders o ON o.shop = a.shop AND o.id = a.order_id
       WHERE a.shop = $1 AND a.inventory_item_id = $2 AND a.location_id = $3
       GROUP BY a.order_id, o.created_at) AS claims
     WHERE together - held < $4`,
    [shop, level.inventoryItemId, level.locationId, units],
  );
  return rows.map((row) => row.orderId);
}

/** Opens a case where available is below zero, and closes the cases of levels that have recovered. */
export async function noteOversells(sql: Sql, shop: string, now: Date, levels: readonly Level[]) {
  const short = levels.filter((level) => level.isTracked && level.quantities.available < 0);
  const fine = levels.filter((level) => !level.isTracked || level.quantities.available >= 0);
  if (short.length > 0) {
    await insertRows(
      sql,
      "oversell_cases",
      ["shop", "inventory_item_id", "location_id", "units", "opened_at"].map((name) => ({ name })),
      short.map((level) => [shop, level.inventoryItemId, level.locationId, -level.quantities.available, now]),
      `ON CONFLICT (shop, inventory_item_id, location_id) WHERE closed_at IS NULL DO UPDATE SET units = excluded.units`,
    );
  }
  if (fine.length === 0) return;
  await sql.query(
    `UPDATE oversell_cases AS c SET closed_at = $2 FROM unnest($3::bigint[], $4::bigint[]) AS fine (item, location)
     WHERE c.shop = $1 AND c.closed_at IS NULL AND c.inventory_item_id = fine.item AND c.location_id = fine.location`,
    [shop, now, fine.map((level) => level.inventoryItemId), fine.map((level) => level.locationId)],
  );
}
