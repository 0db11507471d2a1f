import { expect, test } from "vitest";
import { importsNameTheEnding, importsFollowTheTable } from "./check-imports.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";

const advice = (path: string, text: string) =>
  importsFollowTheTable.check([sourceFile(path, text)]).map((problem) => `${problem.line} ${problem.advice}`);
test.each([
  ["app/db/inbox.ts", `import { x } from "#app/shopify/call.ts";`, "db may not import shopify"],
  ["app/shopify/call.ts", `import { x } from "#app/db/inbox.ts";`, "shopify may not import db"],
  ["app/shopify/call.ts", `const x = await import("#app/db/inbox.ts");`, "shopify may not import db"],
  ["app/routes/app.orders.tsx", `import { x } from "#app/db/inbox.ts";`, "routes may not import db"],
  ["app/db/inbox.ts", `import { decide } from "#app/domain/decide.ts";`, "db may take only types from domain"],
  ["app/queries/list.ts", `export { x } from "#app/commands/hold.ts";`, "queries may not import commands"],
  ["app/commands/hold.ts", `type X = import("#app/shopify/call.ts").X;`, "commands may not import shopify"],
  ["app/worker/run.ts", `import { x } from "#tests/support/clock.ts";`, "production knows nothing outside app/"],
  ["app/worker/run.ts", `import { x } from "../../tests/support/clock.ts";`, "production knows nothing outside app/"],
  ["app/ui/badge.tsx", `import { readFile } from "node:fs";`, "ui/ runs in the browser"],
  ["app/contracts/order.ts", `import pg from "pg";`, "contracts/ may import zod alone"],
  ["app/queries/list.ts", `import pg from "pg";`, "pg belongs to db, db.server"],
  ["app/worker/run.ts", `import { PrismaClient } from "@prisma/client";`, "@prisma/client belongs to db"],
  ["app/loads/plan.ts", `import { x } from "#app/db/inbox.ts";`, "loads is not in the table"],
  ["extensions/status/src/block.tsx", `import { x } from "../../../app/contracts/order.ts";`, "self-contained"],
])("in %s, %s is a problem", (path, text, expected) => {
  expect(advice(path, `\n${text}`)).toEqual([expect.stringContaining(expected)]);
  expect(advice(path, `\n${text}`)[0]).toMatch(/^2 /);
});

test.each([
  ["app/db/inbox.ts", `import type { Order } from "#app/domain/orders/order.ts";`],
  ["app/db/inbox.ts", `import { MODES, type Mode } from "#app/domain/settings.ts";`],
  ["app/db/inbox.ts", `import { type Order, type Line } from "#app/domain/orders/order.ts";`],
  ["app/db/inbox.ts", `import { assert } from "#app/domain/basics/assert.ts"; import pg from "pg"; import "node:fs";`],
  ["app/worker/run.ts", `import { env } from "#app/env.server.ts"; import type { Pool } from "pg";`],
  ["app/processes/web.ts", `await import("../../build/server/index.js");`],
  ["app/routes/app.tsx", `import { Page } from "@shopify/polaris"; import { list } from "#app/queries/list.ts";`],
  ["app/root.tsx", `import { Links } from "@remix-run/react";`],
  ["extensions/status/src/block.tsx", `import type { X } from "../../../app/contracts/x.ts"; import "preact";`],
])("in %s, %s is allowed", (path, text) => {
  expect(advice(path, text)).toEqual([]);
});

test("an import without its file's ending is a problem", () => {
  const check = (text: string) => importsNameTheEnding.check([sourceFile("app/db/inbox.ts", text)]);
  expect(check(`import { x } from "#app/domain/basics/money";`)).toHaveLength(1);
  expect(check(`import { x } from "./rows.ts"; import css from "#app/ui/app.css?url"; import pg from "pg";`)).toEqual(
    [],
  );
});
