/**
 * What a batch wished to be read is fetched here, outside any lock, many objects in one call, and comes back through the
 * inbox as snapshots. A wish is forgotten in the transaction that stores its answer, unless it was wished again while
 * the call was under way.
 */
import { insertMessages, type IncomingMessage } from "#app/db/inbox-writer.ts";
import { recordedOrders } from "#app/db/order-rows.ts";
import { dueReads, forgetReads, putOffReads, wantReads, type WantedRead } from "#app/db/read-rows.ts";
import { saveReadLocations } from "#app/db/shop-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import type { OrderRead, ReadSubject } from "#app/domain/orders/change.ts";
import type { AdminCall, AdminClient } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { UnreadableAnswer } from "#app/shopify/answer-values.ts";
import { fetchLevels, fetchOrders, fetchWholeOrders } from "#app/shopify/fetch-orders.ts";
import { locationsCall, parseLocations } from "#app/shopify/read-locations.ts";
import { ordersOfWorkCall, parseOrdersOfWork } from "#app/shopify/read-orders.ts";
import { levelsReadMessages, ownMessage } from "./own-messages.ts";

type Shop = { id: string; domain: string };
export type ReadResult = { answered: number };

// In the order in which one leads to the next: a fulfillment order to its order, an order to its levels.
const SUBJECTS: readonly ReadSubject[] = ["fulfillment_order", "whole_order", "order", "inventory_level", "location"];
const MOST_BY_SUBJECT: Readonly<Record<ReadSubject, number>> = {
  fulfillment_order: 50,
  whole_order: 10,
  order: 50,
  inventory_level: 50,
  location: 50,
};
// A shop in a rush has hundreds of orders to read: that many calls follow each other before the next batch, which takes about
// as long as they do, and a person's click waits no longer than that.
const MOST_ROUNDS = 4;
const LONGEST_PUT_OFF_MS = 5 * 60_000;
// The shop's calls pause by themselves when this goes on (shopify/with-pauses.ts).
const PUT_OFF_MS = 1_000;
// One object that cannot be read fails the call of all it is read with: what has failed so often is read alone.
const ALONE_AFTER_FAILURES = 3;

/** Fetches what is due for a shop, each call's answers stored before the next; what is left over comes with the next turn. */
export async function fetchReads(
  database: Database,
  admin: AdminClient,
  shop: Shop,
  clock: () => Date,
): Promise<ReadResult> {
  let answered = 0;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const fetched = await fetchRound(database, admin, shop, clock);
    answered += fetched.answered;
    if (!fetched.isMoreDue) break;
  }
  return { answered };
}

/** At most one call's worth of each subject. */
async function fetchRound(
  database: Database,
  admin: AdminClient,
  shop: Shop,
  clock: () => Date,
): Promise<ReadResult & { isMoreDue: boolean }> {
  const load = () => database.inShopAtOnce(shop.id, (sql) => dueReads(sql, shop.id, clock(), MOST_BY_SUBJECT));
  let due = await load();
  let answered = 0;
  let isMoreDue = false;
  for (const subject of SUBJECTS) {
    const reads = chooseReads(due.filter((read) => read.subject === subject));
    if (reads.length === 0) continue;
    try {
      await fetchSubject(database, admin, shop, subject, reads, clock);
      answered += reads.length;
    } catch (error) {
      if (!isExpected(error)) throw error;
      await putOff(database, shop, reads, error as Error, clock());
      return { answered, isMoreDue: false };
    }
    isMoreDue ||= reads.length === MOST_BY_SUBJECT[subject];
    // Its answer names the orders that are to be read now.
    if (subject === "fulfillment_order") due = await load();
  }
  return { answered, isMoreDue };
}

/** What is read in one call: all that have not failed often, else one of those that have. */
function chooseReads(due: readonly WantedRead[]): readonly WantedRead[] {
  const innocent = due.filter((read) => read.attempts < ALONE_AFTER_FAILURES);
  return innocent.length > 0 ? innocent : due.slice(0, 1);
}

function isExpected(error: unknown): boolean {
  return [AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused, UnreadableAnswer].some(
    (kind) => error instanceof kind,
  );
}

async function putOff(database: Database, shop: Shop, reads: readonly WantedRead[], error: Error, now: Date) {
  const isOfReads = [AnswerLost, CallRefused, UnreadableAnswer].some((kind) => error instanceof kind);
  const attempts = Math.max(...reads.map((read) => read.attempts));
  const patienceMs = isOfReads ? Math.min(LONGEST_PUT_OFF_MS, 500 * 2 ** attempts) : PUT_OFF_MS;
  const isTold = error instanceof Throttled || error instanceof ShopSilent;
  const dueAt = new Date(now.getTime() + (isTold ? error.retryAfterMs : patienceMs));
  await database.inShop(shop.id, (sql) =>
    putOffReads(sql, shop.id, reads, { dueAt, reason: error.message, isFailure: isOfReads }),
  );
}

async function fetchSubject(
  database: Database,
  admin: AdminClient,
  shop: Shop,
  subject: ReadSubject,
  reads: readonly WantedRead[],
  clock: () => Date,
) {
  const ids = reads.map((read) => read.objectId);
  // Taken before the call: the answer shows at least what was true then.
  const readAt = clock();
  const ask = (call: AdminCall) => admin.call(shop.domain, call);
  const store = (work: (sql: Sql) => Promise<void>) =>
    database.inShop(shop.id, async (sql) => {
      await Promise.all([work(sql), forgetReads(sql, shop.id, reads)]);
    });
  switch (subject) {
    case "order":
    case "whole_order": {
      const fetchThem = subject === "order" ? fetchOrders : fetchWholeOrders;
      const { reads: orders } = await fetchThem(ask, ids, clock);
      return store((sql) =>
        insertMessages(
          sql,
          orders.map((order) => orderMessage(shop, order, readAt, clock())),
        ),
      );
    }
    case "inventory_level": {
      const levels = await fetchLevels(ask, ids.map(levelOf), clock);
      return store((sql) => insertMessages(sql, levelsReadMessages(shop.id, "read:levels", levels, clock())));
    }
    case "fulfillment_order": {
      const owners = [...new Set(parseOrdersOfWork(await ask(ordersOfWorkCall(ids))).values())];
      return store(async (sql) => {
        const recorded = await recordedOrders(sql, shop.id, owners);
        // What we have of an order needs its work alone, which is read with that of others at a tenth of the points.
        const subjectOf = (id: string): ReadSubject => (recorded.has(id) ? "order" : "whole_order");
        const wishes = owners.map((id) => ({ subject: subjectOf(id), id, dueAt: readAt }));
        await wantReads(sql, shop.id, readAt, wishes);
      });
    }
    case "location": {
      const locations = parseLocations(await ask(locationsCall(ids)));
      return store((sql) => saveReadLocations(sql, shop.id, locations));
    }
  }
}

function levelOf(id: string): { inventoryItemId: string; locationId: string } {
  const [inventoryItemId, locationId] = id.split("/");
  return { inventoryItemId: inventoryItemId!, locationId: locationId! };
}

function orderMessage(shop: Shop, read: OrderRead, readAt: Date, now: Date): IncomingMessage {
  const webhookId = `read:order:${read.orderId}:${readAt.getTime()}`;
  return ownMessage(shop.id, now, { topic: "switchyard/order_read", webhookId, body: read });
}
