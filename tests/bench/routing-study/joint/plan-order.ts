import { costOfPlan } from "#app/domain/routing/cheapest/cost-of-plan.ts";
import { findCheapestPlan, type CheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import type { JointOrder, OrderUnits, StockTable } from "./joint-problem.ts";

/** What an order may take and what taking costs besides: units and minor units of [item][location]. */
export type OrderView = {
  unitsOf(item: number, location: number): number;
  priceOf(item: number, location: number): number;
};

/** The cheapest plan of one order alone, by the stock and the prices it is shown. */
export function planOrder(order: JointOrder, view: OrderView): CheapestPlan {
  return findCheapestPlan(problemUnder(order, view));
}

function problemUnder({ problem, items, locations }: JointOrder, view: OrderView): RoutingProblem {
  const places = problem.places.map((place, at) => {
    const location = locations[at]!;
    return {
      ...place,
      stock: items.map((item) => Math.max(0, view.unitsOf(item, location))),
      unitMinor: problem.lines.map(
        (line, index) => place.unitMinor[index]! + view.priceOf(items[line.item]!, location),
      ),
    };
  });
  return { ...problem, places };
}

/** What an order's plan costs by its own prices, whatever stock it was shown. */
export function costOfOrder(order: JointOrder, units: OrderUnits): number {
  return costOfPlan(withEndlessStock(order.problem), units);
}

function withEndlessStock(problem: RoutingProblem): RoutingProblem {
  const places = problem.places.map((place) => ({ ...place, stock: place.stock.map(() => Infinity) }));
  return { ...problem, places };
}

/** Takes an order's units from a table, or with a sign of -1 gives them back. */
export function takeUnits(table: StockTable, order: JointOrder, units: OrderUnits, sign: 1 | -1): void {
  eachTaken(order, units, (item, location, count) => {
    table[item]![location]! -= sign * count;
  });
}

/** Calls with each item and location the order takes units from. */
export function eachTaken(
  { problem, items, locations }: JointOrder,
  units: OrderUnits,
  visit: (item: number, location: number, count: number) => void,
): void {
  for (const [line, row] of units.entries()) {
    const item = items[problem.lines[line]!.item]!;
    for (const [place, count] of row.entries()) if (count > 0) visit(item, locations[place]!, count);
  }
}
