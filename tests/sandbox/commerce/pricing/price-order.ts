/**
 * The arithmetic of a checkout: discounts fall on lines, taxes fall on what is left, and every amount exists twice, in the
 * shop's and in the buyer's currency. Each side is computed by itself from its own prices, so that both add up to the cent;
 * converting totals at the end would not.
 */
import { addMoney, nothing, subtractMoney, timesMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { DiscountAllocation, DiscountApplication, TaxLine } from "#tests/sandbox/state/order.ts";
import { bagOfPresentment, type Exchange } from "./exchange.ts";
import { addFractions, divideRounded, fractionOf, spreadOver, timesFraction } from "./fraction.ts";
import type { TaxRate } from "./tax-rates.ts";

/** What discounts are laid on: a line with its price before discounts, or a shipping line (`quantity` 1). */
export type Discountable = { unitPrice: MoneyBag; quantity: number; isDiscountable: boolean };

type Side = "shopMinor" | "presentmentMinor";

/**
 * Lays each application on its targets, one after the other, each on what the earlier ones left.
 *
 * @param targetsOf the positions (in `lines`) that an application is entitled to
 * @returns the allocations of each line, in the order of the applications; amounts of nothing are left out
 */
export function allocateDiscounts(
  exchange: Exchange,
  applications: readonly DiscountApplication[],
  lines: readonly Discountable[],
  targetsOf: (application: DiscountApplication) => readonly number[],
): DiscountAllocation[][] {
  const remaining = lines.map((line) => timesMoney(line.unitPrice, line.quantity));
  const allocations: DiscountAllocation[][] = lines.map(() => []);
  for (const application of applications) {
    const targets = targetsOf(application).filter((position) => lines[position]?.isDiscountable);
    const bases = targets.map((position) => remaining[position] ?? nothing);
    const quantities = targets.map((position) => lines[position]?.quantity ?? 0);
    const amounts = amountsOf(exchange, application, bases, quantities);
    targets.forEach((position, index) => {
      const amount = amounts[index] ?? nothing;
      if (amount.shopMinor === 0 && amount.presentmentMinor === 0) return;
      remaining[position] = subtractMoney(remaining[position] ?? nothing, amount);
      allocations[position]?.push({ applicationIndex: application.index, amount });
    });
  }
  return allocations;
}

function amountsOf(
  exchange: Exchange,
  application: DiscountApplication,
  bases: readonly MoneyBag[],
  quantities: readonly number[],
): MoneyBag[] {
  if (application.valueType === "PERCENTAGE") return percentageOf(application, bases);
  const value = bagOfPresentment(exchange, Number(application.value));
  if (application.allocationMethod === "ACROSS") return spreadFixed(value, bases);
  return bases.map((base, index) => capped(timesMoney(value, quantities[index] ?? 0), base));
}

/** ACROSS rounds once for the whole order and spreads the sum; EACH and ONE round line by line. */
function percentageOf(application: DiscountApplication, bases: readonly MoneyBag[]): MoneyBag[] {
  const { numerator, denominator } = fractionOf(application.value);
  const share = { numerator, denominator: denominator * 100n };
  const sideOf = (side: Side): number[] => {
    const amounts = bases.map((base) => base[side]);
    if (application.allocationMethod !== "ACROSS") return amounts.map((amount) => timesFraction(amount, share));
    const whole = amounts.reduce((sum, amount) => sum + amount, 0);
    return spreadOver(timesFraction(whole, share), amounts);
  };
  return zip(sideOf("shopMinor"), sideOf("presentmentMinor"));
}

function spreadFixed(value: MoneyBag, bases: readonly MoneyBag[]): MoneyBag[] {
  const whole = bases.reduce((sum, base) => addMoney(sum, base), { ...nothing });
  const amount = capped(value, whole);
  const sideOf = (side: Side): number[] =>
    spreadOver(
      amount[side],
      bases.map((base) => base[side]),
    );
  return zip(sideOf("shopMinor"), sideOf("presentmentMinor"));
}

/** Never more than there is. Whoever is fully discounted in the buyer's currency is so in the shop's: no stray cent is left. */
function capped(amount: MoneyBag, most: MoneyBag): MoneyBag {
  if (amount.presentmentMinor >= most.presentmentMinor) return { ...most };
  return { ...amount, shopMinor: Math.min(amount.shopMinor, most.shopMinor) };
}

function zip(shop: readonly number[], presentment: readonly number[]): MoneyBag[] {
  return shop.map((shopMinor, index) => ({ shopMinor, presentmentMinor: presentment[index] ?? 0 }));
}

/**
 * The tax lines of one taxable amount. Exclusive tax is laid on top, each rate rounded by itself. Inclusive tax is contained:
 * amount * rate / (1 + sum of rates), again each rate by itself (shopify.dev, TaxLine; Shopify rounds tax for each line).
 */
export function taxLinesOn(amount: MoneyBag, rates: readonly TaxRate[], taxesIncluded: boolean): TaxLine[] {
  const fractions = rates.map((rate) => fractionOf(rate.rate));
  const whole = addFractions([{ numerator: 1n, denominator: 1n }, ...fractions]);
  return rates.map((rate, index) => {
    const fraction = fractions[index] ?? { numerator: 0n, denominator: 1n };
    const taxOf = (minor: number): number =>
      taxesIncluded
        ? divideRounded(BigInt(minor) * fraction.numerator * whole.denominator, fraction.denominator * whole.numerator)
        : timesFraction(minor, fraction);
    const price = { shopMinor: taxOf(amount.shopMinor), presentmentMinor: taxOf(amount.presentmentMinor) };
    return { title: rate.title, rate: rate.rate, price, channelLiable: false };
  });
}
