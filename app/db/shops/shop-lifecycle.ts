import type { ShopState } from "#app/db/shop-rows.ts";
import type { Sql } from "#app/db/sql.ts";

export async function saveShop(
  sql: Sql,
  shop: string,
  profile: { name: string; currency: string; countryCode: string; timeZone: string | null; updatedAt: string | null },
) {
  await sql.query(
    `UPDATE shops SET name = $2, currency = $3, country_code = $4, time_zone = coalesce($5, time_zone), updated_at = $6
     WHERE id = $1 AND (updated_at IS NULL OR $6::timestamptz IS NULL OR updated_at <= $6)`,
    [shop, profile.name, profile.currency, profile.countryCode, profile.timeZone, profile.updatedAt],
  );
}

export async function saveScopes(sql: Sql, shop: string, scopes: readonly string[]) {
  await sql.query("UPDATE shops SET scopes = $2 WHERE id = $1", [shop, [...scopes]]);
}

/**
 * The merchant removed the app: its tokens are dead and go, every capability falls back to Watch, and what was still to
 * be sent is given up. A notice that was on its way when the merchant installed again changes nothing.
 */
export async function closeShop(sql: Sql, shop: ShopState, uninstalledAt: Date, now: Date) {
  const closed = await sql.query(
    "UPDATE shops SET status = 'uninstalled', uninstalled_at = $2 WHERE id = $1 AND installed_at <= $2 RETURNING id",
    [shop.id, uninstalledAt],
  );
  if (closed.length === 0) return;
  await sql.query("DELETE FROM session WHERE shop = $1", [shop.domain]);
  await sql.query(
    "UPDATE capabilities SET mode = 'watch', changed_at = $2, changed_by = 'uninstallation' WHERE shop = $1 AND mode <> 'off'",
    [shop.id, now],
  );
  await sql.query(
    `UPDATE outbox_messages SET state = 'obsolete', reason = 'The app was uninstalled.', settled_at = $2
     WHERE shop = $1 AND state IN ('waiting', 'sending', 'suggested', 'needs_person')`,
    [shop.id, now],
  );
  await sql.query("DELETE FROM wanted_reads WHERE shop = $1", [shop.id]);
  await sql.query("DELETE FROM silences WHERE shop = $1", [shop.id]);
}

// Everything of a shop but its number series (a reinstall continues them) and the message that orders the erasure.
const ERASED = [
  "action_log",
  "allocations",
  "backorder_lines",
  "decisions",
  "document_files",
  "documents",
  "fulfillment_orders",
  "history_findings",
  "history_imports",
  "inventory_levels",
  "ledger_entries",
  "locations",
  "notices",
  "orders",
  "outbox_messages",
  "oversell_cases",
  "people",
  "silences",
  "timeline_entries",
  "variants",
  "wanted_reads",
];

/** Shopify asks, 48 hours after a shop left, to forget it (topic shop/redact). */
export async function eraseShop(sql: Sql, { id: shop, domain }: Pick<ShopState, "id" | "domain">) {
  await sql.query("DELETE FROM session WHERE shop = $1", [domain]);
  for (const table of ERASED) await sql.query(`DELETE FROM ${table} WHERE shop = $1`, [shop]);
  await sql.query("DELETE FROM inbox_messages WHERE shop = $1 AND state <> 'waiting'", [shop]);
  await sql.query("UPDATE inbox_messages SET body = '' WHERE shop = $1", [shop]);
  await sql.query("UPDATE shops SET name = '', settings = '{}', default_role = 'viewer' WHERE id = $1", [shop]);
}

/** What the platform says of the shop when its catalogue is read. */
export async function saveProfile(
  sql: Sql,
  shop: string,
  profile: { name: string; currency: string; countryCode: string; timeZone: string; scopes: readonly string[] },
) {
  await sql.query(
    "UPDATE shops SET name = $2, currency = $3, country_code = $4, time_zone = $5, scopes = $6 WHERE id = $1",
    [shop, profile.name, profile.currency, profile.countryCode, profile.timeZone, [...profile.scopes]],
  );
}

/** The catalogue was read whole. */
export async function saveCatalogRead(sql: Sql, shop: string, readAt: Date) {
  await sql.query("UPDATE shops SET catalog_read_at = $2 WHERE id = $1", [shop, readAt]);
}
