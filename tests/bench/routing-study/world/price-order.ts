import type { Point } from "#app/domain/routing/centres.ts";
import type { ProblemPlace, RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { greatCircleKm } from "#app/domain/routing/distance.ts";
import { defaultOffer } from "#app/domain/routing/prices/parcel-rates.ts";
import type { ParcelOffer } from "#app/domain/routing/prices/parcel-tariff.ts";
import { defaultPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import type { JointOrder } from "#tests/bench/routing-study/joint/joint-problem.ts";
import type { Shop, StudyOrder, Wanted } from "./shop.ts";

export const CURRENCY = "USD";
export const policy = defaultPolicy(CURRENCY);

/** What the merchant loses on a unit that was ordered and is nowhere: its margin and the buyer's trust. Our guess. */
export const LOST_SALE_MINOR = 3_000;

type Offer = { location: number; km: number; tariff: ParcelOffer };

/** An order as the product prices it by default, the nearest location first; nothing is assigned before, so nothing is moved. */
export function priceOrder(shop: Shop, { point }: StudyOrder, promised: readonly Wanted[]): JointOrder {
  const offers = offersFor(shop, point);
  const earliestDays = Math.min(...offers.map(({ tariff }) => tariff.days));
  const problem: RoutingProblem = {
    lines: promised.map(({ item, units }, index) => ({
      units,
      item: index,
      unitGrams: shop.items[item]!.grams,
      mayBeSplit: true,
      together: null,
      shipsAlone: false,
      waitMinor: policy.waitMinor,
    })),
    places: offers.map(({ tariff }): ProblemPlace => ({
      stock: promised.map(() => 0),
      openMinor: policy.parcelMinor + (tariff.days - earliestDays) * policy.dayMinor,
      unitMinor: promised.map(() => policy.unitMinor),
      rates: tariff.rates,
      capacityUnits: Infinity,
    })),
    splitMinor: policy.splitMinor,
  };
  return { problem, items: promised.map(({ item }) => item), locations: offers.map(({ location }) => location) };
}

function offersFor(shop: Shop, point: Point): Offer[] {
  return shop.locations
    .map((city, location) => {
      const km = Math.round(greatCircleKm(city, point));
      return { location, km, tariff: defaultOffer(CURRENCY, km, false) };
    })
    .sort((a, b) => a.km - b.km || a.location - b.location);
}
