import { forShop } from "#app/db.server.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import {
  policyOf,
  savedDefaults,
  type RoutingPolicy,
  type SavedPolicy,
} from "#app/domain/routing/prices/routing-policy.ts";
import { sayPolicyChanges } from "#app/domain/routing/prices/say-policy-changes.ts";
import { savedPolicyOf } from "#app/queries/read-settings.ts";

export type PolicyVersion = {
  version: number;
  savedAt: string;
  savedBy: string;
  why: string;
  /** What differs from the version before it, a phrase each. */
  changes: string[];
};

export type RoutingPage = {
  /** What holds: the newest version, or the defaults as version 0. */
  policy: RoutingPolicy;
  currency: string;
  /** Locations that may be told where they do not send to, and those that are. */
  locations: { id: string; name: string }[];
  /** Newest first. */
  versions: PolicyVersion[];
};

// Far more than anybody reads; those before are kept all the same.
const VERSIONS_SHOWN = 50;

/** The policy by which a shop's routes are weighed, and how it came to be. */
export function readRoutingPage(shop: string): Promise<RoutingPage> {
  return forShop(shop, async (client) => {
    const where = { shop: BigInt(shop) };
    const { currency } = await client.shop.findUniqueOrThrow({ where: { id: where.shop }, select: { currency: true } });
    // One more than is shown, to say what the last of them changed.
    const rows = await client.routingPolicy.findMany({ where, orderBy: { version: "desc" }, take: VERSIONS_SHOWN + 1 });
    const places = await client.location.findMany({ where, orderBy: { name: "asc" } });
    const defaults = savedDefaults(currency);
    const policyAt = (at: number): SavedPolicy => ({ ...defaults, ...(rows[at] && savedPolicyOf(rows[at])) });
    const nameById = Object.fromEntries(places.map(({ id, name }) => [String(id), name]));
    const policy = policyOf({ shopCurrency: currency, routing: rows[0] ? policyAt(0) : null });
    return {
      policy,
      currency,
      locations: places
        .filter(({ id, isActive, facts }) => String(id) in policy.excludedRegions || (isActive && isOwnPlace(facts)))
        .map(({ id, name }) => ({ id: String(id), name })),
      versions: rows.slice(0, VERSIONS_SHOWN).map(({ version, savedAt, savedBy, why }, at) => ({
        version,
        savedAt: savedAt.toISOString(),
        savedBy,
        why,
        changes: sayPolicyChanges(policyAt(at + 1), policyAt(at), nameById),
      })),
    };
  });
}

/** Nothing is ever routed to another app's fulfillment service. */
function isOwnPlace(facts: unknown): boolean {
  return !(facts as Partial<LocationFacts>).isFulfillmentService;
}
