import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataFolder, eraseData, startPostgres, type RunningPostgres } from "#tests/support/postgres.ts";
import { stagePostgresBinaries } from "./binaries.ts";
import { clone, databaseUser, place } from "./place.ts";
import { freePort } from "./preconditions.ts";
import { commandOf, isRunning } from "./process-identity.ts";
import { launchServer } from "./server.ts";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const dataDir = dataFolder(`test-${process.pid}`);
const started: RunningPostgres[] = [];

beforeEach(() => eraseData(dataDir));

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await eraseData(dataDir);
});

async function start(options?: Parameters<typeof startPostgres>[0]): Promise<RunningPostgres> {
  const server = await startPostgres({ durable: false, ...options });
  started.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

test("a throwaway server answers, and leaves neither process nor folder when it is stopped", async () => {
  const server = await start();
  expect(await ask(server.url, "SELECT current_setting('server_version_num')::int / 10000")).toEqual([18]);
  const mine = (await readdir(place())).filter((name) => name.startsWith(`throwaway-${process.pid}-`));
  expect(mine).toHaveLength(1);
  await server.stop();
  await server.stop();
  expect(isRunning(server.pid)).toBe(false);
  expect((await readdir(place())).filter((name) => mine.includes(name))).toEqual([]);
});

test("a durable server flushes each commit, one for tests does not", async () => {
  const settings = "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') ORDER BY 1";
  expect(await ask((await start()).url, settings)).toEqual(["fsync", "off", "synchronous_commit", "off"]);
  expect(await ask((await start({ durable: true })).url, settings)).toEqual([
    "fsync",
    "on",
    "synchronous_commit",
    "on",
  ]);
});

test("data in a named folder is there again after a restart", async () => {
  const first = await start({ dataDir });
  await ask(first.url, "CREATE TABLE kept AS SELECT 7 AS n");
  await first.stop();
  expect(await ask((await start({ dataDir })).url, "SELECT n FROM kept")).toEqual([7]);
});

test("only this machine reaches the server, and only with the password", async () => {
  const { url } = await start();
  expect(await ask(url, "SHOW listen_addresses")).toEqual(["127.0.0.1"]);
  await expect(ask(url.replace(/:\w+@/, ":wrong@"), "SELECT 1")).rejects.toThrow("password authentication failed");
  await ask(url, "CREATE ROLE clerk LOGIN");
  await expect(ask(url.replace(/postgres:\w+@/, "clerk:any@"), "SELECT 1")).rejects.toThrow("authentication failed");
});

test("a port in use is said in one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(
    `Port ${port} is in use: stop what listens there, or choose another port.`,
  );
  other.close();
});

test("a given port is used", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  expect(await ask((await start({ port })).url, "SHOW port")).toEqual([String(port)]);
});

test("the server ends by itself when the process that started it is killed outright", async () => {
  const { pid, end } = await startElsewhere();
  await end("SIGKILL");
  while (isRunning(pid)) await sleep(20);
  expect(await ask((await start({ dataDir })).url, "SELECT n FROM left_behind")).toEqual([1]);
});

test("a start ends the server that an earlier one left running in the folder, and finds its data", async () => {
  const first = await start({ dataDir });
  await ask(first.url, "CREATE TABLE left_behind AS SELECT 1 AS n");
  await first.stop();
  const left = await launchServer({
    binaries: await stagePostgresBinaries(place()),
    cluster: join(dataDir, "cluster"),
    dataDir,
    port: await freePort(),
    user: databaseUser(),
    durable: false,
  });
  const next = await start({ dataDir });
  expect(isRunning(left.pid)).toBe(false);
  expect(await ask(next.url, "SELECT n FROM left_behind")).toEqual([1]);
});

test("a start removes the throwaway folder of a process that is gone, and one of a living process stays", async () => {
  const gone = join(place(), "throwaway-999999999-gone");
  const living = join(place(), `throwaway-${process.pid}-living`);
  await mkdir(gone);
  await mkdir(living);
  await start();
  expect(existsSync(gone)).toBe(false);
  expect(existsSync(living)).toBe(true);
  await rm(living, { recursive: true });
});

