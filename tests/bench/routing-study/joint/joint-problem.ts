import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";

/** Orders that want the same stock, decided together. */
export type JointProblem = {
  orders: readonly JointOrder[];
  /** Units that all of them may take together: stock[item][location]. */
  stock: readonly (readonly number[])[];
};

export type JointOrder = {
  /** What the order wants and what it costs. The stock in it is not looked at: it is the common one. */
  problem: RoutingProblem;
  /** For each item of the problem, and each place, which one of the common stock it is. */
  items: readonly number[];
  locations: readonly number[];
};

/** units[line][place] of one order. */
export type OrderUnits = readonly (readonly number[])[];

export type JointPlan = {
  /** By order. */
  units: OrderUnits[];
  costMinor: number;
  /** No plan for all orders costs less. Equal to `costMinor` when the plan is proven to be the cheapest. */
  boundMinor: number;
};

/** Units or minor units for each item at each location: table[item][location]. */
export type StockTable = number[][];

export function copyTable(table: readonly (readonly number[])[]): StockTable {
  return table.map((row) => [...row]);
}

export function emptyTable(table: readonly (readonly number[])[]): StockTable {
  return table.map((row) => row.map(() => 0));
}
