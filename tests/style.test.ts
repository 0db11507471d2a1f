import { expect, test } from "vitest";
import { checks } from "#tests/support/check.ts";
import { runProgram } from "#tests/support/run-program.ts";

test.each(checks)("the $name check passes", { timeout: 180_000 }, async ({ args }) => {
  const { passed, output } = await runProgram(args);
  expect(passed, output).toBe(true);
});
