import type { Capability } from "#app/domain/settings.ts";
import type { OutboxState } from "#app/db/outbox-rows.ts";
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

/** What is given up when the app is removed: nobody can send it any more. */
export const GIVEN_UP_STATES: readonly OutboxState[] = ["waiting", "sending", "suggested", "needs_person"];

/**
 * The merchant removed the app: its tokens are dead and go, every capability falls back to Watch, and what was still to
 * be sent is given up. A farewell that was on its way when the merchant installed again changes nothing; one of a shop
 * that came back before we heard of it leaves the shop open, and takes back what nobody has set since.
 *
 * @returns the capabilities that were taken back to Watch.
 */
export async function closeShop(
  sql: Sql,
  shop: ShopState,
  uninstalledAt: Date,
  now: Date,
): Promise<readonly Capability[]> {
  const isClosed = await hasChanged(
    sql,
    `UPDATE shops SET status = 'uninstalled', uninstalled_at = $2
     WHERE id = $1 AND greatest(installed_at, authorized_at) <= $2 RETURNING id`,
    [shop.id, uninstalledAt],
  );
  // A token that was given since proves that the app was installed anew: what is known is read again from then on.
  const isBack =
    !isClosed &&
    (await hasChanged(
      sql,
      "UPDATE shops SET installed_at = authorized_at WHERE id = $1 AND installed_at <= $2 RETURNING id",
      [shop.id, uninstalledAt],
    ));
  if (!isClosed && !isBack) return [];
  if (isClosed) {
    await sql.query("DELETE FROM session WHERE shop = $1", [shop.domain]);
    await sql.query("DELETE FROM wanted_reads WHERE shop = $1", [shop.id]);
    await sql.query("DELETE FROM silences WHERE shop = $1", [shop.id]);
    await sql.query("DELETE FROM catalog_imports WHERE shop = $1", [shop.id]);
  }
  return tame(sql, shop.id, isClosed ? null : uninstalledAt, now);
}

async function hasChanged(sql: Sql, statement: string, values: unknown[]): Promise<boolean> {
  return (await sql.query(statement, values)).length > 0;
}

/** Takes back to Watch what was set until a moment, or all, and gives up what it has queued. */
async function tame(sql: Sql, shop: string, setUntil: Date | null, now: Date): Promise<readonly Capability[]> {
  const rows = await sql.query<{ capability: Capability }>(
    "SELECT capability FROM capabilities WHERE shop = $1 AND ($2::timestamptz IS NULL OR changed_at <= $2)",
    [shop, setUntil],
  );
  const tamed = rows.map(({ capability }) => capability);
  await sql.query(
    `UPDATE capabilities SET mode = 'watch', changed_at = $2, changed_by = 'uninstallation'
     WHERE shop = $1 AND mode <> 'off' AND capability = ANY ($3)`,
    [shop, now, tamed],
  );
  await sql.query(
    `UPDATE outbox_messages SET state = 'obsolete', reason = 'The app was uninstalled.', settled_at = $2
     WHERE shop = $1 AND state = ANY ($3) AND capability = ANY ($4)`,
    [shop, now, GIVEN_UP_STATES, tamed],
  );
  return tamed;
}

// Everything of a shop but its number series (a reinstall continues them) and the message that orders the erasure.
const ERASED = [
  "action_log",
  "allocations",
  "backorder_lines",
  "catalog_imports",
  "decision_grounds",
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
  "rate_cards",
  "route_choices",
  "routing_policies",
  "silences",
  "timeline_entries",
  "variants",
  "wanted_reads",
];

// Shopify asks so long after the merchant removed the app (Shopify: privacy law compliance, shop/redact).
const ASKED_AFTER_MS = 48 * 3_600_000;
// How exactly it keeps to that it does not say. What is heard of a shop so shortly before is no farewell.
const HEARD_WITHIN_MS = 24 * 3_600_000;
const FAREWELLS = ["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"];

/**
 * Shopify asks to forget a shop that left (topic shop/redact). Whoever installed the app again meanwhile has what is kept
 * of the shop in use: it is not erased then, and the log says so. A shop that left without our being told leaves now.
 *
 * @param askedAt when Shopify asked, by its own word.
 * @returns whether the shop was erased.
 */
export async function redactShop(sql: Sql, shop: ShopState, askedAt: Date, now: Date): Promise<boolean> {
  const leftAt = new Date(askedAt.getTime() - ASKED_AFTER_MS);
  const heardSince = new Date(askedAt.getTime() - HEARD_WITHIN_MS);
  // Locked, so that a merchant who comes back at this very moment comes back to an empty shop or to a whole one. Read
  // anew, because the shop may have left in this very batch.
  const [row] = await sql.query<{ status: string; installedAt: Date; isHeardOf: boolean }>(
    `SELECT status, greatest(installed_at, authorized_at) AS "installedAt",
       EXISTS (SELECT FROM people WHERE shop = $1 AND last_seen_at > $2)
       OR EXISTS (SELECT FROM inbox_messages WHERE shop = $1 AND triggered_at > $2 AND NOT topic = ANY ($3)) AS "isHeardOf"
     FROM shops WHERE id = $1 FOR UPDATE`,
    [shop.id, heardSince, FAREWELLS],
  );
  const isInstalled = row?.status === "installed";
  if (isInstalled && (row.installedAt > leftAt || row.isHeardOf)) {
    await sql.query(
      `INSERT INTO action_log (shop, at, person, action, subject, details) VALUES ($1, $2, 'Shopify', 'keep_shop',
         'Nothing was erased, because Switchyard was installed again after it had been removed.', $3)`,
      [shop.id, now, JSON.stringify({ askedAt, installedAt: row.installedAt })],
    );
    return false;
  }
  if (isInstalled) await closeShop(sql, shop, leftAt, now);
  await eraseShop(sql, shop, now);
  return true;
}

async function eraseShop(sql: Sql, { id: shop, domain }: Pick<ShopState, "id" | "domain">, now: Date) {
  await sql.query("DELETE FROM session WHERE shop = $1", [domain]);
  for (const table of ERASED) await sql.query(`DELETE FROM ${table} WHERE shop = $1`, [shop]);
  await sql.query("DELETE FROM inbox_messages WHERE shop = $1 AND state <> 'waiting'", [shop]);
  // Those of this batch are settled with it; what waits behind it has nothing left to say, and nobody is to look at it.
  await sql.query(
    `UPDATE inbox_messages SET body = '', state = 'ignored', reason = 'Shopify asked to forget the shop.', settled_at = $2
     WHERE shop = $1`,
    [shop, now],
  );
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
