import type { OrderContext } from "#app/domain/decision.ts";

type Destined = Pick<OrderContext, "settings"> & { facts: Pick<OrderContext["facts"], "shippingAddress"> };

/** The region of a destination that a location does not send to, "CH" or "US-AK"; null where it may send. */
export function excludedRegion({ settings, facts }: Destined, locationId: string): string | null {
  const { countryCode, provinceCode } = facts.shippingAddress ?? {};
  if (!countryCode) return null;
  const excluded = settings.routing?.excludedRegions[locationId] ?? [];
  return [countryCode, `${countryCode}-${provinceCode}`].find((region) => excluded.includes(region)) ?? null;
}
