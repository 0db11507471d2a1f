import type { Sql } from "#app/db/sql.ts";

/** What is read next: the profile with the locations, then the pages of variants, then those of each location's levels. */
export type CatalogPlace = {
  part: "profile" | "variants" | "levels";
  /** The location whose levels are read; null in the other parts. */
  locationId: string | null;
  /** The cursor behind the last page that was kept; null before the first. */
  after: string | null;
};

/** How far the catalogue of a shop was read. */
export type CatalogImport = CatalogPlace & {
  /** The installation it is read for. */
  installedAt: Date;
  /** How often in a row the next answer was refused or could not be read, and when it is asked for again. */
  failures: number;
  tryAgainAt: Date | null;
};

const IS_WANTED = `s.status = 'installed' AND (s.catalog_read_at IS NULL OR s.catalog_read_at < s.installed_at)`;

/**
 * Where the reading of a shop's catalogue stands; begun here for a shop that was installed (again) since it was last read.
 *
 * @returns null where there is nothing to read: the catalogue is there, or the shop has left.
 */
export async function openCatalogImport(sql: Sql, shop: string): Promise<CatalogImport | null> {
  await sql.query(
    `INSERT INTO catalog_imports AS c (shop, installed_at) SELECT s.id, s.installed_at FROM shops s WHERE s.id = $1 AND ${IS_WANTED}
     ON CONFLICT (shop) DO UPDATE SET installed_at = excluded.installed_at, part = 'profile', location_id = NULL,
       after = NULL, failures = 0, try_again_at = NULL, reason = NULL
     WHERE c.installed_at <> excluded.installed_at`,
    [shop],
  );
  const [row] = await sql.query<CatalogImport>(
    `SELECT c.installed_at AS "installedAt", c.part, c.location_id AS "locationId", c.after, c.failures,
       c.try_again_at AS "tryAgainAt"
     FROM catalog_imports c JOIN shops s ON s.id = c.shop AND s.installed_at = c.installed_at
     WHERE c.shop = $1 AND ${IS_WANTED}`,
    [shop],
  );
  return row ?? null;
}

/**
 * Takes hold of an import for the rest of the transaction, in which what was read at its place is written.
 *
 * @returns false when that must not be: a twin has written it, or the shop has left, or left and come back.
 */
export async function holdCatalogImport(sql: Sql, shop: string, known: CatalogImport): Promise<boolean> {
  // The shop's row comes first, as it does for whoever closes or erases the shop.
  const [installed] = await sql.query(
    "SELECT id FROM shops WHERE id = $1 AND status = 'installed' AND installed_at = $2 FOR NO KEY UPDATE",
    [shop, known.installedAt],
  );
  if (!installed) return false;
  const [held] = await sql.query(
    `SELECT shop FROM catalog_imports WHERE shop = $1 AND installed_at = $2 AND part = $3
       AND location_id IS NOT DISTINCT FROM $4::bigint AND after IS NOT DISTINCT FROM $5::text FOR UPDATE`,
    [shop, known.installedAt, known.part, known.locationId, known.after],
  );
  return held !== undefined;
}

/** Moves an import that is held on to its next place. */
export async function saveCatalogPlace(sql: Sql, shop: string, { part, locationId, after }: CatalogPlace) {
  await sql.query(
    `UPDATE catalog_imports SET part = $2, location_id = $3, after = $4, failures = 0, try_again_at = NULL, reason = NULL
     WHERE shop = $1`,
    [shop, part, locationId, after],
  );
}

/** Ends an import that is held: the catalogue was read whole. */
export async function saveCatalogRead(sql: Sql, shop: string, readAt: Date): Promise<void> {
  await sql.query("DELETE FROM catalog_imports WHERE shop = $1", [shop]);
  // The installation may bear the time of another clock, a little ahead of ours.
  await sql.query("UPDATE shops SET catalog_read_at = greatest($2, installed_at) WHERE id = $1", [shop, readAt]);
}

/**
 * Notes why an import that is held does not come on, and when it is tried again: from the first page of the list, because
 * the place in it may be what is refused.
 */
export async function saveCatalogTrouble(
  sql: Sql,
  shop: string,
  { reason, tryAgainAt }: { reason: string; tryAgainAt: Date },
): Promise<void> {
  await sql.query(
    `UPDATE catalog_imports SET failures = failures + 1, reason = $2, try_again_at = $3, after = NULL WHERE shop = $1`,
    [shop, reason, tryAgainAt],
  );
}

/** The location that comes behind another one, or the first: where goods may be sent from. Null behind the last. */
export async function findLocationAfter(sql: Sql, shop: string, locationId: string | null): Promise<string | null> {
  const [row] = await sql.query<{ id: string | null }>(
    "SELECT min(id) AS id FROM locations WHERE shop = $1 AND is_active AND id > $2",
    [shop, locationId ?? "0"],
  );
  return row!.id;
}
