import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { copyTable, type JointOrder, type OrderUnits } from "#tests/bench/routing-study/joint/joint-problem.ts";
import { takeUnits } from "#tests/bench/routing-study/joint/plan-order.ts";
import type { Study } from "#tests/bench/routing-study/world/draw-study.ts";
import type { Rival } from "#tests/bench/rivals/route-otherwise.ts";

/** Each order in turn by a rule that knows no money, its places with the nearest first. */
export function routeNearest({ orders, stock }: Study, rule: Rival): OrderUnits[] {
  const left = copyTable(stock);
  return orders.map(({ order }) => {
    const units = rule(problemOn(left, order));
    takeUnits(left, order, units, 1);
    return units;
  });
}

/** The same with the places in the merchant's own ranking, whoever buys: the study's locations, the largest first. */
export function routeRanked({ orders, stock }: Study, rule: Rival): OrderUnits[] {
  const left = copyTable(stock);
  return orders.map(({ order }) => {
    const units = unranked(order, rule(problemOn(left, ranked(order))));
    takeUnits(left, order, units, 1);
    return units;
  });
}

function problemOn(left: readonly (readonly number[])[], { problem, items, locations }: JointOrder): RoutingProblem {
  const places = problem.places.map((place, at) => ({
    ...place,
    stock: items.map((item) => left[item]![locations[at]!]!),
  }));
  return { ...problem, places };
}

function ranked(order: JointOrder): JointOrder {
  const { places } = order.problem;
  const byRank = order.locations.map((location, at) => ({ location, at })).sort((a, b) => a.location - b.location);
  return {
    ...order,
    problem: { ...order.problem, places: byRank.map(({ at }) => places[at]!) },
    locations: byRank.map(({ location }) => location),
  };
}

function unranked({ locations }: JointOrder, units: OrderUnits): OrderUnits {
  return units.map((row) => locations.map((location) => row[location]!));
}
