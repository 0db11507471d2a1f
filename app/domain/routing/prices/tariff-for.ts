import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { defaultOffer } from "./parcel-rates.ts";
import { cheapestOf, type ParcelOffer, type ParcelTariff } from "./parcel-tariff.ts";
import type { RateCard, RateZone } from "./rate-card.ts";
import { closenessOf, placeOf, type ParcelDestination, type ZonePlace } from "./zone-part.ts";

/** From where to where a parcel goes, and how far that is; null where that is not known. */
export type Stretch = {
  location: Pick<LocationFacts, "id" | "countryCode">;
  destination: ParcelDestination | null;
  kilometres: number | null;
};

/**
 * What sending costs over a stretch: by the merchant's rate cards, at each weight the cheapest service that goes there;
 * where no card covers the stretch, an estimate.
 *
 * @param dayMinor goodwill for one day, see `cheapestOf`
 */
export function tariffFor(
  cards: readonly RateCard[],
  stretch: Stretch,
  currency: string,
  dayMinor: number,
): ParcelTariff {
  const offers = offersFor(cards, stretch, currency);
  return cheapestOf(offers.length > 0 ? offers : [estimateFor(stretch, currency)], dayMinor);
}

/** What each service asks that goes there. A card for the very location comes before the one for all of the same service. */
export function offersFor(cards: readonly RateCard[], stretch: Stretch, currency: string): ParcelOffer[] {
  const place = placeOf(stretch.destination);
  const offerByService = new Map<string, ParcelOffer>();
  for (const card of cards) {
    const { service, locationIds } = card;
    if (card.currency !== currency || locationIds?.includes(stretch.location.id) === false) continue;
    const zone = zoneFor(card, place, stretch.kilometres);
    if (zone === null || (locationIds === null && offerByService.has(service))) continue;
    offerByService.set(service, { carrier: { service, zone: zone.name }, days: zone.days, rates: zone.rates });
  }
  return [...offerByService.values()];
}

/** The zone that describes the destination most closely; of equals, which no file of rates has, the first. */
export function zoneFor(card: RateCard, place: ZonePlace, kilometres: number | null): RateZone | null {
  let best: { zone: RateZone; kind: number; within: number } | null = null;
  for (const zone of card.zones) {
    for (const part of zone.parts) {
      const closeness = closenessOf(part, place, kilometres);
      if (closeness === null) continue;
      const [kind, within] = closeness;
      if (best && (kind < best.kind || (kind === best.kind && within <= best.within))) continue;
      best = { zone, kind, within };
    }
  }
  return best?.zone ?? null;
}

function estimateFor({ location, destination, kilometres }: Stretch, currency: string): ParcelOffer {
  const country = destination?.countryCode ?? null;
  const isAbroad = country !== null && location.countryCode !== null && country !== location.countryCode;
  return defaultOffer(currency, kilometres, isAbroad);
}
