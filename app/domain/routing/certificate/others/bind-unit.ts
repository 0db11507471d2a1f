import type { ProblemLine, RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";

/**
 * Binds one unit of a line to a place that has it: the unit becomes a line of an item that only this place has, and to let it wait
 * costs more than any plan. All else is as before, so plans of the new problem are those plans of the old one in which
 * the place sends of the line, at the same cost.
 *
 * @param refusalMinor more than any plan costs that serves the unit
 * @returns the problem with the unit as its last line
 */
export function bindUnit(problem: RoutingProblem, line: number, place: number, refusalMinor: number): RoutingProblem {
  const whole = problem.lines[line]!;
  const item = problem.places[place]!.stock.length;
  const unit: ProblemLine = { ...whole, units: 1, item, waitMinor: refusalMinor };
  const rest: ProblemLine = { ...whole, units: whole.units - 1 };
  const places = problem.places.map((each, at) => {
    const isHere = at === place;
    const stock = isHere ? each.stock.with(whole.item, each.stock[whole.item]! - 1) : [...each.stock];
    const minor = each.unitMinor[line]!;
    // What is left of a line that may not be split leaves from here or waits: anywhere else it costs more than to wait.
    const restMinor = isHere || whole.mayBeSplit ? minor : Math.max(minor, whole.waitMinor + 1);
    return { ...each, stock: [...stock, isHere ? 1 : 0], unitMinor: [...each.unitMinor.with(line, restMinor), minor] };
  });
  return { ...problem, lines: [...problem.lines.with(line, rest), unit], places };
}

/** More than any plan costs that serves some units and lets all others wait. */
export function refusalMinorOf({ lines, places, splitMinor }: RoutingProblem): number {
  const waiting = lines.reduce((sum, { units, waitMinor }) => sum + units * waitMinor, 0);
  const units = lines.reduce((sum, line) => sum + line.units, 0);
  const sending = places.map(({ openMinor, unitMinor, rates }) => {
    const unit = Math.max(0, ...unitMinor) + (rates.at(-1)?.priceMinor ?? 0) * parcelsOfHeaviest(lines, rates);
    return openMinor + units * unit + splitMinor;
  });
  return waiting + sending.reduce((sum, minor) => sum + minor, 0) + 1;
}

/** As many parcels as one unit of the heaviest line can need. */
function parcelsOfHeaviest(lines: readonly ProblemLine[], rates: RoutingProblem["places"][number]["rates"]): number {
  const heaviest = Math.max(0, ...lines.map(({ unitGrams }) => unitGrams));
  return Math.max(1, Math.ceil(heaviest / rates.at(-1)!.upToGrams));
}