test("a second start in the folder of a living process is refused and harms nothing", async () => {
  const { pid, child, end } = await startElsewhere();
  await expect(start({ dataDir })).rejects.toThrow(`is in use by process ${child}: stop that one first.`);
  expect(isRunning(pid)).toBe(true);
  await end();
});

test("the process id in an old postmaster.pid is left alone when another program has it", async () => {
  await (await start({ dataDir })).stop();
  const sleeper = spawn("sleep", ["60"]);
  await once(sleeper, "spawn");
  await writeFile(join(dataDir, "cluster", "postmaster.pid"), `${sleeper.pid}\n${join(dataDir, "cluster")}\n`);
  await start({ dataDir });
  expect(commandOf(sleeper.pid!)).toContain("sleep");
  sleeper.kill();
});

test("a cluster of another PostgreSQL version is refused in one sentence", async () => {
  await (await start({ dataDir })).stop();
  await writeFile(join(dataDir, "cluster", "PG_VERSION"), "17\n");
  await expect(start({ dataDir })).rejects.toThrow("is of PostgreSQL 17, this is 18");
});

test("what a failed start says comes from the server's own log", async () => {
  await (await start({ dataDir })).stop();
  await rm(join(dataDir, "cluster", "global", "pg_control"));
  await expect(start({ dataDir })).rejects.toThrow(/^PostgreSQL did not start: .*control/);
});

test.runIf(isRoot)("PostgreSQL starts in a mode-700 folder as root, and runs as nobody", async () => {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-private-"));
  await chmod(folder, 0o700);
  await mkdir(join(folder, "tests"));
  await cp(join(clone, "tests", "support"), join(folder, "tests", "support"), { recursive: true });
  await cp(join(clone, "package.json"), join(folder, "package.json"));
  await symlink(join(clone, "node_modules"), join(folder, "node_modules"));
  await writeFile(
    join(folder, "tests", "start.ts"),
    `import { readFileSync } from "node:fs";
     import { startPostgres } from "./support/postgres.ts";
     import { place } from "./support/postgres/place.ts";
     const server = await startPostgres({ durable: false });
     const user = /^Uid:\\s+(\\d+)/m.exec(readFileSync("/proc/" + server.pid + "/status", "utf8"))?.[1];
     await server.stop();
     process.stdout.write(JSON.stringify({ user, place: place() }));`,
  );
  try {
    const { stdout } = await run(process.execPath, [join(folder, "tests", "start.ts")], { cwd: folder });
    const told = JSON.parse(stdout) as { user: string; place: string };
    expect(told.place.startsWith(tmpdir())).toBe(true);
    expect(told.place).not.toBe(place());
    expect(told.user).not.toBe("0");
    expect(await readFile("/etc/passwd", "utf8")).toMatch(new RegExp(`^nobody:[^:]*:${told.user}:`, "m"));
    await rm(told.place, { recursive: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Starts a server from a process of its own, which then lives until `end()`. */
async function startElsewhere(): Promise<{
  pid: number;
  child: number;
  end: (signal?: NodeJS.Signals) => Promise<void>;
}> {
  const script = `
    import pg from "pg";
    import { startPostgres } from "#tests/support/postgres.ts";
    const server = await startPostgres({ durable: false, dataDir: ${JSON.stringify(dataDir)} });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("CREATE TABLE left_behind AS SELECT 1 AS n");
    await client.query("CHECKPOINT");
    process.stdout.write(String(server.pid));
    process.on("SIGTERM", () => server.stop().then(() => process.exit()));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], { cwd: clone });
  const [told] = (await once(child.stdout, "data")) as [Buffer];
  const exit = once(child, "exit");
  const end = async (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    await exit;
  };
  return { pid: Number(told.toString()), child: child.pid!, end };
}
