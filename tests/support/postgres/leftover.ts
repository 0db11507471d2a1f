import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { beginningOf, commandOf, isRunning } from "./process-identity.ts";

const ownerShape = z.object({ pid: z.number(), beginning: z.string() });

/** Writes down which process uses the folder, so that a second one does not pull the database away under the first. */
export async function noteOwner(dataDir: string): Promise<void> {
  const owner = { pid: process.pid, beginning: beginningOf(process.pid) };
  await writeFile(join(dataDir, "owner.json"), JSON.stringify(owner));
}

/**
 * Ends the server that an earlier start left running in the folder (its process was killed and could not stop it).
 * Throws when the process that started it is alive and is not this one.
 */
export async function endLeftover(dataDir: string): Promise<void> {
  const owner = await livingOwner(dataDir);
  if (owner !== undefined && owner !== process.pid) {
    throw new Error(`The database in ${dataDir} is in use by process ${owner}: stop that one first.`);
  }
  const pidFile = join(dataDir, "cluster", "postmaster.pid");
  const [line, folder] = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  const pid = Number(line);
  if (!Number.isInteger(pid) || pid <= 0) return;
  // The file outlives a reboot, and by then the id may be that of any other program.
  if (isRunning(pid) && folder !== undefined && commandOf(pid).includes(folder)) await endServer(pid);
  await rm(pidFile, { force: true });
}

/** Removes the throwaway clusters in `folder` whose process is gone, each with the server it may have left behind. */
export async function endAbandonedClusters(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("throwaway-"));
  for (const name of names) {
    const dataDir = join(folder, name);
    const maker = Number(name.split("-")[1]);
    // Between the folder's making and the owner's note only the name tells whose it is.
    if ((await livingOwner(dataDir)) !== undefined || (!hasOwner(dataDir) && isRunning(maker))) continue;
    await endLeftover(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Asks a server to end: open work is rolled back at once, then ever harder, and returns once it is gone. */
export async function endServer(pid: number): Promise<void> {
  // What the signals mean to PostgreSQL: fast shutdown, immediate shutdown, and the kernel's own.
  for (const [signal, patienceMs] of [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!send(pid, signal)) return;
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
      if (!isRunning(pid)) return;
      await sleep(20);
    }
  }
  throw new Error(`The database server, process ${pid}, does not end.`);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

async function livingOwner(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, "owner.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const owner = ownerShape.safeParse(parseJson(text)).data;
  return owner && isRunning(owner.pid) && beginningOf(owner.pid) === owner.beginning ? owner.pid : undefined;
}

function hasOwner(dataDir: string): boolean {
  return existsSync(join(dataDir, "owner.json"));
}

/** The process may have been killed while it wrote the note: an unreadable one counts as none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
