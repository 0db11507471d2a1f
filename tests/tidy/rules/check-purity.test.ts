import { expect, test } from "vitest";
import { domainIsPure } from "./check-purity.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";

const problems = (text: string, path = "app/domain/routing/route.ts") => domainIsPure.check([sourceFile(path, text)]);

test.each([
  [`import { z } from "zod";`, "domain/ imports nothing but itself"],
  [`import { createHash } from "node:crypto";`, "domain/ imports nothing but itself"],
  [`import type { Row } from "#app/db/rows.ts";`, "domain/ imports nothing but itself"],
  [`export async function route() {}`, "domain/ is synchronous"],
  [`const at = Date.now();`, "Date.now() reads the clock"],
  [`const at = new Date();`, "new Date() reads the clock"],
  [`const at = new Date;`, "new Date() reads the clock"],
  [`const roll = Math.random();`, "Math.random() is chance"],
  [`const hour = now.getHours();`, "use the UTC form"],
  [`console.log("routed");`, "console does not belong"],
  [`const zone = process.env.TZ;`, "process does not belong"],
  [`type Later = Promise<string>;`, "Promise does not belong"],
  [`const id = crypto.randomUUID();`, "crypto does not belong"],
  [`let counter = 0;`, "is state"],
])("%s is a problem in domain/", (text, expected) => {
  expect(problems(`\n${text}`)).toEqual([
    { file: "app/domain/routing/route.ts", line: 2, advice: expect.stringContaining(expected) as string },
  ]);
});

test.each([
  `import { assert } from "#app/domain/basics/assert.ts";`,
  `export const due = (now: Date) => new Date(now.getTime() + 60_000).getUTCHours();`,
  `export const sum = (documents: Invoice[]) => documents.map((document) => document.total);`,
  `const document = { process: 1 }; const total = order.document.fetch;`,
  `export function sum(lines: number[]) { let total = 0; for (const line of lines) total += line; return total; }`,
])("%s is pure", (text) => {
  expect(problems(text)).toEqual([]);
});

test("the rest of the app may read the clock", () => {
  expect(problems("const at = Date.now();", "app/processes/web.ts")).toEqual([]);
});
