import { cheapestOf, parcelsFor, type CarrierZone, type ParcelOffer } from "./parcel-tariff.ts";
import { offersFor, tariffFor, type Stretch } from "./tariff-for.ts";
import type { RateCard } from "./rate-card.ts";

/** What one service asks for a weight; `parcels` more than one where it is too heavy for a single one. */
export type Quote = {
  /** Null: an estimate. */
  carrier: CarrierZone | null;
  priceMinor: number;
  days: number;
  parcels: number;
};

/** What sending a weight costs, as routes reckon with it: what is chosen, and every service that goes there. */
export type ParcelQuote = { chosen: Quote[]; offers: Quote[] };

export function quoteParcel(
  cards: readonly RateCard[],
  stretch: Stretch,
  grams: number,
  currency: string,
  dayMinor: number,
): ParcelQuote {
  const alone = (offer: ParcelOffer) => quotesFor(cheapestOf([offer], dayMinor), grams);
  return {
    chosen: quotesFor(tariffFor(cards, stretch, currency, dayMinor), grams),
    offers: offersFor(cards, stretch, currency).map((offer) => sumOf(alone(offer))),
  };
}

function quotesFor(tariff: Parameters<typeof parcelsFor>[0], grams: number): Quote[] {
  return parcelsFor(tariff, grams).map(({ step: { carrier, priceMinor, days }, count }) => ({
    carrier,
    priceMinor: priceMinor * count,
    days,
    parcels: count,
  }));
}

/** Parcels of one service in one zone: of different weights, and else alike. */
function sumOf(quotes: readonly Quote[]): Quote {
  return quotes.reduce((sum, each) => ({
    ...sum,
    priceMinor: sum.priceMinor + each.priceMinor,
    parcels: sum.parcels + each.parcels,
  }));
}
