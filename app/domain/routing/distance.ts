import type { AddressFacts } from "#app/domain/orders/order-facts.ts";
import { centreOf, type Point } from "./centres.ts";
import type { LocationFacts } from "./location-facts.ts";

/** The Earth's mean radius in kilometres (IUGG, R1 = (2a + b) / 3). */
const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/**
 * Straight-line (great-circle) distance in kilometres by the haversine formula (R. W. Sinnott, "Virtues of the Haversine",
 * Sky and Telescope 68, 1984): h = sin²(Δφ/2) + cos φ1 cos φ2 sin²(Δλ/2), d = 2 R asin √h. Shopify's own "ship from the
 * closest" rule measures the same way.
 */
export function greatCircleKm(from: Point, to: Point): number {
  const halfLatitude = Math.sin(((to.latitude - from.latitude) * RADIANS) / 2);
  const halfLongitude = Math.sin(((to.longitude - from.longitude) * RADIANS) / 2);
  const cosines = Math.cos(from.latitude * RADIANS) * Math.cos(to.latitude * RADIANS);
  const haversine = halfLatitude * halfLatitude + cosines * halfLongitude * halfLongitude;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Where an address or a location lies: its own coordinates, else the centre of its province or country, else unknown. */
export function pointOf(
  place: Pick<AddressFacts, "latitude" | "longitude" | "countryCode" | "provinceCode">,
): Point | null {
  const { latitude, longitude } = place;
  if (latitude !== null && longitude !== null) return { latitude, longitude };
  return centreOf(place.countryCode, place.provinceCode);
}

/**
 * Whole kilometres from a location to where the order goes, or null when either place is unknown. Rounded, so that places
 * next door count as equally far and the merchant's own priority decides between them.
 */
export function kilometresTo(location: LocationFacts, destination: Point | null): number | null {
  const from = destination === null ? null : pointOf(location);
  return from === null || destination === null ? null : Math.round(greatCircleKm(from, destination));
}
