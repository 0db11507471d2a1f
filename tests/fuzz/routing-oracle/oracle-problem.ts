/**
 * The solver's problem, written down a second time from the specification: the oracle takes nothing from app/, so a wrong
 * type there is found too. Money in integer minor units, weights in integer grams.
 */
export type OracleProblem = {
  readonly lines: readonly OracleLine[];
  readonly places: readonly OraclePlace[];
  readonly splitMinor: number;
};

/** What one line asks for. */
export type OracleLine = {
  readonly units: number;
  readonly item: number;
  readonly unitGrams: number;
  readonly mayBeSplit: boolean;
  readonly together: number | null;
  readonly shipsAlone: boolean;
  readonly waitMinor: number;
};

/** What one place could send, and for how much. `stock` is by item, `unitMinor` by line. */
export type OraclePlace = {
  readonly stock: readonly number[];
  readonly openMinor: number;
  readonly unitMinor: readonly number[];
  readonly rates: readonly OracleRate[];
  readonly capacityUnits: number;
};

/** A step of a carrier's prices. */
export type OracleRate = { readonly upToGrams: number; readonly priceMinor: number };

/** What the carrier asks for units of so many grams together: as many of the heaviest parcels as it takes, and one for the rest. */
export function parcelMinor(rates: readonly OracleRate[], grams: number): number {
  const heaviest = rates[rates.length - 1]!;
  const full = grams > 0 ? Math.floor((grams - 1) / heaviest.upToGrams) : 0;
  const rest = grams - full * heaviest.upToGrams;
  for (const { upToGrams, priceMinor } of rates) {
    if (upToGrams >= rest) return full * heaviest.priceMinor + priceMinor;
  }
  throw new Error(`No step of ${JSON.stringify(rates)} takes ${rest} g.`);
}

/** A problem as JSON that parses back to itself: an infinite number is 1e999, which is read as infinite. */
export function printProblem(problem: OracleProblem): string {
  const text = JSON.stringify(problem, (_key, value: unknown) => (value === Infinity ? "infinite" : value));
  return text.replaceAll('"infinite"', "1e999");
}
