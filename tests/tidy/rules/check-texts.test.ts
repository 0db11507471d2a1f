import { expect, test } from "vitest";
import { lockHasNoAddresses, textsAreOfNoMachine } from "./check-texts.ts";
import { sourceFile, type Rule } from "#tests/tidy/source-file.ts";

const lines = (rule: Rule, path: string, text: string) =>
  rule.check([sourceFile(path, text)]).map((problem) => problem.line);
// Put together here, so that this file itself is of no machine.
const join = (...parts: string[]) => parts.join("");

test.each([
  join("npm install --registry https://", "registry.npmjs.org"),
  join("const file = '/", "home/ada/switchyard/x';"),
  join("open /", "Users/ada"),
  join("cd /", "root/switchyard"),
  join("C:", "\\Users\\ada"),
  join("see ..", "/shared/facts"),
])("%s is a problem", (text) => {
  expect(lines(textsAreOfNoMachine, "docs/operating.md", `first\n${text}\n`)).toEqual([2]);
});

test.each(["https://shopify.dev/docs", "app/home/route.tsx", "#app/root/x", "/routes/home", "../shared-types", "/tmp"])(
  "%s is no problem",
  (text) => {
    expect(lines(textsAreOfNoMachine, "docs/operating.md", text)).toEqual([]);
  },
);

test("continuous integration may look beside the checkout", () => {
  expect(lines(textsAreOfNoMachine, ".ci/run", join("cd ..", "/shared/cases"))).toEqual([]);
});

test("a lock file with download addresses is a problem", () => {
  expect(lines(lockHasNoAddresses, "package-lock.json", `{\n${join('"resolved": "https:', "//a/b.tgz")}"\n}`)).toEqual([
    2,
  ]);
  expect(lines(lockHasNoAddresses, "package-lock.json", `{\n"resolved": "packages/tool"\n}`)).toEqual([]);
});
