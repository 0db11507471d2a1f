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
  type KnownParcel,
  type Reconciliation,
} from "#app/db/reconcile-rows.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { Changed } from "#app/domain/changed.ts";
import { levelsReadMessages } from "#app/pipeline/own-messages.ts";
import type { AdminCall, AdminClient } from "#app/shopify/admin-client.ts";
import {
  changedOrdersCall,
  changedWorkCall,
  fetchParcels,
  parseChangedOrders,
  parseChangedWork,
  type ParcelTold,
  searchForChanges,
  type Stretch,
} from "#app/shopify/find-changed.ts";
import { levelsCall, parseLevels, type Page } from "#app/shopify/read-catalog.ts";
import { askPatiently } from "./ask-patiently.ts";

/** An answer, and when it was asked for. */
type Ask = (call: AdminCall) => Promise<{ data: unknown; readAt: string }>;

/** How often a shop is compared. What was lost is found within this time and the grace below. */
const RECONCILE_EVERY_MS = 5 * 60_000;
// Webhooks of the last minute are most likely under way; what is older and not here is late or lost.
const GRACE_MS = 60_000;
// Shopify's search sees a change a little after it happened, so that each stretch begins before the last one ended.
const OVERLAP_MS = 5 * 60_000;
// After a long pause a stretch is compared piece by piece, so that progress is kept when one piece fails.
const LONGEST_STRETCH_MS = 24 * 3_600_000;
// Orders whose parcels are compared in one go: about 1,000 points, a thirtieth of what Shopify gives back meanwhile.
const ORDERS_OF_PARCELS = 150;
// The next comparison is due by then, and the queue's expiry is far off.
const PATIENCE_MS = 4 * 60_000;
// Older orders an app may not read without being allowed to by Shopify (scope read_all_orders).
const READABLE_MS = 60 * 86_400_000;

/** Shops that were compared before this moment, or never, are due. */
export function reconciledBefore(now: Date): Date {
  return new Date(now.getTime() - RECONCILE_EVERY_MS);
}

/** What a comparison works with. */
export type ReconcileServices = {
  database: Database;
  admin: AdminClient;
  clock: () => Date;
  wait: (ms: number) => Promise<unknown>;
};

/**
 * Compares a shop with Shopify up to a minute ago, at most a day in one go. In a rush it waits for points, some minutes
 * altogether.
 *
 * @returns what was found, or null where there is nothing to compare: a shop that left, or one compared a moment ago.
 * @throws whatever `admin.call` throws; nothing is noted then, and the next time begins where this one began.
 */
export async function reconcileShop(services: ReconcileServices, shopId: string): Promise<Reconciliation | null> {
  const { database, clock } = services;
  const { progress, known } = await database.inShop(shopId, async (sql) => {
    await saveAttempt(sql, shopId, clock());
    return { progress: await loadProgress(sql, shopId), known: await loadShop(sql, shopId) };
  });
  const settledAt = clock().getTime() - GRACE_MS;
  if (!known || progress === null || progress.checkedTo.getTime() >= settledAt) return null;
  const begin = progress.checkedTo.getTime();
  const to = new Date(Math.min(settledAt, begin + LONGEST_STRETCH_MS));
  const stretch: Stretch = { from: new Date(begin - OVERLAP_MS), to };
  const ask = timedAsk(services, known.domain);
  const done = { seen: 0, missingOrders: 0, missingFulfillmentOrders: 0, missingLevels: 0 };

  for await (const rows of pagesOf(ask, (after) => changedOrdersCall(stretch, after), parseChangedOrders)) {
    done.seen += rows.length;
    done.missingOrders += await wantBehind(database, shopId, (sql) => findBehindOrders(sql, shopId, rows), clock());
  }
  for await (const rows of pagesOf(ask, (after) => changedWorkCall(stretch, after), parseChangedWork)) {
    done.seen += rows.length;
    done.missingFulfillmentOrders += await wantBehind(
      database,
      shopId,
      (sql) => findBehindWork(sql, shopId, rows),
      clock(),
    );
  }
  for (const { id } of known.locations) {
    const call = (after: string | null) => levelsCall(id, after, searchForChanges(stretch));
    for await (const rows of pagesOf(ask, call, (data, readAt) => parseLevels(data, id, readAt))) {
      done.seen += rows.length;
      done.missingLevels += await bookLevels(database, shopId, rows, clock());
    }
  }
  const parcels = await compareParcels(database, ask, shopId, progress.parcelsAfter, stretch, clock);
  const reconciliation = { ...done, ...parcels, checkedTo: to, checkedAt: clock() };
  await database.inShop(shopId, (sql) => saveReconciliation(sql, shopId, reconciliation));
  return reconciliation;
}

