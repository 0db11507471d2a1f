import type { Rates } from "./routing-problem.ts";

/**
 * What the carrier asks for units that leave together. More than one parcel may weigh goes as several: as many of the
 * heaviest as are full, and one with the rest. Units that weigh nothing still need a parcel, the lightest.
 */
export function priceParcels(rates: Rates, grams: number): number {
  const heaviest = rates[rates.length - 1]!;
  if (grams <= 0) return rates[0]!.priceMinor;
  const full = Math.floor((grams - 1) / heaviest.upToGrams);
  const rest = grams - full * heaviest.upToGrams;
  const step = rates.find(({ upToGrams }) => upToGrams >= rest) ?? heaviest;
  return full * heaviest.priceMinor + step.priceMinor;
}
