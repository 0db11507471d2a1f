import { expect, test } from "vitest";
import { createRandom, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { solveTransport, type Transport } from "./solve-transport.ts";

const CASES = 400;

function drawTransport(random: SeededRandom): Transport {
  const places = nextInteger(random, 1, 3);
  const regions = nextInteger(random, 1, 3);
  return {
    supply: Array.from({ length: places }, () => nextInteger(random, 0, 2)),
    demand: Array.from({ length: regions }, () => nextInteger(random, 0, 2)),
    unitMinor: Array.from({ length: places }, () => Array.from({ length: regions }, () => nextInteger(random, 0, 9))),
    missingMinor: nextInteger(random, 5, 15),
  };
}

/** The least cost by trying every origin for every unit wanted. */
function costByTrying({ supply, demand, unitMinor, missingMinor }: Transport): number {
  const wanted = demand.flatMap((units, region) => Array.from({ length: units }, () => region));
  const left = [...supply];
  const costFrom = (unit: number): number => {
    const region = wanted[unit];
    if (region === undefined) return 0;
    let least = missingMinor + costFrom(unit + 1);
    for (let place = 0; place < left.length; place++) {
      if (left[place] === 0) continue;
      left[place]! -= 1;
      least = Math.min(least, unitMinor[place]![region]! + costFrom(unit + 1));
      left[place]! += 1;
    }
    return least;
  };
  return costFrom(0);
}

test("a transport costs what the cheapest of all ways costs", () => {
  const random = createRandom(1);
  for (let run = 0; run < CASES; run++) {
    const transport = drawTransport(random);
    expect(solveTransport(transport).costMinor, JSON.stringify(transport)).toBe(costByTrying(transport));
  }
});

test("the price of a unit is what the cheapest transport costs more without it", () => {
  const random = createRandom(2);
  for (let run = 0; run < CASES; run++) {
    const transport = drawTransport(random);
    const losses = transport.supply.map((units, place) => {
      if (units === 0) return 0;
      const supply = transport.supply.with(place, units - 1);
      return costByTrying({ ...transport, supply }) - costByTrying(transport);
    });
    expect(solveTransport(transport).lossMinor, JSON.stringify(transport)).toEqual(losses);
  }
});

test("a unit that is taken leads to a chain of changes, and its price is the length of the chain", () => {
  // Without its unit the first place's region is served by the second, and the second's by the third, at two more each.
  const unitMinor = [
    [1, 9, 9],
    [3, 1, 9],
    [9, 3, 1],
  ];
  const { lossMinor } = solveTransport({ supply: [1, 1, 1], demand: [1, 1, 0], unitMinor, missingMinor: 100 });
  expect(lossMinor).toEqual([4, 2, 0]);
});
