import { priceParcels } from "#app/domain/routing/cheapest/price-parcels.ts";
import type { ProblemLine, ProblemPlace } from "#app/domain/routing/cheapest/routing-problem.ts";

/**
 * What is placed as one: a line, or all lines of one set. It consists of equal pieces: the units of a line, or the whole set
 * as one piece.
 */
export type Element = {
  /** Its lines that have units. */
  lines: readonly number[];
  pieces: number;
  /** All pieces that are served must leave from one place. */
  isOnePlace: boolean;
  /** Of one piece: units, what it adds to the parcel, whether it adds anything at all, and what it costs when it waits. */
  units: number;
  grams: number;
  isInParcel: boolean;
  waitMinor: number;
  /** What one piece takes from stock. */
  draws: readonly { item: number; units: number }[];
  /** By place: how many pieces there can be at most, and what one costs. */
  most: number[];
  pieceMinor: number[];
};

/** The elements of a problem in the order of their first line with units. */
export function gatherElements(lines: readonly ProblemLine[], places: readonly ProblemPlace[]): Element[] {
  return groupLines(lines).map((group) => {
    const first = lines[group[0]!]!;
    const isSet = first.together !== null;
    const element: Element = {
      lines: group,
      pieces: isSet ? 1 : first.units,
      isOnePlace: isSet || !first.mayBeSplit,
      units: 0,
      grams: 0,
      isInParcel: false,
      waitMinor: 0,
      draws: isSet ? drawsOfSet(lines, group) : [{ item: first.item, units: 1 }],
      most: [],
      pieceMinor: [],
    };
    for (const line of group) {
      const { units: lineUnits, unitGrams, shipsAlone, waitMinor } = lines[line]!;
      const units = isSet ? lineUnits : 1;
      element.units += units;
      element.waitMinor += units * waitMinor;
      if (!shipsAlone) element.grams += units * unitGrams;
      if (!shipsAlone) element.isInParcel = true;
    }
    for (const place of places) {
      element.most.push(mostPieces(element, place));
      element.pieceMinor.push(costOfPiece(lines, group, isSet, place));
    }
    return element;
  });
}

function groupLines(lines: readonly ProblemLine[]): number[][] {
  const groups: number[][] = [];
  const groupBySet = new Map<number, number[]>();
  for (let line = 0; line < lines.length; line++) {
    const { units, together } = lines[line]!;
    if (units === 0) continue;
    const known = together === null ? undefined : groupBySet.get(together);
    if (known !== undefined) {
      known.push(line);
      continue;
    }
    const group = [line];
    groups.push(group);
    if (together !== null) groupBySet.set(together, group);
  }
  return groups;
}

function drawsOfSet(lines: readonly ProblemLine[], group: readonly number[]): Element["draws"] {
  const unitsByItem = new Map<number, number>();
  for (const line of group) {
    const { item, units } = lines[line]!;
    unitsByItem.set(item, (unitsByItem.get(item) ?? 0) + units);
  }
  return [...unitsByItem].map(([item, units]) => ({ item, units }));
}

function mostPieces({ pieces, units, draws }: Element, { stock, capacityUnits }: ProblemPlace): number {
  let most = Math.min(pieces, Math.floor(capacityUnits / units));
  for (const draw of draws) most = Math.min(most, Math.floor(stock[draw.item]! / draw.units));
  return most;
}

function costOfPiece(
  lines: readonly ProblemLine[],
  group: readonly number[],
  isSet: boolean,
  place: ProblemPlace,
): number {
  let cost = 0;
  for (const line of group) {
    const { units, unitGrams, shipsAlone } = lines[line]!;
    const unitMinor = place.unitMinor[line]! + (shipsAlone ? priceParcels(place.rates, unitGrams) : 0);
    cost += (isSet ? units : 1) * unitMinor;
  }
  return cost;
}
