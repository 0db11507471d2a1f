import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { World } from "#tests/sandbox/state.ts";
import type { DeliveryState } from "#tests/sandbox/webhooks/delivery.ts";

/** Raise it when the shape of the world changes: an older file is then not read, and the demo begins anew. */
const format = 1;

/**
 * A crash loses the last seconds, and with them that ids were given out. Whoever got them must never see them again on another
 * object, so a loaded world goes on far behind; no few seconds use up so many.
 */
const idsSkipped = 10_000n;

/** The log of deliveries grows for ever otherwise; so much is kept over a restart. */
const deliveryLogKept = 20_000;

export type SavedWorld = { world: World; deliveries: DeliveryState };

/**
 * Reads what an earlier run saved: the same ids, stock, orders and open deliveries. Undefined when there is none, or one that this
 * version cannot read.
 */
export async function loadWorld(file: string, clock: () => Date): Promise<SavedWorld | undefined> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const saved = readSaved(bytes);
  if (!saved) return undefined;
  const { world, deliveries } = saved;
  for (const [kind, id] of world.lastIds) world.lastIds.set(kind, id + idsSkipped);
  deliveries.random.state = (deliveries.random.state ^ clock().getTime()) >>> 0;
  return { world: { ...world, clock, listeners: [], currentCall: null }, deliveries };
}

function readSaved(bytes: Buffer): SavedWorld | undefined {
  try {
    const saved = deserialize(bytes) as Partial<SavedWorld> & { format?: number };
    return saved.format === format && saved.world && saved.deliveries
      ? { world: saved.world, deliveries: saved.deliveries }
      : undefined;
  } catch {
    // Half a file, or one of another program: as good as none.
    return undefined;
  }
}

/** Writes the world whole or not at all: a crash in the middle leaves the last good file. */
export async function saveWorld(file: string, { world, deliveries }: SavedWorld): Promise<void> {
  const { clock: _, listeners: __, ...plain } = world;
  deliveries.log.splice(0, Math.max(deliveries.log.length - deliveryLogKept, 0));
  const bytes = serialize({ format, world: plain, deliveries });
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.draft`;
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

export type WorldSaver = {
  /** Something changed: it will be saved soon, together with what changes until then. */
  touch(): void;
  /** Saves what was not saved yet, and no more after that. */
  stop(): Promise<void>;
};

/** Saves at most once in `everyMs`, and only after a change. `onError` hears of a full disk; the next change tries again. */
export function keepSaved(
  file: string,
  saved: SavedWorld,
  onError: (error: unknown) => void,
  everyMs = 5_000,
): WorldSaver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isChanged = false;
  let isStopped = false;
  const save = (): void => {
    timer = undefined;
    isChanged = false;
    writing = writing.then(() => saveWorld(file, saved)).catch(onError);
  };
  return {
    touch() {
      isChanged = true;
      if (!isStopped) timer ??= setTimeout(save, everyMs);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      if (isChanged) save();
      await writing;
    },
  };
}
