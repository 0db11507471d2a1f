import { saveVariants } from "#app/db/catalog-rows.ts";
import { insertMessages } from "#app/db/inbox-writer.ts";
import { saveCatalogRead, saveProfile } from "#app/db/shops/shop-lifecycle.ts";
import { saveLocation } from "#app/db/shop-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import { levelsReadMessages } from "#app/pipeline/own-messages.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { fetchProfile, levelsCall, parseLevels, parseVariants, variantsCall } from "#app/shopify/read-catalog.ts";

/**
 * Reads what a shop is: its profile, locations, variants and the levels of its stock. The catalogue is written at once;
 * levels are stock, so they go through the inbox as snapshots and the shop's one writer books them. Done again it
 * changes nothing but what has changed.
 */
export async function importCatalog(
  database: Database,
  admin: AdminClient,
  shop: { id: string; domain: string },
  clock: () => Date,
) {
  const profile = await fetchProfile((call) => admin.call(shop.domain, call));
  await database.inShop(shop.id, async (sql) => {
    await saveProfile(sql, shop.id, profile);
    for (const location of profile.locations) await saveLocation(sql, shop.id, location, null);
  });
  let after: string | null = null;
  do {
    const page = parseVariants(await admin.call(shop.domain, variantsCall(after)));
    if (page.rows.length > 0) await database.inShop(shop.id, (sql) => saveVariants(sql, shop.id, page.rows));
    after = page.after;
  } while (after !== null);
  for (const location of profile.locations) await importLevels(database, admin, shop, location.id, clock);
  await database.inShop(shop.id, (sql) => saveCatalogRead(sql, shop.id, clock()));
}

async function importLevels(
  database: Database,
  admin: AdminClient,
  shop: { id: string; domain: string },
  locationId: string,
  clock: () => Date,
) {
  let after: string | null = null;
  do {
    const readAt = clock().toISOString();
    const levels: { rows: LevelObservation[]; after: string | null } = parseLevels(
      await admin.call(shop.domain, levelsCall(locationId, after)),
      locationId,
      readAt,
    );
    const messages = levelsReadMessages(shop.id, "catalog", levels.rows, clock());
    await database.inShop(shop.id, (sql) => insertMessages(sql, messages));
    after = levels.after;
  } while (after !== null);
}
