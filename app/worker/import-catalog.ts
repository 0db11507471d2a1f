/**
 * Reads what a shop is: its profile, locations, variants and the levels of its stock. The catalogue is written at once;
 * levels are stock, so they go through the inbox as snapshots and the shop's one writer books them.
 *
 * It is read in stretches, within the turns of the shop, page by page. Each page is written together with the cursor behind
 * it (catalog_imports), so that whoever comes next goes on there: a lost answer, a call that has to wait for points, or a
 * worker that was killed cost one page, however large the catalogue is.
 */
import { saveVariants } from "#app/db/catalog-rows.ts";
import { insertMessages } from "#app/db/inbox-writer.ts";
import {
  findLocationAfter,
  holdCatalogImport,
  openCatalogImport,
  saveCatalogPlace,
  saveCatalogRead,
  saveCatalogTrouble,
  type CatalogImport,
  type CatalogPlace,
} from "#app/db/shops/catalog-import-rows.ts";
import { saveProfile } from "#app/db/shops/shop-lifecycle.ts";
import { saveLocation } from "#app/db/shop-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import { levelsReadMessages } from "#app/pipeline/own-messages.ts";
import type { AdminClient, Send } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { UnreadableAnswer } from "#app/shopify/answer-values.ts";
import { fetchProfile, levelsCall, parseLevels, parseVariants, variantsCall } from "#app/shopify/read-catalog.ts";

// As long as a turn: other shops wait for the worker as well. A call more still ends long before the bell's job expires.
const STRETCH_MS = 2_000;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** One answer, read: writes it and says what is read next, null at the end. */
type Reading = (sql: Sql) => Promise<CatalogPlace | null>;

/**
 * Reads a stretch of the catalogue of a shop that was installed (again) since it was last read.
 *
 * @returns "more" when the shop's next turn is to come at once, to read on or to decide what has waited; "rest" when
 * Shopify does not answer now: what was read is kept.
 */
export async function importCatalog(
  database: Database,
  admin: AdminClient,
  shop: { id: string; domain: string },
  clock: () => Date,
): Promise<"more" | "rest"> {
  const until = clock().getTime() + STRETCH_MS;
  const send: Send = (call) => admin.call(shop.domain, call);
  do {
    const known = await database.inShop(shop.id, (sql) => openCatalogImport(sql, shop.id));
    if (known === null) return "more";
    if (known.tryAgainAt !== null && known.tryAgainAt > clock()) return "rest";
    try {
      const reading = await readNext(send, shop.id, known, clock);
      await write(database, shop.id, known, reading, clock);
    } catch (error) {
      if ([Throttled, NotSent, AnswerLost, ShopSilent, TokenRefused].some((kind) => error instanceof kind))
        return "rest";
      if (![CallRefused, UnreadableAnswer].some((kind) => error instanceof kind)) throw error;
      await noteTrouble(database, shop.id, known, (error as Error).message, clock());
      return "rest";
    }
  } while (clock().getTime() < until);
  return "more";
}

async function readNext(send: Send, shop: string, known: CatalogImport, clock: () => Date): Promise<Reading> {
  switch (known.part) {
    case "profile":
      return readProfile(send, shop);
    case "variants":
      return readVariants(send, shop, known.after);
    case "levels":
      return readLevels(send, shop, known.locationId!, known.after, clock);
  }
}

async function readProfile(send: Send, shop: string): Promise<Reading> {
  const profile = await fetchProfile(send);
  return async (sql) => {
    await saveProfile(sql, shop, profile);
    for (const location of profile.locations) await saveLocation(sql, shop, location, null);
    return { part: "variants", locationId: null, after: null };
  };
}

async function readVariants(send: Send, shop: string, from: string | null): Promise<Reading> {
  const { rows, after } = parseVariants(await send(variantsCall(from)));
  return async (sql) => {
    if (rows.length > 0) await saveVariants(sql, shop, rows);
    return after === null ? levelsBehind(sql, shop, null) : { part: "variants", locationId: null, after };
  };
}

async function readLevels(
  send: Send,
  shop: string,
  locationId: string,
  from: string | null,
  clock: () => Date,
): Promise<Reading> {
  const readAt = clock().toISOString();
  const { rows, after } = parseLevels(await send(levelsCall(locationId, from)), locationId, readAt);
  return async (sql) => {
    await insertMessages(sql, levelsReadMessages(shop, "catalog", rows, clock()));
    return after === null ? levelsBehind(sql, shop, locationId) : { part: "levels", locationId, after };
  };
}

/** The first page of the levels of the location behind this one; null behind the last. */
async function levelsBehind(sql: Sql, shop: string, locationId: string | null): Promise<CatalogPlace | null> {
  const next = await findLocationAfter(sql, shop, locationId);
  return next === null ? null : { part: "levels", locationId: next, after: null };
}

/** What was read in vain is dropped: a twin was faster, or it is of a shop that has left meanwhile. */
function write(
  database: Database,
  shop: string,
  known: CatalogImport,
  reading: Reading,
  clock: () => Date,
): Promise<void> {
  return database.inShop(shop, async (sql) => {
    if (!(await holdCatalogImport(sql, shop, known))) return;
    const next = await reading(sql);
    await (next === null ? saveCatalogRead(sql, shop, clock()) : saveCatalogPlace(sql, shop, next));
  });
}

function noteTrouble(database: Database, shop: string, known: CatalogImport, reason: string, now: Date): Promise<void> {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** known.failures);
  const tryAgainAt = new Date(now.getTime() + pauseMs);
  return database.inShop(shop, async (sql) => {
    if (await holdCatalogImport(sql, shop, known)) await saveCatalogTrouble(sql, shop, { reason, tryAgainAt });
  });
}