/** An answer that was waited for shows what was true when it was asked for last. */
function timedAsk({ admin, wait, clock }: ReconcileServices, domain: string): Ask {
  let readAt = "";
  const noting: AdminClient = {
    call: (...args) => {
      readAt = clock().toISOString();
      return admin.call(...args);
    },
  };
  const send = askPatiently({ admin: noting, wait }, domain, PATIENCE_MS);
  return async (call) => {
    const data = await send(call);
    return { data, readAt };
  };
}

async function* pagesOf<Row>(
  ask: Ask,
  call: (after: string | null) => AdminCall,
  parse: (data: unknown, readAt: string) => Page<Row>,
): AsyncGenerator<Row[]> {
  let after: string | null = null;
  do {
    const { data, readAt } = await ask(call(after));
    const page: Page<Row> = parse(data, readAt);
    if (page.rows.length > 0) yield page.rows;
    after = page.after;
  } while (after !== null);
}

/**
 * Parcels under way, in turn, and once more those that we have just heard have arrived: what carriers tell of them changes
 * neither their order nor its work, and no search finds it.
 */
async function compareParcels(
  database: Database,
  ask: Ask,
  shop: string,
  after: string,
  stretch: Stretch,
  clock: () => Date,
): Promise<Pick<Reconciliation, "missingParcels" | "parcelsAfter">> {
  const since = new Date(stretch.to.getTime() - READABLE_MS);
  const [underWay, arrived] = await database.inShop(shop, (sql) =>
    Promise.all([
      loadParcelsUnderWay(sql, shop, { after, since, most: ORDERS_OF_PARCELS }),
      loadParcelsArrived(sql, shop, { heardSince: stretch.from, since, most: ORDERS_OF_PARCELS }),
    ]),
  );
  const known = [...underWay.parcels, ...arrived];
  const send = async (call: AdminCall) => (await ask(call)).data;
  const told = await fetchParcels(
    send,
    known.map(({ id }) => id),
  );
  const toldById = new Map(told.map((parcel) => [parcel.id, parcel]));
  const behind: Changed[] = known.filter((parcel) => isBehind(parcel, toldById.get(parcel.id)));
  await database.inShop(shop, (sql) => wantWhole(sql, shop, behind, clock()));
  return { missingParcels: behind.length, parcelsAfter: underWay.after };
}

function isBehind(known: KnownParcel, told: ParcelTold | undefined): boolean {
  if (told === undefined) return false;
  if (told.updatedAt > known.updatedAt) return true;
  return !known.isImported && told.eventIds.some((id) => !known.eventIds.includes(id));
}

/** What is behind is read whole with its order, as if all its webhooks had been lost. */
function wantBehind(
  database: Database,
  shop: string,
  findBehind: (sql: Sql) => Promise<Changed[]>,
  now: Date,
): Promise<number> {
  return database.inShop(shop, async (sql) => {
    const behind = await findBehind(sql);
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
  shop: string,
  readings: readonly LevelObservation[],
  now: Date,
): Promise<number> {
  return database.inShop(shop, async (sql) => {
    const behind = await findBehindLevels(sql, shop, readings);
    await insertMessages(sql, levelsReadMessages(shop, "reconciled", behind, now));
    return behind.length;
  });
}
