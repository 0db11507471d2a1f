import type { OrderContext } from "#app/domain/decision.ts";
import { mayServe } from "#app/domain/routing/find-candidates.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { excludedRegion } from "#app/domain/routing/rules/excluded-regions.ts";
import type { ShopSettings } from "#app/domain/settings.ts";

/** One fact for which a location may not serve work of an area. Locations beyond the same border share that fact. */
export type Exclusion = {
  kind:
    | "closed"
    | "offline"
    | "service"
    | "border"
    | "unknown country"
    | "locked elsewhere"
    | "turned down"
    | "region"
    | "rule";
  /** Equal for facts that are the same. */
  key: string;
  /** What follows "Lyon" and "because Lyon". */
  why: string;
};

/** All facts for which a location may not serve work of an area; none where it may. Without all of them it might. */
export function findExclusions(context: OrderContext, area: string, location: LocationFacts): Exclusion[] {
  const of = (kind: Exclusion["kind"], why: string, key = `${kind} ${location.id}`) => ({ kind, key, why });
  const found: Exclusion[] = [];
  const { lock, rejections } = context.routeWishes;
  const rejection = rejections.find(({ locationId }) => locationId === location.id);
  if (lock && lock.locationId !== location.id)
    found.push(of("locked elsewhere", "is not where it is locked to", "lock"));
  if (rejection) found.push(of("turned down", `turned it down (${rejection.reason})`));
  const region = excludedRegion(context, location.id);
  if (region !== null) found.push(of("region", `does not send to ${region}`));
  if (mayServe(context, area, location)) return found;
  if (!location.isActive) found.push(of("closed", "is switched off"));
  if (!location.fulfillsOnlineOrders) found.push(of("offline", "serves no online orders"));
  if (location.isFulfillmentService) found.push(of("service", "belongs to another app's fulfillment service"));
  if (location.countryCode === null && area !== location.countryCode) {
    found.push(of("unknown country", "may lie beyond a customs border, for its country is not known"));
  } else if (isBeyondBorder(context, area, location)) {
    const { countryCode } = location;
    const pair = area.startsWith("location ") ? countryCode : `${area} to ${countryCode}`;
    found.push(of("border", `lies beyond the customs border (${pair})`, `border ${countryCode}`));
  }
  return found.length > 0 ? found : [of("rule", "is left out by a rule of the merchant's")];
}

function isBeyondBorder({ settings }: OrderContext, area: string, { countryCode }: LocationFacts): boolean {
  return countryCode !== area && !settings.allowedBorderCrossings.includes(`${area}>${countryCode}`);
}

/** The same context in which some of a location's facts do not hold. Rules of the merchant's cannot be lifted here. */
export function liftExclusions(
  context: OrderContext,
  area: string,
  location: LocationFacts,
  exclusions: readonly Exclusion[],
): OrderContext {
  const kinds = new Set(exclusions.map(({ kind }) => kind));
  const lifted: LocationFacts = {
    ...location,
    isActive: location.isActive || kinds.has("closed"),
    fulfillsOnlineOrders: location.fulfillsOnlineOrders || kinds.has("offline"),
    isFulfillmentService: location.isFulfillmentService && !kinds.has("service"),
    countryCode: kinds.has("unknown country") ? area : location.countryCode,
  };
  const { settings, routeWishes } = context;
  const { lock, rejections } = routeWishes;
  const crossing = kinds.has("border") ? [`${area}>${location.countryCode}`] : [];
  return {
    ...context,
    locations: context.locations.map((each) => (each.id === location.id ? lifted : each)),
    settings: {
      ...settings,
      allowedBorderCrossings: [...settings.allowedBorderCrossings, ...crossing],
      routing: kinds.has("region") ? sendingEverywhere(settings, location.id) : settings.routing,
    },
    routeWishes: {
      lock: kinds.has("locked elsewhere") ? null : lock,
      rejections: kinds.has("turned down")
        ? rejections.filter(({ locationId }) => locationId !== location.id)
        : rejections,
    },
  };
}

function sendingEverywhere({ routing }: ShopSettings, locationId: string): ShopSettings["routing"] {
  return routing && { ...routing, excludedRegions: { ...routing.excludedRegions, [locationId]: [] } };
}
