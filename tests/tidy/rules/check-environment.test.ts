import { expect, test } from "vitest";
import { sourceFile } from "#tests/tidy/source-file.ts";
import { everyVariableIsExplained } from "./check-environment.ts";

const reader = `const schema = z.object({\n  DATABASE_URL: z.url(),\n  PORT: z.number().default(3000),\n});`;
const problems = (example: string) =>
  everyVariableIsExplained.check([sourceFile("app/env.server.ts", reader), sourceFile(".env.example", example)]);

test("variables with and without a default are explained", () => {
  expect(problems("# Where the data lie: PGHOST=x does not count here.\nDATABASE_URL=\n# PORT=3000\n")).toEqual([]);
});

test("a variable that is read and not explained is a problem, and so is the reverse", () => {
  expect(problems("DATABASE_URL=\nHOST=::\n")).toEqual([
    { file: "app/env.server.ts", line: 3, advice: expect.stringContaining("PORT is not in .env.example") as string },
    { file: ".env.example", line: 2, advice: expect.stringContaining("HOST is not read") as string },
  ]);
});
