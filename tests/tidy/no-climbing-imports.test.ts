import { join } from "node:path";
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { expect, test } from "vitest";
import { noClimbingImports } from "./no-climbing-imports.ts";

const cwd = join("/", "checkout");
const fixed = (text: string) => {
  const config = [
    {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser },
      plugins: { house: { rules: { "no-climbing-imports": noClimbingImports } } },
      rules: { "house/no-climbing-imports": "error" as const },
    },
  ];
  return new Linter({ cwd }).verifyAndFix(text, config, join(cwd, "app/routes/orders/list.ts")).output;
};

test.each([
  [`import { x } from "../../db/inbox.ts";`, `import { x } from "#app/db/inbox.ts";`],
  [`import type { X } from "../home.ts";`, `import type { X } from "#app/routes/home.ts";`],
  [`import "../../../tests/support/cases.ts";`, `import "#tests/support/cases.ts";`],
  [`export { x } from "../home.ts";`, `export { x } from "#app/routes/home.ts";`],
  [`const x = await import("../home.ts");`, `const x = await import("#app/routes/home.ts");`],
  [`type X = import("../home.ts").X;`, `type X = import("#app/routes/home.ts").X;`],
])("%s becomes %s", (climbing, plain) => {
  expect(fixed(climbing)).toBe(plain);
});

test.each([
  `import { x } from "./rows.ts";`,
  `import pg from "pg";`,
  `import build from "../../../build/server/index.js";`,
])("%s stays", (text) => {
  expect(fixed(text)).toBe(text);
});
