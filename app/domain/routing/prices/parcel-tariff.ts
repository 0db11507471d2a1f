import { assert } from "#app/domain/basics/assert.ts";
import type { Rates } from "#app/domain/routing/cheapest/routing-problem.ts";

/** A service of a carrier's and the zone that a stretch lies in, by the merchant's names for them. */
export type CarrierZone = { service: string; zone: string };

/** What a parcel of at most so many grams costs, by whom it goes, and how long it is on the way. */
export type TariffStep = {
  upToGrams: number;
  priceMinor: number;
  days: number;
  /** Null: an estimate, no rate card covers the stretch. */
  carrier: CarrierZone | null;
};

/** What sending from one location to one destination costs. */
export type ParcelTariff = {
  /** Ascending by weight. What a carrier asks is in here. */
  steps: readonly TariffStep[];
  /** Days of the fastest step. */
  days: number;
  /** What the search weighs, step by step: the price, and goodwill for the days beyond the fastest step's. */
  rates: Rates;
};

/** What one service offers for a stretch. */
export type ParcelOffer = { carrier: CarrierZone | null; days: number; rates: Rates };

/**
 * One tariff out of several offers: at each weight the service that costs least, counting goodwill for its days; of equal
 * ones the one of fewer days, then the first by name. A parcel goes as one wherever some service takes its weight.
 *
 * Every offer asks more for more weight, and fewer of them take a heavier parcel, so the least of them asks more for
 * more weight too: it is a tariff like any other. Goodwill is counted from the fastest service that is chosen at some
 * weight: one that is too dear to be ever chosen makes nothing late.
 *
 * @param dayMinor goodwill for one day
 */
export function cheapestOf(offers: readonly ParcelOffer[], dayMinor: number): ParcelTariff {
  const weights = new Set(offers.flatMap(({ rates }) => rates.map(({ upToGrams }) => upToGrams)));
  const walks = offers.map((offer) => ({ offer, at: offer.rates.length - 1 }));
  const steps: TariffStep[] = [];
  for (const upToGrams of [...weights].sort((a, b) => b - a)) {
    const step = stepAt(walks, upToGrams, dayMinor);
    // A lighter parcel for the same price is part of the heavier step.
    if (!steps.length || !isSameStep(step, steps[0]!)) steps.unshift(step);
  }
  const days = Math.min(...steps.map((step) => step.days));
  const rates = steps.map((step) => ({
    upToGrams: step.upToGrams,
    priceMinor: step.priceMinor + (step.days - days) * dayMinor,
  }));
  return { steps, days, rates };
}

/** An offer, and how far down its steps it was followed: the last one that was asked for. */
type Walk = { offer: ParcelOffer; at: number };

/** The step that is chosen for a weight. Weights are asked for from the heaviest down. */
function stepAt(walks: readonly Walk[], upToGrams: number, dayMinor: number): TariffStep {
  let best: TariffStep | null = null;
  for (const walk of walks) {
    const { rates, days, carrier } = walk.offer;
    while (walk.at > 0 && rates[walk.at - 1]!.upToGrams >= upToGrams) walk.at--;
    const rate = rates[walk.at]!;
    if (rate.upToGrams < upToGrams) continue;
    const step = { upToGrams, priceMinor: rate.priceMinor, days, carrier };
    if (best === null || isPreferred(step, best, dayMinor)) best = step;
  }
  assert(best !== null, "some service takes every weight that is asked for");
  return best;
}

function isPreferred(left: TariffStep, right: TariffStep, dayMinor: number): boolean {
  const saved = right.priceMinor - left.priceMinor + (right.days - left.days) * dayMinor;
  if (saved !== 0) return saved > 0;
  if (left.days !== right.days) return left.days < right.days;
  return nameOf(left) < nameOf(right);
}

function isSameStep(left: TariffStep, right: TariffStep): boolean {
  return left.priceMinor === right.priceMinor && left.days === right.days && nameOf(left) === nameOf(right);
}

function nameOf({ carrier }: TariffStep): string {
  return carrier === null ? "" : `${carrier.service}\n${carrier.zone}`;
}

/** The parcels that units of a weight leave in: as many of the heaviest as are full, and one with the rest. */
export function parcelsFor(
  { steps }: Pick<ParcelTariff, "steps">,
  grams: number,
): { step: TariffStep; count: number }[] {
  const heaviest = steps[steps.length - 1]!;
  const full = grams <= 0 ? 0 : Math.floor((grams - 1) / heaviest.upToGrams);
  const rest = grams - full * heaviest.upToGrams;
  const step = steps.find(({ upToGrams }) => upToGrams >= rest) ?? heaviest;
  if (full === 0) return [{ step, count: 1 }];
  return step === heaviest
    ? [{ step, count: full + 1 }]
    : [
        { step: heaviest, count: full },
        { step, count: 1 },
      ];
}
