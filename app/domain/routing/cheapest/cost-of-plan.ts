import { assert } from "#app/domain/basics/assert.ts";
import { priceParcels } from "./price-parcels.ts";
import type { ProblemLine, ProblemPlace, RoutingProblem } from "./routing-problem.ts";

/**
 * What a plan costs, told from the problem alone: what the search believes is checked against it.
 *
 * @param units units[line][place] that leave from the place; the rest of a line waits
 * @throws when the problem does not allow the plan
 */
export function costOfPlan(problem: RoutingProblem, units: readonly (readonly number[])[]): number {
  assertAllowed(problem, units);
  let cost = 0;
  let usedPlaces = 0;
  for (const [at, place] of problem.places.entries()) {
    const unitsHere = units.map((row) => row[at]!);
    if (unitsHere.every((count) => count === 0)) continue;
    usedPlaces++;
    cost += place.openMinor + costOfParcels(problem.lines, place, unitsHere);
    for (const [line, count] of unitsHere.entries()) cost += count * place.unitMinor[line]!;
  }
  for (const [line, { units: wanted, waitMinor }] of problem.lines.entries())
    cost += (wanted - sum(units[line]!)) * waitMinor;
  return cost + problem.splitMinor * Math.max(0, usedPlaces - 1);
}

/** What carriers ask for units that leave one place: those that are packed together, and those that ship alone. */
export function costOfParcels(
  lines: readonly ProblemLine[],
  { rates }: ProblemPlace,
  unitsHere: readonly number[],
): number {
  let cost = 0;
  let grams = 0;
  let unitsTogether = 0;
  for (const [line, count] of unitsHere.entries()) {
    const { unitGrams, shipsAlone } = lines[line]!;
    if (count > 0 && shipsAlone) cost += count * priceParcels(rates, unitGrams);
    if (shipsAlone) continue;
    grams += count * unitGrams;
    unitsTogether += count;
  }
  return unitsTogether === 0 ? cost : cost + priceParcels(rates, grams);
}

function assertAllowed({ lines, places }: RoutingProblem, units: readonly (readonly number[])[]): void {
  assert(units.length === lines.length, "a plan has a row for each line");
  for (const [line, row] of units.entries()) {
    assert(row.length === places.length, "a plan's row has a number for each place");
    assert(
      row.every((count) => Number.isInteger(count) && count >= 0),
      "units are whole and not negative",
    );
    assert(sum(row) <= lines[line]!.units, "no more units are served than wanted");
    assert(lines[line]!.mayBeSplit || placesOf(row).length <= 1, "a line that may not be split leaves from one place");
  }
  for (const [at, place] of places.entries()) {
    const unitsByItem = new Map<number, number>();
    for (const [line, { item }] of lines.entries())
      unitsByItem.set(item, (unitsByItem.get(item) ?? 0) + units[line]![at]!);
    for (const [item, count] of unitsByItem)
      assert(count <= place.stock[item]!, "no more units leave than are in stock");
    assert(sum(units.map((row) => row[at]!)) <= place.capacityUnits, "a place sends no more than it can");
  }
  assertTogether(lines, units);
}

function assertTogether(lines: readonly ProblemLine[], units: readonly (readonly number[])[]): void {
  const wholeBySet = new Map<number, string>();
  for (const [line, { together, units: wanted }] of lines.entries()) {
    if (together === null || wanted === 0) continue;
    const used = placesOf(units[line]!);
    const isWhole = used.length === 0 || (used.length === 1 && sum(units[line]!) === wanted);
    assert(isWhole, "a line of a set is served whole or not at all");
    assert((wholeBySet.get(together) ?? used.join()) === used.join(), "lines of one set leave from one place together");
    wholeBySet.set(together, used.join());
  }
}

function placesOf(row: readonly number[]): number[] {
  return row.flatMap((count, place) => (count > 0 ? [place] : []));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
