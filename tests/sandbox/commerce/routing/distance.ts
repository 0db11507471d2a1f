export type Point = { latitude: number; longitude: number };

// Mean radius of the Earth, IUGG 1980.
const earthRadiusKm = 6371.0088;

/** Great-circle ("straight-line") distance by the haversine formula, as Shopify's "closest location" rule measures. */
export function distanceKm(from: Point, to: Point): number {
  const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;
  const latitude = toRadians(to.latitude - from.latitude);
  const longitude = toRadians(to.longitude - from.longitude);
  const half =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(toRadians(from.latitude)) * Math.cos(toRadians(to.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)));
}
