import { cardKey, type RateCard, type RateZone } from "./rate-card.ts";
import { sayZonePart } from "./zone-part.ts";

/** One price of a card before and after: null before where it is added, null after where it is gone. */
export type PriceChange = {
  service: string;
  locationIds: readonly string[] | null;
  zone: string;
  upToGrams: number;
  beforeMinor: number | null;
  afterMinor: number | null;
};

/** A zone that goes on, and is or takes something else. */
export type ZoneChange = {
  service: string;
  locationIds: readonly string[] | null;
  zone: string;
  /** The destinations as they are written, where they change. */
  destinations: { before: string; after: string } | null;
  days: { before: number; after: number } | null;
};

export type RateChanges = { prices: PriceChange[]; zones: ZoneChange[] };

/** What becomes different when these cards replace those. Cards that say the same in another order do not. */
export function compareRateCards(before: readonly RateCard[], after: readonly RateCard[]): RateChanges {
  const [linesBefore, linesAfter] = [linesOf(before), linesOf(after)];
  const prices: PriceChange[] = [];
  for (const [key, line] of linesAfter) {
    const beforeMinor = linesBefore.get(key)?.priceMinor ?? null;
    if (beforeMinor === line.priceMinor) continue;
    prices.push({ ...line.about, beforeMinor, afterMinor: line.priceMinor });
  }
  for (const [key, { about, priceMinor }] of linesBefore)
    if (!linesAfter.has(key)) prices.push({ ...about, beforeMinor: priceMinor, afterMinor: null });
  return { prices, zones: compareZones(before, after) };
}

export function isNoChange({ prices, zones }: RateChanges): boolean {
  return prices.length === 0 && zones.length === 0;
}

type PriceLine = { about: Omit<PriceChange, "beforeMinor" | "afterMinor">; priceMinor: number };

/** Another currency is another price, whatever the number. */
function linesOf(cards: readonly RateCard[]): Map<string, PriceLine> {
  const lines = new Map<string, PriceLine>();
  for (const card of cards) {
    for (const zone of card.zones) {
      for (const { upToGrams, priceMinor } of zone.rates) {
        const { service, locationIds } = card;
        const key = JSON.stringify([cardKey(card), card.currency, zone.name, upToGrams]);
        lines.set(key, { about: { service, locationIds, zone: zone.name, upToGrams }, priceMinor });
      }
    }
  }
  return lines;
}

function compareZones(before: readonly RateCard[], after: readonly RateCard[]): ZoneChange[] {
  const known = new Map(before.flatMap((card) => card.zones.map((zone) => [zoneKey(card, zone), zone] as const)));
  return after.flatMap((card) =>
    card.zones.flatMap((zone) => {
      const was = known.get(zoneKey(card, zone));
      if (!was) return [];
      const [wasText, text] = [sayParts(was), sayParts(zone)];
      const destinations = wasText === text ? null : { before: wasText, after: text };
      const days = was.days === zone.days ? null : { before: was.days, after: zone.days };
      if (destinations === null && days === null) return [];
      return [{ service: card.service, locationIds: card.locationIds, zone: zone.name, destinations, days }];
    }),
  );
}

function zoneKey(card: RateCard, { name }: RateZone): string {
  return JSON.stringify([cardKey(card), name]);
}

/** In one order, so that what is listed in another is the same. */
function sayParts({ parts }: RateZone): string {
  return parts.map(sayZonePart).sort().join(" | ");
}
