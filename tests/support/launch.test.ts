import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clone } from "./postgres/place.ts";
import { isRunning } from "./postgres/process-identity.ts";

let folder: string;

const lock = {
  packages: {
    "": {},
    "node_modules/pg": { version: "8.23.1" },
    "node_modules/fsevents": { version: "2.3.3", optional: true },
  },
};

/** Stands in for npm: notes that it ran and puts a packaged Node in place. */
const npm = `
  const { mkdirSync, writeFileSync, appendFileSync } = require("node:fs");
  appendFileSync("npm-runs", process.argv.slice(2).join(" ") + "\\n");
  if (process.env.NPM_FAILS) process.exit(7);
  mkdirSync("node_modules/node/bin", { recursive: true });
  writeFileSync("node_modules/node/bin/node", '#!/bin/sh\\nexec "${process.execPath}" "$@"\\n', { mode: 0o755 });`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "switchyard-launch-"));
  await copyFile(join(clone, "launch.mjs"), join(folder, "launch.mjs"));
  await writeFile(join(folder, "package.json"), `{ "type": "module" }`);
  await writeFile(join(folder, "package-lock.json"), JSON.stringify(lock));
  await mkdir(join(folder, "npm"));
  await writeFile(join(folder, "npm", "package.json"), "{}");
  await writeFile(join(folder, "npm", "npm-cli.js"), npm);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function launch(script: string, args: string[] = [], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ["launch.mjs", script, ...args], {
    cwd: folder,
    env: { ...process.env, npm_execpath: join(folder, "npm", "npm-cli.js"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = "";
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

const script = (text: string) => writeFile(join(folder, "main.ts"), text);
const npmRuns = async () =>
  (await readFile(join(folder, "npm-runs"), "utf8").catch(() => "")).split("\n").filter(Boolean);

test("the first start installs the packages, the second does not, and one with another lock file does", async () => {
  await script(`process.stdout.write("ran" satisfies string);`);
  expect(await outcome(launch("main.ts"))).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Installing packages .*ran$/s) as string,
  });
  expect(await outcome(launch("main.ts"))).toEqual({ code: 0, output: "ran" });
  expect(await npmRuns()).toEqual(["ci --no-audit --no-fund --loglevel=error"]);
  await writeFile(join(folder, "package-lock.json"), JSON.stringify({ ...lock, name: "changed" }));
  await outcome(launch("main.ts"));
  expect(await npmRuns()).toHaveLength(2);
});

test("packages that were installed by hand are not installed again", async () => {
  await script("");
  await outcome(launch("main.ts"));
  await rm(join(folder, "node_modules", ".switchyard-lock"));
  const note = join(folder, "node_modules", ".package-lock.json");
  await writeFile(note, JSON.stringify({ packages: { "node_modules/pg": { version: "8.23.1" } } }));
  await outcome(launch("main.ts"));
  expect(await npmRuns()).toHaveLength(1);
  await rm(join(folder, "node_modules", ".switchyard-lock"));
  await writeFile(note, JSON.stringify({ packages: { "node_modules/pg": { version: "8.0.0" } } }));
  await outcome(launch("main.ts"));
  expect(await npmRuns()).toHaveLength(2);
});

test("an installation that fails is said in one sentence and tried again next time", async () => {
  await script("");
  const { code, output } = await outcome(launch("main.ts", [], { NPM_FAILS: "1" }));
  expect(code).toBe(1);
  expect(output).toMatch(/npm ci failed after \d+ s with code 7/);
  expect((await outcome(launch("main.ts"))).code).toBe(0);
});

test("the program gets its arguments and the packaged Node first on its path, and its exit code is ours", async () => {
  await script(
    `process.stdout.write(process.argv.slice(2).join("|") + " " + process.env.PATH!.split(":")[0]); process.exitCode = 5;`,
  );
  await outcome(launch("main.ts"));
  const { code, output } = await outcome(launch("main.ts", ["--reset", "a b"]));
  expect(code).toBe(5);
  expect(output).toBe(`--reset|a b ${join(folder, "node_modules", "node", "bin")}`);
});

test("a signal reaches the program once, and what it does last is waited for", async () => {
  await script(`
    let heard = 0;
    process.on("SIGINT", () => { heard += 1; if (heard === 1) setTimeout(() => process.exit(40 + heard), 300); });
    setInterval(() => {}, 1000);
    process.stdout.write("up");`);
  const child = launch("main.ts");
  const ended = outcome(child);
  await programSays(child, "up");
  // As from a terminal, where npm and the terminal both pass it on.
  child.kill("SIGINT");
  child.kill("SIGINT");
  expect((await ended).code).toBe(41);
});

test("the program ends in order when the launcher is killed outright", async () => {
  await script(`
    import { writeFileSync } from "node:fs";
    process.on("SIGTERM", () => { writeFileSync("ended-in-order", ""); process.exit(); });
    setInterval(() => {}, 1000);
    process.stdout.write("pid " + process.pid);`);
  const child = launch("main.ts");
  const pid = Number(/pid (\d+)/.exec(await programSays(child, "pid "))![1]);
  child.kill("SIGKILL");
  while (isRunning(pid)) await sleep(20);
  expect(await readFile(join(folder, "ended-in-order"), "utf8")).toBe("");
});

test("only the app itself reads .env", async () => {
  await mkdir(join(folder, "app"));
  await writeFile(join(folder, ".env"), "SHOPIFY_APP_URL=https://shop.example.com\n");
  await script(`process.stdout.write(process.env.SHOPIFY_APP_URL ?? "unset");`);
  await copyFile(join(folder, "main.ts"), join(folder, "app", "main.ts"));
  await chmod(join(folder, ".env"), 0o600);
  const env = { SHOPIFY_APP_URL: undefined as unknown as string };
  await outcome(launch("main.ts", [], env));
  expect((await outcome(launch("main.ts", [], env))).output).toBe("unset");
  expect((await outcome(launch("app/main.ts", [], env))).output).toBe("https://shop.example.com");
});

/** Waits until the program has printed this; returns all that was printed by then. */
function programSays(child: ChildProcess, text: string): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(text)) resolve(said);
    });
    child.stdout!.once("end", () => reject(new Error(`The program ended and did not say "${text}", but: ${said}`)));
  });
}
