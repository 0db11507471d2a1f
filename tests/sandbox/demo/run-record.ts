import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { beginningOf, commandOf, isRunning } from "#tests/support/postgres/process-identity.ts";
import { signalGroup } from "./child-process.ts";

const processShape = z.object({ name: z.string(), pid: z.number(), beginning: z.string() });
const recordShape = z.object({ runner: processShape, adminUrl: z.string(), children: z.array(processShape) });

export type RunRecord = z.infer<typeof recordShape>;

/** A process by its id and its beginning: the id alone may by then be another program's. */
export function recordedProcess(name: string, pid: number): RunRecord["runner"] {
  return { name, pid, beginning: beginningOf(pid) };
}

/** Writes down what runs, so that the next start can end what this one could not. */
export async function writeRunRecord(folder: string, record: RunRecord): Promise<void> {
  const file = recordFile(folder);
  await writeFile(`${file}.new`, JSON.stringify(record));
  await rename(`${file}.new`, file);
}

export async function removeRunRecord(folder: string): Promise<void> {
  await rm(recordFile(folder), { force: true });
}

/**
 * Ends the processes that an earlier demo left behind, and returns their names.
 *
 * @throws Error when that demo is still running.
 */
export async function endLeftovers(folder: string): Promise<string[]> {
  const text = await readFile(recordFile(folder), "utf8").catch(() => undefined);
  const record = text === undefined ? undefined : recordShape.safeParse(parseJson(text)).data;
  if (!record) return [];
  if (record.runner.pid !== process.pid && isSame(record.runner)) {
    throw new Error(`The demo is running already at ${record.adminUrl} (process ${record.runner.pid}): stop it first.`);
  }
  const left = record.children.filter(isSame);
  for (const { pid } of left) signalGroup(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < 5_000 && left.some(isSame); waitedMs += 50) await sleep(50);
  for (const { pid } of left.filter(isSame)) signalGroup(pid, "SIGKILL");
  await removeRunRecord(folder);
  return left.map(({ name }) => name);
}

function isSame({ pid, beginning }: RunRecord["runner"]): boolean {
  return isRunning(pid) && beginningOf(pid) === beginning && commandOf(pid).includes("node");
}

function recordFile(folder: string): string {
  return join(folder, "pids.json");
}

/** A demo that was killed while it wrote leaves half a file: that counts as none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
