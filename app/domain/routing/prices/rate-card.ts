import type { Rates } from "#app/domain/routing/cheapest/routing-problem.ts";
import type { ZonePart } from "./zone-part.ts";

/**
 * What one service of a carrier asks a merchant for a parcel: by zone, and in each zone by weight.
 *
 * Weights are real ones. Carriers also bill by volume (so many cubic centimetres count as a kilogram), but Shopify gives no
 * dimensions of goods with orders, so a divisor here would be a number that nothing reads.
 */
export type RateCard = {
  /** As the merchant calls it: "DHL Paket". */
  service: string;
  /** The shop's when it was entered. A card in another currency holds for nothing. */
  currency: string;
  /** Where parcels start that it holds for; null: everywhere but where the service has a card of its own. */
  locationIds: readonly string[] | null;
  zones: readonly RateZone[];
};

export type RateZone = {
  /** "1", "Zone 2", "Islands". */
  name: string;
  /** How long a parcel is on the way. */
  days: number;
  parts: readonly ZonePart[];
  rates: Rates;
};

/** A shop's rate cards as they held from one moment to the next. Version 0 is that of a shop that never had any. */
export type RateCards = { version: number; cards: readonly RateCard[] };

/** Tells a card from the others of a shop: a service may have one for each set of locations. */
export function cardKey({ service, locationIds }: Pick<RateCard, "service" | "locationIds">): string {
  return JSON.stringify([service, locationIds === null ? null : [...locationIds].sort()]);
}

/** "DHL Paket, zone 2", "DHL Paket, Islands". */
export function sayCarrier({ service, zone }: { service: string; zone: string }): string {
  return `${service}, ${/^\d/.test(zone) ? `zone ${zone}` : zone}`;
}
