import type { WhatIf } from "#app/queries/routing/what-if/replay-period.ts";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";

/** One figure under both policies, in words. */
export type ComparedRow = { name: string; today: string; draft: string; difference: string };

const counts = new Intl.NumberFormat("en");
const signed = new Intl.NumberFormat("en", { signDisplay: "exceptZero" });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** What all orders together come to. */
export function compareTallies({ today, draft, currency }: WhatIf): ComparedRow[] {
  const money = (minor: number) => formatMoney(Math.round(minor), currency);
  const share = (count: number) => `${counts.format(count)} (${percent.format(count / today.orders)})`;
  const compareMoney = (name: string, before: number, after: number): ComparedRow => ({
    name,
    today: money(before),
    draft: money(after),
    difference: `${after > before ? "+" : ""}${money(after - before)}${sayChange(before, after)}`,
  });
  const compareCounts = (name: string, before: number, after: number, say: (count: number) => string): ComparedRow => ({
    name,
    today: say(before),
    draft: say(after),
    difference: signed.format(after - before),
  });
  const way = (tally: WhatIf["today"]) => Math.round(tally.kilometres / Math.max(1, tally.measuredOrders));
  return [
    compareMoney("Postage, picking and packing", today.paidMinor, draft.paidMinor),
    compareMoney("An order", today.paidMinor / today.orders, draft.paidMinor / draft.orders),
    compareCounts("Orders in parts", today.splitOrders, draft.splitOrders, share),
    compareCounts("Orders later than could be", today.laterOrders, draft.laterOrders, share),
    compareCounts("Days later in all", today.laterDays, draft.laterDays, counts.format),
    compareCounts("Orders that wait for stock", today.waitingOrders, draft.waitingOrders, share),
    compareCounts("Units that wait for stock", today.waitingUnits, draft.waitingUnits, counts.format),
    compareCounts("Way of an order, km", way(today), way(draft), counts.format),
  ];
}

/** What leaves each location, the busiest first. */
export function compareLocations({ today, draft, locationNames }: WhatIf): ComparedRow[] {
  const none = { orders: 0, units: 0 };
  return Object.entries(locationNames)
    .map(([id, name]) => ({ name, before: today.byLocation[id] ?? none, after: draft.byLocation[id] ?? none }))
    .sort((a, b) => b.before.orders - a.before.orders || a.name.localeCompare(b.name))
    .map(({ name, before, after }) => ({
      name,
      today: `${countOf(before.orders, "order")}, ${countOf(before.units, "unit")}`,
      draft: `${countOf(after.orders, "order")}, ${countOf(after.units, "unit")}`,
      difference: signed.format(after.orders - before.orders),
    }));
}

function sayChange(before: number, after: number): string {
  if (before === 0 || after === before) return "";
  return ` (${after > before ? "+" : ""}${percent.format((after - before) / before)})`;
}
