import type { Rates } from "#app/domain/routing/cheapest/routing-problem.ts";
import { inCurrency } from "./in-currency.ts";
import type { ParcelOffer } from "./parcel-tariff.ts";

/**
 * How far each zone reaches, in kilometres: those of the large parcel carriers of North America (150, 300, 600, 1,000, 1,400 and
 * 1,800 miles; the published zone charts of UPS and FedEx Ground begin with zone 2). Tariffs of small countries end in the first.
 */
const ZONES: readonly { upToKm: number; percent: number; days: number }[] = [
  { upToKm: 241, percent: 100, days: 1 },
  { upToKm: 483, percent: 106, days: 2 },
  { upToKm: 966, percent: 114, days: 3 },
  { upToKm: 1609, percent: 126, days: 4 },
  { upToKm: 2253, percent: 140, days: 4 },
  { upToKm: 2897, percent: 155, days: 5 },
  { upToKm: Number.POSITIVE_INFINITY, percent: 175, days: 5 },
];

/** Across a border a parcel costs a multiple and takes longer. */
const ABROAD = { percent: 240, days: 3 };

/** A parcel of the first zone by weight, in US cents: what a shop of a thousand parcels a month pays, about. */
const STEPS: readonly { upToGrams: number; cents: number }[] = [
  { upToGrams: 250, cents: 420 },
  { upToGrams: 500, cents: 480 },
  { upToGrams: 1_000, cents: 560 },
  { upToGrams: 2_000, cents: 690 },
  { upToGrams: 5_000, cents: 940 },
  { upToGrams: 10_000, cents: 1_280 },
  { upToGrams: 20_000, cents: 1_980 },
  { upToGrams: 31_500, cents: 2_700 },
];

/**
 * What sending costs where the merchant has entered no rates of a carrier's.
 *
 * @param kilometres null when not known: the farthest zone
 */
export function defaultOffer(currency: string, kilometres: number | null, isAbroad: boolean): ParcelOffer {
  const km = kilometres ?? Number.POSITIVE_INFINITY;
  const zone = ZONES.find(({ upToKm }) => km <= upToKm)!;
  const percent = (zone.percent * (isAbroad ? ABROAD.percent : 100)) / 100;
  const days = zone.days + (isAbroad ? ABROAD.days : 0);
  return { carrier: null, days, rates: ratesOf(currency, percent) };
}

/** The estimates as a table, for who wants to see what is reckoned with. */
export type DefaultTable = {
  zones: { upToKm: number | null; days: number }[];
  steps: { upToGrams: number; pricesMinor: number[] }[];
  abroad: { percent: number; days: number };
};

export function defaultTable(currency: string): DefaultTable {
  const ratesByZone = ZONES.map(({ percent }) => ratesOf(currency, percent));
  return {
    zones: ZONES.map(({ upToKm, days }) => ({ upToKm: Number.isFinite(upToKm) ? upToKm : null, days })),
    steps: STEPS.map(({ upToGrams }, step) => ({
      upToGrams,
      pricesMinor: ratesByZone.map((rates) => rates[step]!.priceMinor),
    })),
    abroad: ABROAD,
  };
}

function ratesOf(currency: string, percent: number): Rates {
  return STEPS.map(({ upToGrams, cents }) => ({
    upToGrams,
    priceMinor: inCurrency((cents * percent) / 100, currency),
  }));
}
