import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildExtensions, listExtensions, readTargets } from "#tests/extensions/build-extensions.ts";
import { registeredTargets } from "#tests/extensions/build-with-cli.ts";

const handles = await listExtensions();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "switchyard-bundles-"));
  await buildExtensions("https://app.example", folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const readBundle = (handle: string) => readFile(join(folder, handle, "extension.js"), "utf8");

test.each(handles)("nothing in the bundle of %s asks a browser for what only Node has", async (handle) => {
  expect(await readBundle(handle)).not.toMatch(/process\.env|require\(|\bimport\s*\(/);
});

test("the app's address is in the bundle of a buyer's page, and nobody else's", async () => {
  const addresses = (await readBundle("order-status")).match(/https?:\/\/[\w.]+/g) ?? [];
  expect(addresses).toContain("https://app.example");
  expect(addresses.filter((address) => !/^https:\/\/app\.example$|^http:\/\/www\.w3\.org$/.test(address))).toEqual([]);
});

test("the block in the admin lets the admin say where the app is", async () => {
  expect(await readBundle("admin-order")).not.toContain("app.example");
});

test.each([
  ["order-status", ["customer-account.order-status.block.render", "purchase.thank-you.block.render"]],
  ["admin-order", ["admin.order-details.block.render"]],
])(
  "the bundle of %s registers itself for its targets and does nothing before it is called",
  async (handle, targets) => {
    const registered: string[] = [];
    // A host without a page: whatever the script touched of it while it is loaded would throw.
    const shopify = { extend: (target: string) => void registered.push(target), setSignals: () => undefined };
    runInNewContext(await readBundle(handle), { shopify });
    expect(registered).toEqual(targets);
    expect(registeredTargets(await readBundle(handle))).toBe(targets.join(" "));
  },
);

test("a target without a module is found out", () => {
  const toml = '[[extensions.targeting]]\ntarget = "a.render"\n\n[extensions.capabilities]\nmodule = "x"\n';
  expect(() => readTargets(toml)).toThrow("A target of an extension names no module.");
});
