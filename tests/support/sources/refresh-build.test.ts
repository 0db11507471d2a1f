import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refreshBuild } from "./refresh-build.ts";

let root: string;
let built: string[];

beforeEach(async () => {
  built = [];
  root = await mkdtemp(join(tmpdir(), "switchyard-build-"));
  await mkdir(join(root, "app"));
  await write("app/root.tsx", "one");
});

afterEach(() => rm(root, { recursive: true }));

async function write(file: string, text: string) {
  await mkdir(join(root, file, ".."), { recursive: true });
  await writeFile(join(root, file), text);
}

const read = (file: string) => readFile(join(root, file), "utf8");
const isThere = (file: string) =>
  access(join(root, file)).then(
    () => true,
    () => false,
  );

/** A build as the real one is laid out: one file of the server, and files for browsers whose names follow the source. */
async function make(folder: string) {
  const source = await read("app/root.tsx");
  built.push(source);
  await write(join(folder, "client/assets", `root-${source}.js`), source);
  await write(join(folder, "server/index.js"), source);
}

const refresh = (how = make) => refreshBuild({ root, sources: ["app"], make: how });

test("what was built of these very sources is not built again", async () => {
  expect([await refresh(), await refresh()]).toEqual([true, false]);
  expect(built).toEqual(["one"]);
});

test("a source that changed is built before anybody uses the build, also one that was changed while it was built", async () => {
  await refresh(async (folder) => {
    await make(folder);
    await write("app/root.tsx", "two");
  });
  expect(await read("build/server/index.js")).toBe("one");
  expect(await refresh()).toBe(true);
  expect(await read("build/server/index.js")).toBe("two");
});

test("of several that ask at once one builds, and the others wait for it", async () => {
  const slow = async (folder: string) => {
    await new Promise((passed) => setTimeout(passed, 200));
    await make(folder);
  };
  const asked = await Promise.all(
    [1, 2, 3, 4].map(async () => ({ hasBuilt: await refresh(slow), server: await read("build/server/index.js") })),
  );
  expect(asked.filter(({ hasBuilt }) => hasBuilt)).toHaveLength(1);
  expect(asked.map(({ server }) => server)).toEqual(["one", "one", "one", "one"]);
  expect(built).toEqual(["one"]);
});

test("a demo that runs on the earlier build still finds the files of its pages; after a week they are gone", async () => {
  await refresh();
  await write("app/root.tsx", "two");
  await refresh();
  expect(await isThere("build/client/assets/root-one.js")).toBe(true);
  const longAgo = new Date("2026-01-01T00:00:00Z");
  await utimes(join(root, "build/client/assets/root-one.js"), longAgo, longAgo);
  await write("app/root.tsx", "three");
  await refresh();
  expect(await isThere("build/client/assets/root-one.js")).toBe(false);
  expect(await isThere("build/client/assets/root-two.js")).toBe(true);
});

test("a build that fails leaves the earlier one as it was, and is tried again by the next who asks", async () => {
  await refresh();
  await write("app/root.tsx", "two");
  const failing = async (folder: string) => {
    await write(join(folder, "client/assets/half.js"), "");
    throw new Error("The build of the pages failed");
  };
  await expect(refresh(failing)).rejects.toThrow("The build of the pages failed");
  expect(await read("build/server/index.js")).toBe("one");
  expect(await isThere("build/client/assets/half.js")).toBe(false);
  expect(await refresh()).toBe(true);
  expect(await read("build/server/index.js")).toBe("two");
});

test("a lock that a killed process left behind keeps nobody waiting", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  await write("build/.lock", `${child.pid} of a time that was not`);
  expect(await refresh()).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  await write("build/.lock", `${child.pid} 1 it`);
  expect(await refresh()).toBe(false);
});
