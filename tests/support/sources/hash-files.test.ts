import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashFiles } from "./hash-files.ts";

let root: string;
let before: string;
const hash = () => hashFiles(root, ["app", "vite.config.ts"]);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "switchyard-hash-"));
  await mkdir(join(root, "app", "routes"), { recursive: true });
  await writeFile(join(root, "app", "routes", "home.tsx"), "home");
  await writeFile(join(root, "app", "root.tsx"), "root");
  before = await hash();
});

afterEach(() => rm(root, { recursive: true }));

test("the same sources have the same hash", async () => {
  expect(await hash()).toBe(before);
});

test.each([
  ["a changed file", () => writeFile(join(root, "app", "root.tsx"), "toor")],
  ["a file deep in a folder", () => writeFile(join(root, "app", "routes", "orders.tsx"), "")],
  ["a renamed file", () => rename(join(root, "app", "root.tsx"), join(root, "app", "boot.tsx"))],
  ["a removed file", () => rm(join(root, "app", "root.tsx"))],
  ["a named file that was absent", () => writeFile(join(root, "vite.config.ts"), "")],
])("%s changes the hash", async (_what, change) => {
  await change();
  expect(await hash()).not.toBe(before);
});

test("a file that is not named does not count", async () => {
  await writeFile(join(root, "README.md"), "text");
  expect(await hash()).toBe(before);
});
