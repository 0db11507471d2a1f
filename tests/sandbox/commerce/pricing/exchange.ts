import { decimalsOf, type MoneyBag } from "#tests/sandbox/state/money.ts";
import { divideRounded, fractionOf } from "./fraction.ts";

/** The two currencies of an order and how many units of the buyer's are one unit of the shop's, as text. */
export type Exchange = { currency: string; presentmentCurrency: string; rate: string };

/** What the buyer sees of a price in the shop's currency. */
export function inPresentment(exchange: Exchange, shopMinor: number): number {
  const rate = fractionOf(exchange.rate);
  const { up, down } = decimalShift(exchange);
  return divideRounded(BigInt(shopMinor) * rate.numerator * up, rate.denominator * down);
}

/** What an amount in the buyer's currency is in the shop's. */
export function inShop(exchange: Exchange, presentmentMinor: number): number {
  const rate = fractionOf(exchange.rate);
  const { up, down } = decimalShift(exchange);
  return divideRounded(BigInt(presentmentMinor) * rate.denominator * down, rate.numerator * up);
}

/** A price of the catalogue in both currencies. */
export function bagOfShop(exchange: Exchange, shopMinor: number): MoneyBag {
  return { shopMinor, presentmentMinor: inPresentment(exchange, shopMinor) };
}

/** An amount that the buyer's side states (a coupon, a tip, a refund) in both currencies. */
export function bagOfPresentment(exchange: Exchange, presentmentMinor: number): MoneyBag {
  return { shopMinor: inShop(exchange, presentmentMinor), presentmentMinor };
}

/** Yen have no cents: a price of 10.00 EUR at a rate of 160 is 1600 yen, not 160,000. */
function decimalShift({ currency, presentmentCurrency }: Exchange): { up: bigint; down: bigint } {
  const shift = decimalsOf(presentmentCurrency) - decimalsOf(currency);
  return { up: 10n ** BigInt(Math.max(shift, 0)), down: 10n ** BigInt(Math.max(-shift, 0)) };
}
