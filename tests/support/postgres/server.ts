import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresBinaries } from "./binaries.ts";
import { endServer } from "./leftover.ts";
import type { DatabaseUser } from "./place.ts";

type InitdbRun = {
  binaries: PostgresBinaries;
  cluster: string;
  passwordFile: string;
  user: DatabaseUser | undefined;
  durable: boolean;
};

type ServerLaunch = {
  binaries: PostgresBinaries;
  cluster: string;
  dataDir: string;
  port: number;
  user: DatabaseUser | undefined;
  durable: boolean;
};

/** Makes a new cluster in the empty folder `cluster`; throws one sentence when that fails. */
export async function runInitdb(run: InitdbRun): Promise<void> {
  const args = [
    `--pgdata=${run.cluster}`,
    "--username=postgres",
    `--pwfile=${run.passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The provider built into PostgreSQL sorts the same on every machine; the C library's does not.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    // The password is 128 random bits: stretching it would only slow each connection down.
    "--set=scram_iterations=1",
    "--no-instructions",
    ...(run.durable ? [] : ["--no-sync"]),
  ];
  const child = spawn(run.binaries.initdb, args, {
    ...run.user,
    cwd: dirname(run.cluster),
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await exitOf(child, run.binaries.initdb);
  if (code !== 0) throw explainFailure(output);
}

/** Starts the server and returns once it takes connections; throws one sentence when it does not come up. */
export async function launchServer(launch: ServerLaunch): Promise<{ pid: number; stop: () => Promise<void> }> {
  const logFile = join(launch.dataDir, "server.log");
  const log = await open(logFile, "w");
  const child = spawn(launch.binaries.postgres, ["-D", launch.cluster, ...settings(launch)], {
    ...launch.user,
    cwd: launch.dataDir,
    env: environment(),
    // A session of its own: Ctrl-C in the terminal reaches us, and we end the server last.
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const exit = exitOf(child, launch.binaries.postgres);
  await log.close();
  const failed = exit.then(async () => {
    throw explainFailure(await readFile(logFile, "utf8"));
  });
  await Promise.race([failed, readiness(launch.cluster, child)]);
  failed.catch(() => undefined);
  const pid = child.pid!;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await endServer(pid);
    await exit.catch(() => undefined);
  };
  return { pid, stop };
}

function settings(launch: ServerLaunch): string[] {
  const flush = launch.durable ? "on" : "off";
  const values: Record<string, string> = {
    port: String(launch.port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "256MB",
    max_wal_size: "1GB",
    fsync: flush,
    synchronous_commit: flush,
    full_page_writes: flush,
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    scram_iterations: "1",
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** The variables of our own shell (PGDATA, PGPORT, LC_ALL ...) must not steer the server. */
function environment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" };
}

/** The server writes its state into the eighth line of postmaster.pid; asking the file needs no connection. */
async function readiness(cluster: string, child: ChildProcess): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  while (child.exitCode === null && child.signalCode === null) {
    const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return;
    await sleep(10);
  }
  // The exit is told by the other side of the race, with the reason from the log.
  await new Promise(() => undefined);
}

async function exitOf(child: ChildProcess, program: string): Promise<number | null> {
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    return code;
  } catch (error) {
    throw new Error(`PostgreSQL cannot be started: ${program}: ${(error as Error).message}.`, { cause: error });
  }
}

/** The port went to another program between our asking for it and the server's taking it. */
export class PortTakenError extends Error {}

const explanations: [pattern: RegExp, sentence: string][] = [
  [
    /No space left on device/i,
    "PostgreSQL found no space left on the disk or in shared memory: free some and start again.",
  ],
  [
    /Cannot allocate memory|out of memory/i,
    "PostgreSQL did not get the memory it needs (about 400 MB): close something first.",
  ],
  [
    /lock file "postmaster.pid" already exists/i,
    "Another start is using the same database folder: stop that one first.",
  ],
  [
    /cannot open shared object file/i,
    "PostgreSQL misses a system library: use a system with glibc, or set DATABASE_URL.",
  ],
];

function explainFailure(output: string): Error {
  if (/could not bind|Address already in use/i.test(output)) {
    return new PortTakenError("PostgreSQL's port was taken by another program just now: start again.");
  }
  const known = explanations.find(([pattern]) => pattern.test(output));
  if (known) return new Error(known[1]);
  const lines = output.trim().split("\n");
  const telling = lines.filter((line) => /FATAL|PANIC|ERROR|error:/.test(line)).at(-1) ?? lines.at(-1);
  return new Error(`PostgreSQL did not start: ${telling || "it gave no reason"}.`);
}
