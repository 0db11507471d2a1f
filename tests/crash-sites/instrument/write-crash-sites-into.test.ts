import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clone } from "#tests/support/postgres/place.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";
import type { Arming } from "./arming.ts";
import { writeCrashSitesInto } from "./write-crash-sites-into.ts";

const preload = fileURLToPath(new URL("./preload.ts", import.meta.url));

// A program in the place of a module of the app: the preload knows sources by their path in the checkout.
const PATH = "app/processes/worker.ts";
const PROGRAM = `
  const said: string[] = [];
  const say = async <T>(word: T): Promise<T> => (said.push(String(word)), word);
  async function* count(): AsyncGenerator<number> { yield 1; yield 2; }
  async function work(): Promise<void> {
    await say("first");
    for await (const number of count()) await say(await say(number));
    await Promise.reject(new Error("no")).catch(() => say("caught"));
    try { await Promise.reject(new Error("refused")); } finally { process.stdout.write(said.join(" ") + "\\n"); }
  }
  process.once("message", () => void work().catch((error: Error) => process.stdout.write(error.message + "\\n")).finally(() => process.disconnect()));
  process.send?.("loaded");
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "switchyard-crash-"));
  const text = writeCrashSitesInto(sourceFile(PATH, PROGRAM));
  await writeFile(join(folder, "sources.json"), JSON.stringify({ [PATH]: text }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the program with these sites armed: what it wrote, how it ended, and what it noted before. */
async function run(arming: Arming) {
  const note = join(folder, "note");
  await rm(note, { force: true });
  const child = spawn(process.execPath, ["--import", preload, join(clone, PATH)], {
    env: { NODE_ENV: "test", PATH: process.env["PATH"], CRASH_SOURCES: join(folder, "sources.json"), CRASH_NOTE: note },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  let said = "";
  child.stdout!.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exit = once(child, "close") as Promise<[number | null, string | null]>;
  await once(child, "message");
  child.send(arming);
  const [code, signal] = await exit;
  return { said, end: signal ?? code, note: await readFile(note, "utf8").catch(() => null) };
}

test("sites are written around what is awaited, types and lines stay", () => {
  const file = sourceFile(
    "app/a.ts",
    "async function f(x: number) {\n  return (await g<string>(await h(x)))?.length;\n}",
  );
  expect(writeCrashSitesInto(file)).toBe(
    'async function f(x: number) {\n  return (await globalThis.crashSite("app/a.ts f 1", ' +
      'g<string>(await globalThis.crashSite("app/a.ts f 2", h(x)))))?.length;\n}',
  );
});

test("a program that is not armed runs as it would without its sites", async () => {
  expect(await run({})).toEqual({ said: "first 1 1 2 2 caught\nrefused\n", end: 0, note: null });
});

test.each([
  ["work 1 asked", { asked: 0 }],
  ["work 2 answered", { isAnswerArmed: true }],
  ["work 4 asked", { asked: 2 }],
  ["work 6 answered", { isAnswerArmed: true }],
])(
  "a program that is armed with %s dies there, and neither `finally` nor `catch` runs any more",
  async (key, armed) => {
    const name = `${PATH} ${key.replace(/ \w+$/, "")}`;
    expect(await run({ [name]: armed })).toEqual({ said: "", end: "SIGKILL", note: `${PATH} ${key}` });
  },
);
