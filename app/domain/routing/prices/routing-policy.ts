import { inCurrency } from "./in-currency.ts";

/** What a route is weighed by, in minor units of the shop's currency. */
export type RoutingPolicy = {
  /** Packing one parcel and handing it to the carrier. */
  parcelMinor: number;
  /** Picking one unit. */
  unitMinor: number;
  /** Goodwill that each parcel beyond the first costs. */
  splitMinor: number;
  /** Goodwill that each day costs by which a parcel arrives after the earliest that any location could send. */
  dayMinor: number;
  /** One unit that leaves from elsewhere than where Shopify put it: calls, a changed promise, another team's trust. */
  movedUnitMinor: number;
  /** A plan that stands is left for another only where that saves more. */
  changeMinor: number;
  /** One unit that waits although some location has it: more than sending anything can cost, so nothing waits to save. */
  waitMinor: number;
};

/**
 * What is weighed where the merchant has set nothing. Handling: a parcel takes a packer about three minutes and a unit a picker half
 * a minute, at twenty dollars an hour. Goodwill is ours to guess: a second parcel is what a merchant would give to spare the
 * buyer one, a day what a buyer pays for a day at the checkout of a large shop.
 */
export function defaultPolicy(currency: string): RoutingPolicy {
  const minor = (cents: number) => inCurrency(cents, currency);
  return {
    parcelMinor: minor(100),
    unitMinor: minor(15),
    splitMinor: minor(150),
    dayMinor: minor(50),
    movedUnitMinor: minor(5),
    changeMinor: minor(25),
    waitMinor: minor(1_000_000),
  };
}
