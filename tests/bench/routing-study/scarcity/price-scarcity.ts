import { solveTransport } from "./solve-transport.ts";

/** One item's stock, and what may be asked of it until more comes. */
export type Outlook = {
  /** Units at each place. */
  stock: readonly number[];
  /** Demand as it may come, each draw as likely as the others: draws[draw][region], in whole units. */
  draws: readonly (readonly number[])[];
  /** What serving one unit costs: unitMinor[place][region]. */
  unitMinor: readonly (readonly number[])[];
  missingMinor: number;
};

/**
 * What one unit at each place would be worth elsewhere: how much dearer the demand to come is served without it. The dual
 * prices of the transport of expected demand to stock (J. Acimovic and S. C. Graves, "Making Better Fulfillment Decisions on
 * the Fly in an Online Retail Environment", Manufacturing and Service Operations Management 17(1), 2015), but as the mean over
 * drawn demands: of few units, the mean demand alone says that none is scarce or all are.
 *
 * What no place can spare less than another is taken off them all: it does not tell where a unit should come from.
 */
export function priceScarcity({ stock, draws, unitMinor, missingMinor }: Outlook): number[] {
  const sums = stock.map(() => 0);
  for (const demand of draws) {
    const { lossMinor } = solveTransport({ supply: stock, demand, unitMinor, missingMinor });
    for (const [place, minor] of lossMinor.entries()) sums[place]! += minor;
  }
  const prices = sums.map((minor) => minor / Math.max(1, draws.length));
  const least = Math.min(...prices.filter((_, place) => stock[place]! > 0));
  return prices.map((minor, place) => (stock[place]! > 0 ? Math.round(minor - least) : 0));
}
