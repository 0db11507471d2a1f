import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { beginningOf, isRunning } from "#tests/support/postgres/process-identity.ts";

const POLL_MS = 100;

/**
 * Works alone among all processes of this machine that lock the same file. A lock that a killed process left is taken over.
 *
 * @param file the lock; its folder must be there.
 */
export async function whileLocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  // Written beside it and linked, so that nobody ever reads half a lock.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${process.pid} ${beginningOf(process.pid)} ${randomUUID()}`);
  try {
    while (!(await isTaken(draft, file))) {
      await endLeftover(file);
      await sleep(POLL_MS);
    }
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function isTaken(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function endLeftover(file: string): Promise<void> {
  const held = await read(file);
  if (held === undefined || isHolding(held)) return;
  const aside = `${file}.${randomUUID()}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await read(aside);
  // Somebody else has taken it over in between and works already: theirs is put back.
  if (moved !== undefined && moved !== held) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function isHolding(held: string): boolean {
  const [pid = "", beginning] = held.split(" ");
  return isRunning(Number(pid)) && beginningOf(Number(pid)) === beginning;
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
