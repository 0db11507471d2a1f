import { expect, test } from "vitest";
import {
  everyTestRuns,
  exportsAreNamed,
  nothingIsAny,
  onlyOneFileReadsTheEnvironment,
  onlyTheLoggerWritesToTheConsole,
  testTitlesAreSentences,
} from "./check-syntax.ts";
import { sourceFile, type Rule } from "#tests/tidy/source-file.ts";

const lines = (rule: Rule, path: string, text: string) =>
  rule.check([sourceFile(path, text)]).map((problem) => problem.line);

test.each([
  [nothingIsAny, "app/db/rows.ts", "const row: any = 1;"],
  [nothingIsAny, "app/db/rows.ts", "const row = x as any;"],
  [nothingIsAny, "app/db/rows.ts", "// @ts-ignore"],
  [nothingIsAny, "app/db/rows.ts", "/* @ts-nocheck */"],
  [everyTestRuns, "tests/db/rows.test.ts", `test.only("a", () => {});`],
  [everyTestRuns, "tests/db/rows.test.ts", `describe.skip("a", () => {});`],
  [everyTestRuns, "tests/db/rows.test.ts", `test.each(rows).only("a", () => {});`],
  [everyTestRuns, "tests/db/rows.test.ts", `test.todo("a");`],
  [everyTestRuns, "tests/db/rows.test.ts", `test("a", { skip: true }, () => {});`],
  [testTitlesAreSentences, "tests/db/rows.test.ts", `test("it should hold", () => {});`],
  [testTitlesAreSentences, "tests/db/rows.test.ts", "test.each(rows)(`should hold`, () => {});"],
  [onlyTheLoggerWritesToTheConsole, "app/db/rows.ts", `console.log("x");`],
  [onlyTheLoggerWritesToTheConsole, "tests/sandbox/demo.ts", `console.error("x");`],
  [exportsAreNamed, "app/db/rows.ts", "export default function rows() {}"],
  [exportsAreNamed, "app/db/rows.ts", "const rows = 1; export default rows;"],
  [exportsAreNamed, "app/db/rows.ts", `export * from "./other.ts";`],
  [exportsAreNamed, "app/db/rows.ts", `export { one } from "./other.ts";`],
  [exportsAreNamed, "app/routes/app.orders/parts.tsx", "export default function Parts() {}"],
  [onlyOneFileReadsTheEnvironment, "app/db/rows.ts", "const url = process.env.DATABASE_URL;"],
])("%o finds in %s: %s", (rule, path, text) => {
  expect(lines(rule, path, `\n${text}\n`)).toEqual([2]);
});

test.each([
  [nothingIsAny, "app/db/rows.ts", `const any = "any"; // any of them, not @ts-ignore`],
  [everyTestRuns, "tests/db/rows.test.ts", `test.runIf(isRoot)("a", () => { page.skip(); list.only; });`],
  [everyTestRuns, "tests/db/rows.test.ts", `const page = { skip: 20 };`],
  [testTitlesAreSentences, "tests/db/rows.test.ts", `test("a shoulder bag is held", () => {});`],
  [onlyTheLoggerWritesToTheConsole, "app/log.server.ts", `console.error("x");`],
  [exportsAreNamed, "app/routes/app.orders.tsx", "export default function Orders() {}"],
  [exportsAreNamed, "app/routes/app.orders/route.tsx", "export default function Orders() {}"],
  [exportsAreNamed, "vite.config.ts", "export default {};"],
  [exportsAreNamed, "app/db/rows.ts", "const one = 1; export { one };"],
  [onlyOneFileReadsTheEnvironment, "app/env.server.ts", "const url = process.env;"],
])("%o allows in %s: %s", (rule, path, text) => {
  expect(lines(rule, path, text)).toEqual([]);
});
