import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readExtensions, readStrings } from "./read-extensions.ts";

const configuration = `api_version = "2026-07"
[[extensions]]
handle = "order-status"
[[extensions.targeting]]
target = "customer-account.order-status.block.render"
module = "./src/order-status.tsx"
[[extensions.targeting]]
target = "pos.home.tile.render"
`;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "extensions-"));
  await mkdir(join(folder, "order-status", "locales"), { recursive: true });
  await writeFile(join(folder, "README.md"), "");
  await writeFile(join(folder, "order-status", "shopify.extension.toml"), configuration);
  await writeFile(join(folder, "order-status", "locales", "de.json"), '{ "title": "Bestellung" }');
  await writeFile(join(folder, "order-status", "locales", "en.default.json"), '{ "title": "Order" }');
});

afterEach(() => rm(folder, { recursive: true }));

test("an extension is known by its configuration file, with the pages that the stand-in has", async () => {
  expect(await readExtensions(folder)).toEqual([
    {
      handle: "order-status",
      apiVersion: "2026-07",
      targets: ["customer-account.order-status.block.render"],
      locales: ["en", "de"],
    },
  ]);
});

test.each([
  ["de", "Bestellung"],
  ["en", "Order"],
  ["fr", "Order"],
])("its texts in %s are %s: a language that it lacks is shown in its default one", async (locale, title) => {
  const [extension] = await readExtensions(folder);
  expect(await readStrings(folder, extension!, locale)).toEqual({ title });
});
