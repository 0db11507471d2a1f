import { formatMinor } from "#app/domain/basics/money.ts";

const formatByCurrency = new Map<string, Intl.NumberFormat>();

/** An amount for a person's eyes: 120550 EUR is "€1,205.50". */
export function formatMoney(amountMinor: number, currency: string): string {
  const known = formatByCurrency.get(currency);
  const format = known ?? makeFormat(currency);
  if (!known) formatByCurrency.set(currency, format);
  // As a decimal text the amount reaches the formatter exactly.
  return format.format(formatMinor(amountMinor, currency) as `${number}`);
}

function makeFormat(currency: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency });
  } catch {
    // A code that is none (only three letters are) must not take the page down.
    return new Intl.NumberFormat("en", { minimumFractionDigits: 2 });
  }
}

const counts = new Intl.NumberFormat("en");

/** "1 order", "1,204 orders". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${counts.format(count)} ${count === 1 ? one : many}`;
}
