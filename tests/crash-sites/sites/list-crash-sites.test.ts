import { expect, test } from "vitest";
import { clone } from "#tests/support/postgres/place.ts";
import { readProject } from "#tests/tidy/read-project.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";
import { findAwaits } from "./find-awaits.ts";
import { findModules } from "./find-modules.ts";
import { listCrashSites } from "./list-crash-sites.ts";

const project = readProject(clone);

test("each await of a file is a site with the name of its function and its place in it", () => {
  const file = sourceFile(
    "app/worker/pack.ts",
    `export async function pack(orders: AsyncIterable<string>) {
       await open();
       for await (const order of orders) await put(await find(order), async () => { await seal(); });
       return { close: async () => { await shut(); } };
     }
     await pack(none());`,
  );
  expect(findAwaits(file).map(({ site, isLoop }) => [site.name, isLoop])).toEqual([
    ["app/worker/pack.ts pack 1", false],
    ["app/worker/pack.ts pack 2", true],
    ["app/worker/pack.ts pack 3", false],
    ["app/worker/pack.ts pack 4", false],
    ["app/worker/pack.ts pack > callback 1", false],
    ["app/worker/pack.ts pack > close 1", false],
    ["app/worker/pack.ts module 1", false],
  ]);
});

test("what a module imports runs with it, but for what it imports as types", () => {
  const files = [
    sourceFile("app/a.ts", `import { b } from "./b.ts"; import type { C } from "./c.ts"; b();`),
    sourceFile("app/b.ts", `import { d } from "#app/d.ts"; export const b = d;`),
    sourceFile("app/c.ts", `export type C = string;`),
    sourceFile("app/d.ts", `export const d = () => 1;`),
  ];
  expect(findModules(files, ["app/a.ts"]).map(({ path }) => path)).toEqual(["app/a.ts", "app/b.ts", "app/d.ts"]);
});

test("every place between receipt and done at which the app waits is a site, each under a name of its own", () => {
  const { sites } = listCrashSites(project);
  const names = sites.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  // The intake, a batch, a call, a click, a file: one of each, as a person would look them up.
  for (const file of [
    "app/processes/take-webhook.ts",
    "app/db/inbox-writer.ts",
    "app/pipeline/run-batch.ts",
    "app/pipeline/send-outbox.ts",
    "app/commands/pass-problems.ts",
    "app/worker/render-document.ts",
    "app/worker/import-history.ts",
    "app/worker/reconcile-shop.ts",
  ])
    expect(sites.filter((site) => site.file === file).length, file).toBeGreaterThan(0);
});

test("an await that somebody adds is another site", () => {
  const before = listCrashSites(project).sites.length;
  const changed = project.map((file) =>
    file.path === "app/pipeline/run-batch.ts"
      ? sourceFile(file.path, `${file.text}\nexport async function added() { await Promise.resolve(); }`)
      : file,
  );
  const names = listCrashSites(changed).sites.map(({ name }) => name);
  expect(names).toHaveLength(before + 1);
  expect(names).toContain("app/pipeline/run-batch.ts added 1");
});

test("the table of what is no site names nothing that is not there", () => {
  expect(listCrashSites(project).leftOut.filter(({ count }) => count === 0)).toEqual([]);
});
