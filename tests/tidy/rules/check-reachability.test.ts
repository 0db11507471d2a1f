import { expect, test } from "vitest";
import { everyFileIsUsed } from "./check-reachability.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";

const project = {
  "package.json": `{ "scripts": { "demo": "node launch.mjs tests/sandbox/demo.ts" } }`,
  "launch.mjs": "",
  "vitest.config.ts": `const setupFiles = ["tests/support/setup-tests.ts"];`,
  "app/processes/web.ts": `import { serve } from "./serve.ts";`,
  "app/processes/serve.ts": `const load = () => import("#app/db/inbox.ts");`,
  "app/db/inbox.ts": "",
  "app/routes/app.orders.tsx": `export { x } from "#app/ui/badge.tsx";`,
  "app/ui/badge.tsx": `import type { Hold } from "#app/domain/hold.ts";`,
  "app/domain/hold.ts": "",
  "tests/sandbox/demo.ts": `spawn("node", ["tests/sandbox/stand-in.ts"]); new URL("./preload.ts", import.meta.url);`,
  "tests/sandbox/stand-in.ts": "",
  "tests/sandbox/preload.ts": "",
  "tests/support/setup-tests.ts": "",
  "tests/sandbox/prune.ts": "if (import.meta.main) prune();",
};

const unused = (more: Record<string, string>) => {
  const files = Object.entries({ ...project, ...more }).map(([path, text]) => sourceFile(path, text));
  return everyFileIsUsed.check(files).map(({ file, advice }) => `${file} ${advice}`);
};

test("files that are imported, started or named by a path are used", () => {
  expect(unused({})).toEqual([]);
});

test("a file that nothing imports is a problem, also when it imports others or itself", () => {
  expect(unused({ "app/db/forgotten.ts": `import "#app/db/inbox.ts"; import "./forgotten.ts";` })).toEqual([
    expect.stringContaining("app/db/forgotten.ts nothing imports this file"),
  ]);
});

test("a tool inside the app is a problem: production has none", () => {
  expect(unused({ "app/db/prune.ts": "if (import.meta.main) prune();" })).toHaveLength(1);
});

test("a file of the app that only its test imports is a problem", () => {
  expect(unused({ "app/db/rows.ts": "", "tests/db/rows.test.ts": `import "#app/db/rows.ts";` })).toEqual([
    expect.stringContaining("app/db/rows.ts only tests import this file"),
  ]);
});
