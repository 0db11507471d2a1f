import type { RateCard, RateZone } from "#app/domain/routing/prices/rate-card.ts";
import { readZonePart } from "#app/domain/routing/prices/rate-file/read-zone-part.ts";
import type { ZonePart } from "#app/domain/routing/prices/zone-part.ts";

/** A part of a zone as the file of rates writes it. */
export function part(text: string): ZonePart {
  const read = readZonePart(text);
  if (typeof read === "string") throw new Error(read);
  return read;
}

/** A zone by its destinations, days and steps: `zone("1", "DE | AT", 2, [2000, 490], [5000, 790])`. */
export function zone(name: string, destinations: string, days: number, ...steps: [grams: number, minor: number][]) {
  const rates = steps.map(([upToGrams, priceMinor]) => ({ upToGrams, priceMinor }));
  return { name, days, parts: destinations.split("|").map(part), rates } satisfies RateZone;
}

export function card(service: string, zones: RateZone[], changes: Partial<RateCard> = {}): RateCard {
  return { service, currency: "EUR", locationIds: null, zones, ...changes };
}
