import { compareIds } from "#app/domain/basics/ids.ts";
import type { OrderContext } from "#app/domain/decision.ts";
import type { Point } from "./centres.ts";
import { kilometresTo } from "./distance.ts";
import type { LocationFacts } from "./location-facts.ts";
import type { ParcelTariff } from "./prices/parcel-tariff.ts";
import { tariffFor } from "./prices/tariff-for.ts";
import { isWished } from "./route-wishes.ts";
import { excludedRegion } from "./rules/excluded-regions.ts";
import type { WorkItem } from "./survey-work.ts";

/** A location that may serve a group of fulfillment orders, with its distance in whole kilometres where it is known. */
export type LocationCandidate = { location: LocationFacts; distanceKm: number | null; tariff: ParcelTariff };

/**
 * The locations that may serve fulfillment orders assigned within one country: active, serving online orders, not another
 * app's, and on the same side of every customs and tax border as the location the buyer was charged for, unless the
 * merchant opted in for the pair of countries. The assigned locations themselves stay in as long as they are active:
 * Shopify chose them under rules of the merchant's that we may not know. What people have told us holds for them too: none
 * that does not send to the destination, and none from which the order is not to leave.
 *
 * @param dayMinor goodwill for a day that a parcel is longer on the way
 * @returns the preferred first
 */
export function findCandidates(
  context: OrderContext,
  group: readonly WorkItem[],
  destination: Point | null,
  dayMinor: number,
): LocationCandidate[] {
  return locationsFor(context, group)
    .filter((location) => excludedRegion(context, location.id) === null)
    .map((location) => {
      const distanceKm = kilometresTo(location, destination);
      const stretch = { location, destination: context.facts.shippingAddress, kilometres: distanceKm };
      return {
        location,
        distanceKm,
        tariff: tariffFor(context.rateCards, stretch, context.settings.shopCurrency, dayMinor),
      };
    })
    .sort(compareCandidates);
}

/** A location that might serve, and the region for which the merchant has excluded it. */
export type ExcludedLocation = { location: LocationFacts; region: string };

/** The locations that would be candidates if they sent to the destination, the older first. */
export function findExcluded(context: OrderContext, group: readonly WorkItem[]): ExcludedLocation[] {
  return locationsFor(context, group)
    .flatMap((location) => {
      const region = excludedRegion(context, location.id);
      return region === null ? [] : [{ location, region }];
    })
    .sort((left, right) => compareIds(left.location.id, right.location.id));
}

function locationsFor(context: OrderContext, group: readonly WorkItem[]): LocationFacts[] {
  const assigned = new Set(group.map((item) => item.fulfillmentOrder.locationId));
  const area = areaOf(context, group[0]!);
  return context.locations
    .filter(({ id }) => isWished(context.routeWishes, id))
    .filter((location) => mayServe(context, area, location) || (location.isActive && assigned.has(location.id)));
}

/** Nearer first, then the merchant's own ranking, then the older location; what nobody knows the distance of comes last. */
export function compareCandidates(left: LocationCandidate, right: LocationCandidate): number {
  return (
    kilometresOf(left) - kilometresOf(right) ||
    left.location.priority - right.location.priority ||
    compareIds(left.location.id, right.location.id)
  );
}

/** Farther than any two points on Earth (20,038 km). */
const UNKNOWN_KM = 100_000;

function kilometresOf({ distanceKm }: LocationCandidate): number {
  return distanceKm ?? UNKNOWN_KM;
}

/**
 * The customs and tax area the buyer was charged for: the country of the assigned location, or the shop's where the location is
 * gone. A location whose country nobody stated is an area of its own: every other place may lie across a border.
 */
export function areaOf(context: OrderContext, item: WorkItem): string {
  if (item.location === null) return context.settings.shopCountryCode;
  return item.location.countryCode ?? `location ${item.location.id}`;
}

/** Whether a location may serve work of an area at all, whatever it stocks. */
export function mayServe(context: OrderContext, area: string, location: LocationFacts): boolean {
  if (!location.isActive || !location.fulfillsOnlineOrders || location.isFulfillmentService) return false;
  if (location.countryCode === area) return true;
  return (
    location.countryCode !== null && context.settings.allowedBorderCrossings.includes(`${area}>${location.countryCode}`)
  );
}
