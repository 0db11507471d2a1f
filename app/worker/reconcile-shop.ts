/**
 * Finds what webhooks lost. Shopify delivers at least once, but not always: an answer of ours may be lost eight times, or a
 * subscription fail. So every few minutes a shop is compared with what Shopify says has changed since the last time; what
 * we know as it was before is read and comes back through the inbox like any other snapshot.
 */
import { insertMessages } from "#app/db/inbox-writer.ts";
import { wantReads } from "#app/db/read-rows.ts";
import {
  findBehindLevels,
  findBehindOrders,
  findBehindWork,
  loadParcelsArrived,
  loadParcelsUnderWay,
  loadProgress,
  saveAttempt,
  saveReconciliation,
  type Changed,
  type KnownParcel,
  type Reconciliation,
} from "#app/db/reconcile-rows.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { AdminCall, AdminClient } from "#app/shopify/admin-client.ts";
import {
  changedOrdersCall,
  changedWorkCall,
  PARCELS_A_CALL,
  parcelsCall,
  parseChangedOrders,
  parseChangedWork,
  parseParcels,
  type ParcelTold,
  searchForChanges,
  type Stretch,
} from "#app/shopify/find-changed.ts";
import { chunksOf } from "#app/shopify/query-points.ts";
import { levelsCall, parseLevels, type Page } from "#app/shopify/read-catalog.ts";

type Shop = { id: string; domain: string };
type Ask = (call: AdminCall) => Promise<unknown>;

/** How often a shop is compared. What was lost is found within this time and the grace below. */
const RECONCILE_EVERY_MS = 5 * 60_000;
// Webhooks of the last minute are most likely under way; what is older and not here is late or lost.
const GRACE_MS = 60_000;
// Shopify's search sees a change a little after it happened, so that each stretch begins before the last one ended.
const OVERLAP_MS = 5 * 60_000;
// After a long pause a stretch is compared piece by piece, so that progress is kept when one piece fails.
const LONGEST_STRETCH_MS = 24 * 3_600_000;
const TIMER_LANE = 1;
// Orders whose parcels are compared in one go: about 1,000 points, a thirtieth of what Shopify gives back meanwhile.
const ORDERS_OF_PARCELS = 150;

/** Shops that were compared before this moment, or never, are due. */
export function reconciledBefore(now: Date): Date {
  return new Date(now.getTime() - RECONCILE_EVERY_MS);
}

/**
 * Compares a shop with Shopify up to a minute ago, at most a day in one go.
 *
 * @returns what was found, or null where there is nothing to compare: a shop that left, or one compared a moment ago.
 * @throws whatever `admin.call` throws; nothing is noted then, and the next time begins where this one began.
 */
export async function reconcileShop(
  database: Database,
  admin: AdminClient,
  shopId: string,
  clock: () => Date,
): Promise<Reconciliation | null> {
  const { progress, known } = await database.inShop(shopId, async (sql) => {
    await saveAttempt(sql, shopId, clock());
    return { progress: await loadProgress(sql, shopId), known: await loadShop(sql, shopId) };
  });
  const settledAt = clock().getTime() - GRACE_MS;
  if (!known || progress === null || progress.checkedTo.getTime() >= settledAt) return null;
  const begin = progress.checkedTo.getTime();
  const to = new Date(Math.min(settledAt, begin + LONGEST_STRETCH_MS));
  const stretch: Stretch = { from: new Date(begin - OVERLAP_MS), to };
  const shop = { id: shopId, domain: known.domain };
  const ask: Ask = (call) => admin.call(shop.domain, call);
  const done = { seen: 0, missingOrders: 0, missingFulfillmentOrders: 0, missingLevels: 0 };

  for await (const rows of pagesOf(ask, (after) => changedOrdersCall(stretch, after), parseChangedOrders)) {
    done.seen += rows.length;
    done.missingOrders += await wantOrders(database, shop, rows, clock());
  }
  for await (const rows of pagesOf(ask, (after) => changedWorkCall(stretch, after), parseChangedWork)) {
    done.seen += rows.length;
    done.missingFulfillmentOrders += await wantWork(database, shop, rows, clock());
  }
  for (const { id: locationId } of known.locations) {
    const call = (after: string | null) => levelsCall(locationId, after, searchForChanges(stretch));
    let readAt = clock();
    for await (const rows of pagesOf(ask, call, (data) => parseLevels(data, locationId))) {
      done.seen += rows.length;
      done.missingLevels += await bookLevels(database, shop, rows, readAt, clock());
      readAt = clock();
    }
  }
  const parcels = await compareParcels(
    database,
    ask,
    shop,
    { after: progress.parcelsAfter, since: stretch.from },
    clock,
  );
  const reconciliation = { ...done, ...parcels, checkedTo: to, checkedAt: clock() };
  await database.inShop(shop.id, (sql) => saveReconciliation(sql, shop.id, reconciliation));
  return reconciliation;
}

