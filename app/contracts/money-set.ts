import { z } from "zod";
import { parseMinor } from "#app/domain/basics/money.ts";
import type { PriceSet } from "#app/domain/orders/order-facts.ts";
import { anything, currencyCode, nameKind } from "./platform-values.ts";

// As text from most topics ("89.99"), as a number from some ("subtotal": 89.99): the shortest text of a double is exact
// for every amount a webshop knows.
const amountText = anything.transform((value, context): string => {
  const read = typeof value === "number" ? String(value) : value;
  if (typeof read === "string" && /^-?\d+(\.\d+)?$/.test(read.trim())) return read.trim();
  context.addIssue({ code: "custom", message: `should be an amount, but ${nameKind(value)}` });
  return z.NEVER;
});

// A trillion in most currencies: beyond any order, and sums of many such amounts are still exact.
const MOST_MINOR = 1e14;

/** An amount with its currency, in minor units. */
export const money = z.object({ amount: amountText, currency_code: currencyCode }).transform((value, context) => {
  const amountMinor = parseMinor(value.amount, value.currency_code);
  if (amountMinor !== undefined && Math.abs(amountMinor) <= MOST_MINOR)
    return { amountMinor, currency: value.currency_code };
  context.addIssue({ code: "custom", path: ["amount"], message: "should be an amount, but it is too large" });
  return z.NEVER;
});

/** The same amount in the shop's currency and in the one the buyer paid in. */
export const moneySet = z.object({ shop_money: money, presentment_money: money }).transform((set): PriceSet => ({
  shopMinor: set.shop_money.amountMinor,
  presentmentMinor: set.presentment_money.amountMinor,
}));

export const NO_MONEY: Readonly<PriceSet> = Object.freeze({ shopMinor: 0, presentmentMinor: 0 });

/** A money set, nothing where it is missing or null. */
export const moneySetOrNothing = moneySet.nullish().transform((set): PriceSet => set ?? NO_MONEY);

/** An amount that stands without a set, as text, for a reader that knows the currency. */
export const plainAmount = amountText;

export function addSets(sets: readonly PriceSet[]): PriceSet {
  return sets.reduce<PriceSet>(
    (sum, set) => ({
      shopMinor: sum.shopMinor + set.shopMinor,
      presentmentMinor: sum.presentmentMinor + set.presentmentMinor,
    }),
    NO_MONEY,
  );
}

/** The amount seen from the other side; a zero stays a plain zero. */
export function negateSet(set: PriceSet): PriceSet {
  return { shopMinor: 0 - set.shopMinor, presentmentMinor: 0 - set.presentmentMinor };
}
