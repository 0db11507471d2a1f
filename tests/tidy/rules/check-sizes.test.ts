import { expect, test } from "vitest";
import { filesAreShort, foldersAreSmall, functionsAreShort, nestingIsShallow } from "./check-sizes.ts";
import { sourceFile, type Rule } from "#tests/tidy/source-file.ts";

const found = (rule: Rule, text: string) => rule.check([sourceFile("app/db/rows.ts", text)]).map(({ line }) => line);
const lines = (count: number) => Array.from({ length: count }, (_, index) => `call(${index});`).join("\n");
const body = (count: number) => `\nfunction fill() {\n${lines(count - 2)}\n}\n`;

test("a file may have 400 lines and no more", () => {
  expect(found(filesAreShort, `${lines(400)}\n`)).toEqual([]);
  expect(found(filesAreShort, `${lines(401)}\n`)).toEqual([401]);
});

test("a function may have 70 lines and no more", () => {
  expect(found(functionsAreShort, body(70))).toEqual([]);
  expect(found(functionsAreShort, body(71))).toEqual([2]);
  expect(found(functionsAreShort, `const fill = () => {\n${lines(69)}\n};`)).toEqual([1]);
});

test.each([
  ["four levels in one function", "if (a) {\nfor (;;) {\nwhile (b) {\nif (c) {}\n}\n}\n}", [4]],
  ["a try counts as a level", "try {\nfor (;;) {\nwhile (b) {\nif (c) {}\n}\n}\n} finally {}", [4]],
  [
    "five levels through a callback",
    "for (;;) {\nif (a) {\neach(() => {\nif (b) {\nif (c) {\nif (d) {}\n}\n}\n});\n}\n}",
    [6],
  ],
])("%s are too deep", (_what, text, expected) => {
  expect(found(nestingIsShallow, `function f() {${text}}`)).toEqual(expected);
});

test.each([
  "function f() { if (a) for (const b of c) if (d) return; }",
  "function f() { if (a) {} else if (b) {} else if (c) {} else if (d) {} else if (e) {} }",
  "function f() { if (a) for (;;) if (b) each(() => { if (c) return; }); }",
  "function f() { for (;;) if (a) { function g() { if (b) if (c) if (d) return; } } }",
])("%s is shallow enough", (text) => {
  expect(found(nestingIsShallow, text)).toEqual([]);
});

test("a folder may have 20 entries, and a subfolder is one of them", () => {
  const files = Array.from({ length: 20 }, (_, index) => sourceFile(`app/ui/part-${index}.tsx`, ""));
  expect(foldersAreSmall.check(files)).toEqual([]);
  const deeper = [...files, sourceFile("app/ui/charts/bars.tsx", ""), sourceFile("app/ui/charts/lines.tsx", "")];
  expect(foldersAreSmall.check(deeper)).toEqual([
    { file: "app/ui", line: 1, advice: expect.stringContaining("21 entries") as string },
  ]);
});

test("the decision records may grow for ever", () => {
  const records = Array.from({ length: 30 }, (_, index) => sourceFile(`docs/decisions/${index}.md`, ""));
  expect(foldersAreSmall.check(records)).toEqual([]);
});
