import type { SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import type { RateCards } from "#app/domain/routing/prices/rate-card.ts";
import {
  CAPABILITIES,
  type Capability,
  type CapabilitySetting,
  type Mode,
  type ShopSettings,
} from "#app/domain/settings.ts";
import { loadRateCards } from "./shops/rate-card-rows.ts";
import type { Sql } from "./sql.ts";

/** A shop as a batch sees it. */
export type ShopState = {
  id: string;
  domain: string;
  status: string;
  scopes: string[];
  /** When locations, variants and levels were last read whole; null for a shop that was just installed. */
  catalogReadAt: Date | null;
  /** When the app was installed, most recently. */
  installedAt: Date;
  settings: ShopSettings;
  locations: LocationFacts[];
  rateCards: RateCards;
};

type ShopRow = {
  domain: string;
  name: string;
  status: string;
  scopes: string[];
  catalogReadAt: Date | null;
  installedAt: Date;
  currency: string;
  countryCode: string;
  timeZone: string;
  settings: Partial<ShopSettings>;
  /** The newest version of the routing policy; null where nobody has saved one. */
  routing: SavedPolicy | null;
};

type CapabilityRow = { capability: Capability; mode: Mode; goLiveAt: Date | null; hourlyLimit: number };

/** The shop with its settings, modes, locations and rate cards. */
export async function loadShop(sql: Sql, shop: string): Promise<ShopState | undefined> {
  const [[row], capabilities, locations, rateCards] = await Promise.all([
    sql.query<ShopRow>(
      `SELECT domain, name, status, scopes, currency, country_code AS "countryCode", time_zone AS "timeZone", settings,
         catalog_read_at AS "catalogReadAt", installed_at AS "installedAt",
         (SELECT policy || jsonb_build_object('version', version) FROM routing_policies WHERE shop = $1
          ORDER BY version DESC LIMIT 1) AS routing
       FROM shops WHERE id = $1`,
      [shop],
    ),
    sql.query<CapabilityRow>(
      `SELECT capability, mode, go_live_at AS "goLiveAt", hourly_limit AS "hourlyLimit" FROM capabilities WHERE shop = $1`,
      [shop],
    ),
    sql.query<{ facts: LocationFacts; priority: number; isActive: boolean }>(
      `SELECT facts, priority, is_active AS "isActive" FROM locations WHERE shop = $1 ORDER BY id`,
      [shop],
    ),
    loadRateCards(sql, shop),
  ]);
  if (!row) return undefined;
  return {
    id: shop,
    domain: row.domain,
    status: row.status,
    scopes: row.scopes,
    catalogReadAt: row.catalogReadAt,
    installedAt: row.installedAt,
    settings: settingsOf(row, capabilities),
    locations: locations.map(({ facts, priority, isActive }) => ({ ...facts, priority, isActive })),
    rateCards: rateCards ?? { version: 0, cards: [] },
  };
}

/** Fills what a merchant has not set with the defaults every page shows too. */
export function settingsOf(
  row: Omit<ShopRow, "domain" | "status" | "scopes" | "catalogReadAt" | "installedAt">,
  capabilities: readonly CapabilityRow[],
): ShopSettings {
  const found = new Map(capabilities.map((capability) => [capability.capability, capability]));
  const setting = (capability: Capability): CapabilitySetting => {
    const known = found.get(capability);
    return {
      capability,
      mode: known?.mode ?? "watch",
      goLiveAt: known?.goLiveAt?.toISOString() ?? null,
      hourlyLimit: known?.hourlyLimit ?? 500,
    };
  };
  return {
    duplicateWindowMinutes: 60,
    holdRiskLevel: "HIGH",
    allowedBorderCrossings: [],
    invoiceSeriesPrefix: "INV",
    seller: { name: row.name, address1: "", zip: "", city: "", countryCode: row.countryCode, vatId: null },
    ...row.settings,
    routing: row.routing,
    shopCountryCode: row.countryCode,
    shopCurrency: row.currency,
    timeZone: row.timeZone,
    capabilities: Object.fromEntries(CAPABILITIES.map((name) => [name, setting(name)])) as ShopSettings["capabilities"],
  };
}

/** Writes a location as the platform describes it; an older description than the known one changes nothing, one read just now (no time) wins. */
export async function saveLocation(sql: Sql, shop: string, location: LocationFacts, updatedAt: string | null) {
  await sql.query(
    `INSERT INTO locations (shop, id, name, facts, is_active, priority, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (shop, id) DO UPDATE SET name = excluded.name, facts = excluded.facts, is_active = excluded.is_active,
       updated_at = coalesce(excluded.updated_at, locations.updated_at)
     WHERE excluded.updated_at IS NULL OR locations.updated_at IS NULL OR excluded.updated_at >= locations.updated_at`,
    [shop, location.id, location.name, JSON.stringify(location), location.isActive, location.priority, updatedAt],
  );
}

/** Writes what a read shows of locations; their priority is the merchant's and stays. */
export async function saveReadLocations(sql: Sql, shop: string, locations: readonly Omit<LocationFacts, "priority">[]) {
  for (const location of locations) await saveLocation(sql, shop, { ...location, priority: 0 }, null);
}

/** A deleted location stays known by name, and nothing is routed to it any more. */
export async function closeLocation(sql: Sql, shop: string, locationId: string) {
  await sql.query("UPDATE locations SET is_active = false WHERE shop = $1 AND id = $2", [shop, locationId]);
}
