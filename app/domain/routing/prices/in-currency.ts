import { minorDigits } from "#app/domain/basics/money.ts";

/**
 * What a US dollar is about, in whole units of other currencies, to one or two digits (rates of November 2026). All default prices
 * are scaled alike, so a rate that is off by half changes what is shown beside a route and never the route.
 */
const UNITS_BY_CURRENCY: Readonly<Record<string, number>> = {
  AED: 3.7, ARS: 1500, AUD: 1.5, BGN: 1.7, BRL: 5.5, CAD: 1.4, CHF: 0.8, CLP: 950, CNY: 7, COP: 4000, CZK: 21, DKK: 6.5, EGP: 48,
  EUR: 0.9, GBP: 0.75, HKD: 7.8, HUF: 340, IDR: 16000, ILS: 3.5, INR: 88, JPY: 150, KES: 130, KRW: 1400, KWD: 0.3, MAD: 9, MXN: 18.5,
  MYR: 4.2, NGN: 1500, NOK: 10, NZD: 1.7, PEN: 3.5, PHP: 58, PKR: 280, PLN: 3.7, RON: 4.4, RSD: 100, SAR: 3.75, SEK: 9.5, SGD: 1.3,
  THB: 33, TRY: 42, TWD: 31, UAH: 42, VND: 26000, ZAR: 17.5,
}; // prettier-ignore

/** An amount in US cents as minor units of a currency, about. */
export function inCurrency(cents: number, currency: string): number {
  const units = (cents / 100) * (UNITS_BY_CURRENCY[currency] ?? 1);
  return Math.round(units * 10 ** minorDigits(currency));
}
