import type { ShopSettings } from "#app/domain/settings.ts";
import { inCurrency } from "./in-currency.ts";

/** The amounts that a merchant sets, in the order in which they are shown. Minor units of the shop's currency. */
export const POLICY_AMOUNTS = [
  "splitMinor",
  "dayMinor",
  "parcelMinor",
  "unitMinor",
  "movedUnitMinor",
  "changeMinor",
] as const;
export type PolicyAmount = (typeof POLICY_AMOUNTS)[number];

/** What a route is weighed by: amounts in minor units of the shop's currency, and rules that hold whatever they cost. */
export type RoutingPolicy = {
  /** Rises with every change that a merchant saves. 0: nobody has set anything, these are the defaults. */
  version: number;
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
  /** SKUs whose units each leave in a carton of their own. As in all lists of SKUs, a `*` at the end stands for any ending. */
  shipsAloneSkus: readonly string[];
  /** Groups of SKUs: lines of one group leave from one place together, all units of all of them or none. */
  keepTogether: readonly (readonly string[])[];
  /** SKUs of which a line leaves from one place, all its units or none. */
  neverSplitSkus: readonly string[];
  /** SKUs that any location that stocks them at Shopify can send, whatever it has: made on demand, dropped in later. */
  availableAnywhereSkus: readonly string[];
  /** By location: the countries ("CH") and provinces ("US-AK") that it does not send to. */
  excludedRegions: Readonly<Record<string, readonly string[]>>;
};

/** What a merchant has saved. The amounts are in this currency: where the shop has another by now, its defaults hold. */
export type SavedPolicy = Omit<RoutingPolicy, "waitMinor"> & { currency: string };

/**
 * What is weighed where the merchant has set nothing. Handling: a parcel takes a packer about three minutes and a unit a picker half
 * a minute, at twenty dollars an hour. Goodwill is ours to guess: a second parcel is what a merchant would give to spare the
 * buyer one, a day what a buyer pays for a day at the checkout of a large shop.
 */
export function defaultPolicy(currency: string): RoutingPolicy {
  const minor = (cents: number) => inCurrency(cents, currency);
  return {
    version: 0,
    parcelMinor: minor(100),
    unitMinor: minor(15),
    splitMinor: minor(150),
    dayMinor: minor(50),
    movedUnitMinor: minor(5),
    changeMinor: minor(25),
    waitMinor: minor(1_000_000),
    shipsAloneSkus: [],
    keepTogether: [],
    neverSplitSkus: [],
    availableAnywhereSkus: [],
    excludedRegions: {},
  };
}

/** Sending one unit costs each amount some dozen times at most, by the days of the farthest zone: so this is always more. */
const WAIT_OVER_AMOUNTS = 100;

/** The policy that holds: what was saved, or the defaults. Settings stored before there were policies have none. */
export function policyOf({ shopCurrency, routing }: Pick<ShopSettings, "shopCurrency" | "routing">): RoutingPolicy {
  const defaults = defaultPolicy(shopCurrency);
  if (!routing) return defaults;
  const { currency, ...saved } = routing;
  const amounts = currency === shopCurrency ? {} : amountsOf(defaults);
  const policy = { ...defaults, ...saved, ...amounts };
  const dearest = Math.max(...Object.values(amountsOf(policy)));
  return { ...policy, waitMinor: defaults.waitMinor + WAIT_OVER_AMOUNTS * dearest };
}

/** The amounts of a policy alone. */
export function amountsOf(policy: Pick<RoutingPolicy, PolicyAmount>): Record<PolicyAmount, number> {
  return Object.fromEntries(POLICY_AMOUNTS.map((name) => [name, policy[name]])) as Record<PolicyAmount, number>;
}

/** The defaults as if somebody had saved them: version 0. */
export function savedDefaults(currency: string): SavedPolicy {
  const { waitMinor: _waitMinor, ...defaults } = defaultPolicy(currency);
  return { ...defaults, currency };
}
