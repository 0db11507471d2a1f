import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clone } from "./postgres/place.ts";

let folder: string;

const planted = {
  "passes.test.ts": `test("passes", () => expect(1).toBe(1));`,
  "fails.test.ts": `test("fails", () => expect(1).toBe(2)); test("passes", () => {});`,
  "noisy.test.ts": `test("writes an error", () => console.error("something broke"));
    test("expects the error", () => { vi.spyOn(console, "error").mockImplementation(() => {}); console.error("meant"); });`,
  "calls-out.test.ts": `test("swallows", () => fetch("http://192.0.2.1/").catch(() => "never mind"));`,
  "broken.test.ts": `throw new Error("cannot be loaded");`,
  "left-out.test.ts": `test.runIf(false)("left out", () => {}); test("runs", () => {});`,
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "switchyard-run-tests-"));
  await cp(join(clone, "tests", "support"), join(folder, "tests", "support"), { recursive: true });
  await cp(join(clone, "package.json"), join(folder, "package.json"));
  await symlink(join(clone, "node_modules"), join(folder, "node_modules"));
  await mkdir(join(folder, "tests", "planted"));
  await writeFile(
    join(folder, "vitest.config.ts"),
    `export default { test: { include: ["tests/planted/*.test.ts"], setupFiles: ["tests/support/setup-tests.ts"], cache: false } };`,
  );
  for (const [name, text] of Object.entries(planted)) {
    await writeFile(
      join(folder, "tests", "planted", name),
      `import { expect, test, vi } from "vitest"; void expect; void vi; ${text}`,
    );
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number | null; lastLine: string | undefined; output: string }> {
  const child = spawn(process.execPath, [join(folder, "tests", "support", "run-tests.ts"), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, NO_COLOR: "1" } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, told] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, lastLine: output.trimEnd().split("\n").at(-1), output: output + told };
}

test("a run that passes says so in its last line, and its exit code too", async () => {
  expect(await run("passes")).toMatchObject({ code: 0, lastLine: "1 passed, 0 failed" });
});

test("failed tests and files that cannot be loaded are counted, and fail the run", async () => {
  expect(await run("planted/fails", "planted/broken")).toMatchObject({ code: 1, lastLine: "1 passed, 2 failed" });
});

test("an unexpected console.error and a call to the outside fail the test that made them", async () => {
  const { code, lastLine, output } = await run("noisy", "calls-out");
  expect({ code, lastLine }).toEqual({ code: 1, lastLine: "1 passed, 2 failed" });
  expect(output).toContain("Unexpected console.error: something broke");
  expect(output).toContain("Unknown network call to 192.0.2.1:80");
});

test("tests that are left out are told", async () => {
  expect(await run("left-out")).toMatchObject({ code: 0, lastLine: "1 passed, 0 failed, 1 skipped" });
});

test("a run without a single test fails", async () => {
  expect(await run("no-such-file")).toMatchObject({ code: 1, lastLine: "0 passed, 0 failed" });
});
