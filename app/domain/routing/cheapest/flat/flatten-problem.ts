import { createMemory, flags, integers, numbers, type Memory } from "#app/domain/routing/cheapest/memory.ts";
import { assert } from "#app/domain/basics/assert.ts";
import type { ProblemPlace, RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { gatherElements, type Element } from "./elements.ts";
import type { Draw, FlatProblem } from "./flat-problem.ts";

export function flattenProblem({ lines, places, splitMinor }: RoutingProblem): FlatProblem {
  const gathered = gatherElements(lines, places);
  const elements = gathered.filter((element) => reachablePieces(element) > 0);
  let unavoidableMinor = 0;
  for (const element of gathered) {
    const reachable = reachablePieces(element);
    unavoidableMinor += (element.pieces - reachable) * element.waitMinor;
    element.pieces = reachable;
  }
  const contestedItems = findContested(elements);
  const drawsOf = elements.map((element, at) => contestedDraws(element, at, contestedItems));
  const memory = createMemory();
  const ofElements = flattenElements(memory, elements, places.length);
  const ofPlaces = flattenPlaces(memory, ofElements, places);
  return {
    memory,
    placeCount: places.length,
    elementCount: elements.length,
    splitMinor,
    unavoidableMinor,
    waitingMinor: ofElements.waitMinor.reduce((least, minor) => Math.min(least, minor), Infinity) + unavoidableMinor,
    allPieces: ofElements.pieces.reduce((sum, pieces) => sum + pieces, 0),
    allGrams: ofElements.grams.reduce((sum, grams, at) => sum + grams * ofElements.pieces[at]!, 0),
    elements,
    ...ofElements,
    ...ofPlaces,
    contestedStock: stockOf(memory, contestedItems, places),
    contestedCount: contestedItems.length,
    drawsOf,
    draws: drawsOf.flat(),
    isContested: contestedItems.length > 0 || ofPlaces.capacity.some((units) => units < Infinity),
  };
}

/** How many pieces some plan can serve. */
function reachablePieces({ most, pieces, isOnePlace }: Element): number {
  let reachable = 0;
  for (const count of most) reachable = isOnePlace ? Math.max(reachable, count) : reachable + count;
  return Math.min(reachable, pieces);
}

/** The items that more than one element draws. */
function findContested(elements: readonly Element[]): number[] {
  const seen = new Set<number>();
  const contested: number[] = [];
  for (const { draws } of elements) {
    for (const { item } of draws) {
      if (seen.has(item) && !contested.includes(item)) contested.push(item);
      seen.add(item);
    }
  }
  return contested;
}

function contestedDraws({ draws }: Element, element: number, items: readonly number[]): Draw[] {
  const contested: Draw[] = [];
  for (const { item, units } of draws)
    if (items.includes(item)) contested.push({ element, contested: items.indexOf(item), units });
  return contested;
}

function stockOf(memory: Memory, items: readonly number[], places: readonly ProblemPlace[]): Float64Array {
  const stock = numbers(memory, items.length * places.length);
  for (let at = 0; at < items.length; at++) {
    for (let place = 0; place < places.length; place++)
      stock[at * places.length + place] = places[place]!.stock[items[at]!]!;
  }
  return stock;
}

function flattenElements(memory: Memory, elements: readonly Element[], placeCount: number) {
  const count = elements.length;
  const flat = {
    pieces: numbers(memory, count),
    units: numbers(memory, count),
    grams: numbers(memory, count),
    isInParcel: flags(memory, count),
    isOnePlace: flags(memory, count),
    waitMinor: numbers(memory, count),
    most: numbers(memory, count * placeCount),
    pieceMinor: numbers(memory, count * placeCount),
  };
  for (let at = 0; at < count; at++) {
    const element = elements[at]!;
    flat.pieces[at] = element.pieces;
    flat.units[at] = element.units;
    flat.grams[at] = element.grams;
    flat.isInParcel[at] = element.isInParcel ? 1 : 0;
    flat.isOnePlace[at] = element.isOnePlace ? 1 : 0;
    flat.waitMinor[at] = element.waitMinor;
    for (let place = 0; place < placeCount; place++) {
      flat.most[at * placeCount + place] = Math.min(element.most[place]!, element.pieces);
      flat.pieceMinor[at * placeCount + place] = element.pieceMinor[place]!;
    }
  }
  return flat;
}

function flattenPlaces(memory: Memory, elements: ReturnType<typeof flattenElements>, places: readonly ProblemPlace[]) {
  let steps = 0;
  for (const { rates } of places) steps += rates.length;
  const flat = {
    openMinor: numbers(memory, places.length),
    capacity: numbers(memory, places.length),
    lightest: numbers(memory, places.length).fill(Infinity),
    reachableGrams: numbers(memory, places.length),
    maySendAlone: flags(memory, places.length),
    firstStep: integers(memory, places.length + 1),
    stepGrams: numbers(memory, steps),
    stepMinor: numbers(memory, steps),
  };
  let step = 0;
  for (let at = 0; at < places.length; at++) {
    const { openMinor, capacityUnits, rates } = places[at]!;
    assert(rates.length > 0, "every place has rates");
    const heaviest = rates[rates.length - 1]!.upToGrams;
    assert(rates[0]!.upToGrams > 0 && heaviest < Infinity, "a parcel may weigh something, but not without end");
    flat.openMinor[at] = openMinor;
    for (let rate = 0; rate < rates.length; rate++) {
      flat.stepGrams[step] = rates[rate]!.upToGrams;
      flat.stepMinor[step] = rates[rate]!.priceMinor;
      step++;
    }
    flat.firstStep[at + 1] = step;
    let units = 0;
    for (let element = 0; element < elements.pieces.length; element++) {
      const count = elements.most[element * places.length + at]!;
      if (count === 0) continue;
      units += count * elements.units[element]!;
      flat.reachableGrams[at]! += count * elements.grams[element]!;
      if (elements.isInParcel[element] === 0) flat.maySendAlone[at] = 1;
      else if (elements.grams[element]! < flat.lightest[at]!) flat.lightest[at] = elements.grams[element]!;
    }
    flat.capacity[at] = units <= capacityUnits ? Infinity : capacityUnits;
  }
  return flat;
}
