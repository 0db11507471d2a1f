import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRunning } from "#tests/support/postgres/process-identity.ts";
import { startChild, type Child } from "./child-process.ts";
import { endLeftovers, recordedProcess, writeRunRecord } from "./run-record.ts";

let folder: string;
const children: Child[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "demo-children-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) await child.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a process that is asked to stop ends, and says how", async () => {
  const child = await start(`process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000);`);
  await child.stop();
  expect(await child.ended).toMatch(/exit code was 0|SIGTERM/);
  expect(isRunning(child.pid)).toBe(false);
});

test("a process that ends by itself leaves its last lines", async () => {
  const child = await start(`process.stderr.write("the disk is gone\\n"); process.exit(3);`);
  expect(await child.ended).toBe("its exit code was 3");
  expect(child.lastLines()).toContain("the disk is gone");
});

test("processes end when the one that started them is killed outright", async () => {
  const parentFile = join(folder, "parent.ts");
  const childFile = join(folder, "child.ts");
  const pidFile = join(folder, "child.pid");
  await writeFile(childFile, `setInterval(() => {}, 1000);`);
  await writeFile(
    parentFile,
    `import { writeFileSync } from "node:fs";
     import { startChild } from ${JSON.stringify(fileURLToPath(new URL("./child-process.ts", import.meta.url)))};
     const options = { name: "child", script: ${JSON.stringify(childFile)}, env: {}, logFile: ${JSON.stringify(join(folder, "log"))} };
     const child = await startChild(options);
     writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
     setInterval(() => {}, 1000);`,
  );
  const parent = spawn(process.execPath, [parentFile], { stdio: "ignore" });
  const pid = Number(await until(() => readFile(pidFile, "utf8").catch(() => "")));
  expect(isRunning(pid)).toBe(true);
  parent.kill("SIGKILL");
  await until(async () => (isRunning(pid) ? "" : "gone"));
});

test("what an earlier demo left running is ended by the next one, and nothing else is", async () => {
  const left = await start(`setInterval(() => {}, 1000);`);
  const bystander = await start(`setInterval(() => {}, 1000);`);
  await writeRunRecord(folder, {
    runner: { name: "demo", pid: 2 ** 22, beginning: "long ago" },
    adminUrl: "http://127.0.0.1:4100",
    children: [
      recordedProcess("worker", left.pid),
      { ...recordedProcess("app", bystander.pid), beginning: "long ago" },
    ],
  });
  expect(await endLeftovers(folder)).toEqual(["worker"]);
  expect(isRunning(left.pid)).toBe(false);
  expect(isRunning(bystander.pid)).toBe(true);
});

test("a second demo is refused while the first one runs, with its address", async () => {
  const first = await start(`setInterval(() => {}, 1000);`);
  await writeRunRecord(folder, {
    runner: recordedProcess("demo", first.pid),
    adminUrl: "http://127.0.0.1:4100",
    children: [],
  });
  await expect(endLeftovers(folder)).rejects.toThrow(
    `The demo is running already at http://127.0.0.1:4100 (process ${first.pid}): stop it first.`,
  );
});

async function start(script: string): Promise<Child> {
  const file = join(folder, `child-${children.length}.mjs`);
  await writeFile(file, script);
  const child = await startChild({ name: "child", script: file, env: {}, logFile: `${file}.log` });
  children.push(child);
  return child;
}

/** Asks again until there is an answer; the test's own time limit ends a wait in vain. */
async function until(ask: () => Promise<string>): Promise<string> {
  for (;;) {
    const answer = await ask();
    if (answer !== "") return answer;
    await sleep(20);
  }
}
