import { formatMinor } from "./money.ts";

/** "1 line", "3 lines". */
export function count(quantity: number, singular: string, plural = `${singular}s`): string {
  return `${quantity} ${quantity === 1 ? singular : plural}`;
}

/** "Lyon", "Lyon and Paris", "Lyon, Paris and Lille". */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** "12.00 EUR". */
export function sayMoney(amountMinor: number, currency: string): string {
  return `${formatMinor(amountMinor, currency)} ${currency}`;
}

/** A clause as a sentence of its own: capital first, full stop last. */
export function asSentence(clause: string): string {
  const sentence = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
