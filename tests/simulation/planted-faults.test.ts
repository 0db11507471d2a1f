import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { plantedFaults, withFault } from "./planted-faults.ts";

const root = new URL("../../", import.meta.url);
const preload = fileURLToPath(new URL("./plant-fault.ts", import.meta.url));

test.each(plantedFaults)("$name still fits its file, where it changes something", (fault) => {
  const source = readFileSync(new URL(fault.file, root), "utf8");
  expect(withFault(source, fault)).not.toBe(source);
});

test("each planted fault has a name of its own", () => {
  const names = plantedFaults.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ["is gone", "const b = 1;"],
  ["stands there twice", "const a = 1; const a = 1;"],
])("a fault whose text %s is an error", (_what, source) => {
  const fault = { name: "x", isWrong: "", file: "app/x.ts", find: "const a = 1;", replacement: "" };
  expect(() => withFault(source, fault)).toThrow(/must stand there once/);
});

test("the app that is loaded has the fault in it", () => {
  const script = 'import { applyClaims } from "#app/domain/inventory/level-book.ts"; console.log(String(applyClaims));';
  const { stdout } = loadWith("claim-back-settled", script);
  expect(stdout).toMatch(/const released = .*\n.*allocated: level\.allocated \+ units,\s+movingUnits/s);
  expect(stdout).not.toContain("unsettledUnits");
});

test("two guards of the same law can be taken away together", () => {
  const { status, stdout } = loadWith("series-not-locked,lock-skipped", "");
  expect(status).toBe(0);
  expect(stdout).toMatch(/without the lock of its series.*\n.*does not hold the shop's writer's row/);
});

test("a fault that nobody knows is not planted, so that no run passes for one with a fault", () => {
  const { status, stderr } = loadWith("no-such-fault", "");
  expect(status).not.toBe(0);
  expect(stderr).toContain("PLANTED_FAULT must name one of these: acknowledge-before-commit");
});

function loadWith(fault: string, script: string) {
  const options = ["--import", preload, "--input-type=module", "--eval", script];
  const env = { ...process.env, PLANTED_FAULT: fault };
  return spawnSync(process.execPath, options, { cwd: fileURLToPath(root), env, encoding: "utf8" });
}
