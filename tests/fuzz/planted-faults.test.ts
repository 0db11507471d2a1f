import { expect, test } from "vitest";
import { laws, lawsOf } from "./laws.ts";
import { plantedFaults } from "./planted-faults.ts";

// The same cases in every run: whether a law can see a fault must not be a matter of luck.
const SEED = 20261123;

test.each(plantedFaults)("$law: it is noticed that $fault", ({ law: name, subject }) => {
  const law = lawsOf(subject).find((each) => each.name === name);
  expect(law, "the law has another name now: name it here too").toBeDefined();
  expect(law!.try({ seed: SEED, numRuns: 500 }).holds).toBe(false);
});

test("every law has a fault that it notices", () => {
  const planted = new Set(plantedFaults.map(({ law }) => law));
  expect(laws.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
});
