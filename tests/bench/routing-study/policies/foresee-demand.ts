import { priceScarcity } from "#tests/bench/routing-study/scarcity/price-scarcity.ts";
import { emptyTable, type StockTable } from "#tests/bench/routing-study/joint/joint-problem.ts";
import { priceParcels } from "#app/domain/routing/cheapest/price-parcels.ts";
import { greatCircleKm } from "#app/domain/routing/distance.ts";
import { defaultOffer } from "#app/domain/routing/prices/parcel-rates.ts";
import { DAYS, PAST_LENGTHS, type Study } from "#tests/bench/routing-study/world/draw-study.ts";
import { HOURS_A_DAY } from "#tests/bench/routing-study/world/draw-orders.ts";
import { CURRENCY, LOST_SALE_MINOR, policy } from "#tests/bench/routing-study/world/price-order.ts";
import type { Shop, StudyOrder } from "#tests/bench/routing-study/world/shop.ts";

/** How often prices are made anew. */
const REFRESH_HOURS = 12;

/** Stretches of the past that are taken for what may come. */
const DRAWS = 20;

/** Counts of the past begin anew so often. */
const SLOT_HOURS = 6;

/** What units are worth elsewhere, at an hour of the study, for what is left in stock then; hours must not fall. */
export type Foresight = (atHours: number, left: readonly (readonly number[])[]) => StockTable;

/** Knows the prices of today and nothing of what may come. */
export const noForesight = (): Foresight => {
  let none: StockTable | null = null;
  return (_atHours, left) => (none ??= emptyTable(left));
};

/**
 * Foresight from the past: stretches of it that are as long as what is left of the study are the demand that may come, and a
 * unit is thought to leave in a parcel of its own.
 */
export function foresee({ shop, past }: Study): Foresight {
  const upTo = countUpTo(shop, past);
  const unitMinor = shop.items.map(({ grams }) => unitCosts(shop, grams));
  let prices: StockTable = [];
  let refreshAt = 0;
  return (atHours, left) => {
    if (atHours < refreshAt) return prices;
    refreshAt = (Math.floor(atHours / REFRESH_HOURS) + 1) * REFRESH_HOURS;
    const slots = Math.round((DAYS * HOURS_A_DAY - atHours) / SLOT_HOURS);
    prices = left.map((stock, item) => {
      const draws = drawsOf(upTo, item, slots, shop.locations.length);
      return priceScarcity({ stock, draws, unitMinor: unitMinor[item]!, missingMinor: LOST_SALE_MINOR });
    });
    return prices;
  };
}

/** Units asked for before each slot of the past: counts[slot][item * regions + region]. */
function countUpTo(shop: Shop, past: readonly StudyOrder[]): Float64Array[] {
  const regions = shop.locations.length;
  const slots = (DAYS * PAST_LENGTHS * HOURS_A_DAY) / SLOT_HOURS;
  const counts = Array.from({ length: slots + 1 }, () => new Float64Array(shop.items.length * regions));
  for (const { atHours, region, wanted } of past) {
    const after = counts[Math.floor(atHours / SLOT_HOURS) + 1]!;
    for (const { item, units } of wanted) after[item * regions + region]! += units;
  }
  for (let slot = 1; slot <= slots; slot++)
    counts[slot] = counts[slot]!.map((units, at) => units + counts[slot - 1]![at]!);
  return counts;
}

function drawsOf(upTo: readonly Float64Array[], item: number, slots: number, regions: number): number[][] {
  const latest = upTo.length - 1 - slots;
  return Array.from({ length: DRAWS }, (_draw, draw) => {
    const first = Math.round((latest * draw) / (DRAWS - 1));
    return Array.from({ length: regions }, (_region, region) => {
      const at = item * regions + region;
      return upTo[first + slots]![at]! - upTo[first]![at]!;
    });
  });
}

/** What one unit costs from each place to each region: unitMinor[place][region]. */
function unitCosts({ locations }: Shop, grams: number): number[][] {
  return locations.map((from) =>
    locations.map((to) => {
      const { rates, days } = defaultOffer(CURRENCY, Math.round(greatCircleKm(from, to)), false);
      return policy.parcelMinor + (days - 1) * policy.dayMinor + priceParcels(rates, grams);
    }),
  );
}
