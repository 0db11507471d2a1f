import { expect, test } from "vitest";
import { leftOf, type Progress } from "./progress.ts";

const progress: Progress = { seed: 1, rounds: 1, kills: 2, seconds: 9, hits: { a: "1", b: "1" }, violations: [] };

test("what was hit counts until its function is changed", () => {
  const codeByKey = new Map([
    ["a", "1"],
    ["b", "2"],
    ["c", "1"],
  ]);
  expect([...leftOf(progress, codeByKey)]).toEqual(["b", "c"]);
});