async function* pagesOf<Row>(
  ask: Ask,
  call: (after: string | null) => AdminCall,
  parse: (data: unknown) => Page<Row>,
): AsyncGenerator<Row[]> {
  let after: string | null = null;
  do {
    const page: Page<Row> = parse(await ask(call(after)));
    if (page.rows.length > 0) yield page.rows;
    after = page.after;
  } while (after !== null);
}

/**
 * Parcels under way, in turn, and once more those that have just arrived: what carriers tell of them changes neither
 * their order nor its work, and no search finds it.
 */
async function compareParcels(
  database: Database,
  ask: Ask,
  { id: shop }: Shop,
  { after, since }: { after: string; since: Date },
  clock: () => Date,
): Promise<Pick<Reconciliation, "missingParcels" | "parcelsAfter">> {
  const { underWay, arrived } = await database.inShop(shop, async (sql) => ({
    underWay: await loadParcelsUnderWay(sql, shop, after, ORDERS_OF_PARCELS),
    arrived: await loadParcelsArrived(sql, shop, since, ORDERS_OF_PARCELS),
  }));
  const behind: Changed[] = [];
  for (const chunk of chunksOf([...underWay, ...arrived], PARCELS_A_CALL)) {
    const told = parseParcels(await ask(parcelsCall(chunk.map(({ id }) => id))));
    const toldById = new Map(told.map((parcel) => [parcel.id, parcel]));
    behind.push(...chunk.filter((parcel) => isBehind(parcel, toldById.get(parcel.id))));
  }
  await database.inShop(shop, (sql) => wantWhole(sql, shop, behind, clock()));
  const isLast = new Set(underWay.map(({ orderId }) => orderId)).size < ORDERS_OF_PARCELS;
  return { missingParcels: behind.length, parcelsAfter: isLast ? "0" : underWay.at(-1)!.orderId };
}

function isBehind(known: KnownParcel, told: ParcelTold | undefined): boolean {
  if (told === undefined) return false;
  return told.updatedAt > known.updatedAt || told.eventIds.some((id) => !known.eventIds.includes(id));
}

/** Orders that are behind are read whole, as if all their webhooks had been lost. */
function wantOrders(database: Database, { id: shop }: Shop, changed: readonly Changed[], now: Date): Promise<number> {
  return database.inShop(shop, async (sql) => {
    const behind = await findBehindOrders(sql, shop, changed);
    await wantWhole(sql, shop, behind, now);
    return behind.length;
  });
}

/** Work that is behind is read with its order, which may itself be unknown. */
function wantWork(database: Database, { id: shop }: Shop, changed: readonly Changed[], now: Date): Promise<number> {
  return database.inShop(shop, async (sql) => {
    const behind = await findBehindWork(sql, shop, changed);
    await wantWhole(sql, shop, behind, now);
    return behind.length;
  });
}

function wantWhole(sql: Sql, shop: string, behind: readonly Changed[], now: Date): Promise<void> {
  const orderIds = [...new Set(behind.map(({ orderId }) => orderId))];
  return wantReads(
    sql,
    shop,
    now,
    orderIds.map((id) => ({ subject: "whole_order", id, dueAt: now })),
  );
}

/** Levels that are behind have been read already: the shop's one writer books them. */
function bookLevels(
  database: Database,
  { id: shop }: Shop,
  readings: readonly LevelObservation[],
  readAt: Date,
  now: Date,
): Promise<number> {
  return database.inShop(shop, async (sql) => {
    const behind = await findBehindLevels(sql, shop, readings);
    if (behind.length === 0) return 0;
    const first = `${behind[0]!.inventoryItemId}/${behind[0]!.locationId}`;
    const message = {
      shop,
      lane: TIMER_LANE,
      topic: "switchyard/levels_read",
      webhookId: `reconciled:${first}:${readAt.getTime()}`,
      eventId: null,
      apiVersion: null,
      triggeredAt: null,
      receivedAt: now,
      body: Buffer.from(JSON.stringify(behind.map((reading) => ({ ...reading, readAt: readAt.toISOString() })))),
    };
    await insertMessages(sql, [message]);
    return behind.length;
  });
}
