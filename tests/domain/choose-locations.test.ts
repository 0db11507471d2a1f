import { expect, test } from "vitest";
import { chooseLocations, MAX_CANDIDATES, UNKNOWN_KM, type Candidate } from "#app/domain/routing/choose-locations.ts";

function candidate(id: string, kilometres: number, units: number[], priority = 1): Candidate {
  return { id, kilometres, units, priority };
}

function choose(demand: number[], ...candidates: Candidate[]): string[] {
  return chooseLocations(demand, candidates).indexes.map((index) => candidates[index]!.id);
}

test("the nearest location that has everything is chosen alone", () => {
  expect(choose([2, 1], candidate("1", 900, [2, 1]), candidate("2", 300, [2, 1]), candidate("3", 10, [2, 0]))).toEqual([
    "2",
  ]);
});

test("serving more units comes before sending fewer parcels", () => {
  expect(choose([3], candidate("1", 10, [2]), candidate("2", 900, [1]))).toEqual(["1", "2"]);
});

test("equally far the smaller priority is chosen, then the older location", () => {
  expect(choose([1], candidate("1", 10, [1], 2), candidate("2", 10, [1], 1))).toEqual(["2"]);
  expect(choose([1], candidate("10", 10, [1]), candidate("9", 10, [1]))).toEqual(["9"]);
});

test("equally far pairs are told apart by their priorities, though the nearest location is in the other", () => {
  const pairs = [
    candidate("1", 0, [1, 1, 0, 0], 3),
    candidate("2", 30, [0, 0, 1, 1], 3),
    candidate("3", 10, [1, 0, 1, 0]),
    candidate("4", 20, [0, 1, 0, 1]),
  ];
  expect(choose([1, 1, 1, 1], ...pairs)).toEqual(["3", "4"]);
});

test("a location whose distance nobody knows comes last", () => {
  expect(choose([1], candidate("1", UNKNOWN_KM, [1]), candidate("2", 20_000, [1]))).toEqual(["2"]);
});

test("nothing is chosen where nothing is to be had", () => {
  expect(chooseLocations([2], [candidate("1", 10, [0])])).toEqual({ indexes: [], served: 0, kilometres: 0 });
  expect(chooseLocations([2], [])).toEqual({ indexes: [], served: 0, kilometres: 0 });
});

test("as many locations as may be tried are tried in every combination", () => {
  const halves = Array.from({ length: MAX_CANDIDATES }, (_, at) =>
    candidate(String(at), 100 - at, [at % 2, (at + 1) % 2]),
  );
  expect(choose([5, 5], ...halves)).toHaveLength(10);
});

test("beyond them the nearest are tried, and every one that has everything by itself", () => {
  const near = Array.from({ length: MAX_CANDIDATES }, (_, at) => candidate(String(at), at, [1, 0]));
  expect(choose([1, 1], ...near, candidate("98", 500, [0, 1]))).toEqual(["0"]);
  expect(choose([1, 1], ...near, candidate("99", 900, [1, 1]))).toEqual(["99"]);
});
