import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import type { Tally } from "./tally.ts";

/**
 * What a policy would have done, beside the one that holds:
 * - same: no order would have left from elsewhere;
 * - better: better in something and worse in nothing, the only one that may be recommended;
 * - worse: worse in something and better in nothing;
 * - trade: better in something and worse in something else, which is for the merchant to weigh.
 */
export type PolicyVerdict = { kind: "same" | "better" | "worse" | "trade"; sentence: string };

/** A figure of which less is better. */
type Measure = { value: (tally: Tally) => number; less: (by: number) => string; more: (by: number) => string };

/** Judges by what every merchant counts: money that is paid, orders that come in parts, days, and units that wait. */
export function judgePolicy(today: Tally, draft: Tally, changedOrders: number, currency: string): PolicyVerdict {
  if (changedOrders === 0)
    return { kind: "same", sentence: "Every order would have left from where today's policy sends it." };
  const differences = measuresIn(currency).map(({ value, less, more }) => ({
    by: value(draft) - value(today),
    less,
    more,
  }));
  const better = differences.filter(({ by }) => by < 0).map(({ by, less }) => less(-by));
  const worse = differences.filter(({ by }) => by > 0).map(({ by, more }) => more(by));
  const orders = `${count(changedOrders, "order")} would have left from elsewhere`;
  if (worse.length === 0 && better.length === 0)
    return { kind: "trade", sentence: `${orders}, and it would have come to the same.` };
  if (worse.length === 0)
    return { kind: "better", sentence: `Better than today's policy: ${listInWords(better)}, and nothing worse.` };
  if (better.length === 0)
    return { kind: "worse", sentence: `Worse than today's policy: ${listInWords(worse)}, and nothing better.` };
  const price = sayPrice(today, draft, currency);
  return { kind: "trade", sentence: `A trade: ${listInWords(better)}, but ${listInWords(worse)}${price}.` };
}

function measuresIn(currency: string): Measure[] {
  return [
    {
      value: ({ paidMinor }) => paidMinor,
      less: (by) => `${sayMoney(by, currency)} less to pay`,
      more: (by) => `${sayMoney(by, currency)} more to pay`,
    },
    {
      value: ({ splitOrders }) => splitOrders,
      less: (by) => `${count(by, "order")} fewer in parts`,
      more: (by) => `${count(by, "order")} more in parts`,
    },
    {
      value: ({ laterDays }) => laterDays,
      less: (by) => `${count(by, "day")} sooner in all`,
      more: (by) => `${count(by, "day")} later in all`,
    },
    {
      value: ({ waitingUnits }) => waitingUnits,
      less: (by) => `${count(by, "unit")} fewer waiting for stock`,
      more: (by) => `${count(by, "unit")} more waiting for stock`,
    },
  ];
}

/** Where money is traded for one thing alone: what one of it costs, to hold against what it is worth to the merchant. */
function sayPrice(today: Tally, draft: Tally, currency: string): string {
  const paidMinor = draft.paidMinor - today.paidMinor;
  const traded = [
    { by: draft.splitOrders - today.splitOrders, each: "order that leaves in parts" },
    { by: draft.laterDays - today.laterDays, each: "day" },
  ].filter(({ by }) => by !== 0);
  const [only] = traded;
  const isAlone = traded.length === 1 && draft.waitingUnits === today.waitingUnits;
  if (!only || !isAlone || paidMinor * only.by >= 0) return "";
  return `: ${sayMoney(Math.round(Math.abs(paidMinor / only.by)), currency)} for each ${only.each}`;
}
