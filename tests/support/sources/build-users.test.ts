import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clone } from "#tests/support/postgres/place.ts";

const LOADS_BUILD = /build\/server\/index\.js|app\/processes\/(start-web|web|start)\.ts/;
const ASKS_FOR_BUILD = /await buildIfChanged\(/;
/** Rules about sources, which load nothing; and what plays its rounds by a command of its own, which builds first. */
const OTHERS = /^(tidy|crash-sites|simulation|support\/(sources|guards))\//;
/** Loads what its caller has asked for: the demo builds in a step before, and the matrix by its table of routes. */
const AFTERWARDS = [
  "between-shops/matrix/open-matrix.ts",
  "sandbox/demo/start-processes.ts",
  "processes/operating-guide.test.ts",
];

test("whoever loads the built pages asks for a build of the present sources first, whatever is there", async () => {
  const entries = await readdir(join(clone, "tests"), { recursive: true });
  const files = entries.filter((entry) => entry.endsWith(".ts") && !OTHERS.test(entry) && !AFTERWARDS.includes(entry));
  const texts = await Promise.all(files.map((file) => readFile(join(clone, "tests", file), "utf8")));
  const loading = files.filter((_, index) => LOADS_BUILD.test(texts[index]!));
  expect(loading.length).toBeGreaterThan(2);
  expect(loading.filter((file) => !ASKS_FOR_BUILD.test(texts[files.indexOf(file)]!))).toEqual([]);
  const lenient = files.filter((_, index) => /\bif \(.*await buildIfChanged\(/.test(texts[index]!));
  expect(lenient).toEqual([]);
});
