import { applyObservation } from "#app/domain/inventory/apply-observation.ts";
import { claimableUnits, emptyLevel, freeUnits, levelKey, spareUnits } from "#app/domain/inventory/level-book.ts";
import type { Level, LevelObservation } from "#app/domain/inventory/level.ts";
import type { Change } from "#app/domain/orders/change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";

type Message = UnderstoodMessage["message"];
type LevelChange = Extract<Change, { kind: "level" | "levels_read" | "level_disconnected" }>;

// A webhook tells `available` alone. What else moved is read a little later, because the read of an order that was just
// placed usually shows the same level and makes this one unnecessary.
const LEVEL_SETTLING_MS = 2_000;

export function levelReadDue(now: Date): Date {
  return new Date(now.getTime() + LEVEL_SETTLING_MS);
}

/** Books what the platform shows of stock. */
export function applyLevelChange(batch: Batch, entry: UnderstoodMessage, change: LevelChange): void {
  if (change.kind === "levels_read") return readLevels(batch, change.observations, entry.message);
  if (change.kind === "level") return observeLevels(batch, [change.observation], "told by Shopify", entry.message);
  disconnectLevel(batch, levelKey(change.inventoryItemId, change.locationId), entry.message);
}

const NOTHING = {
  available: 0,
  committed: 0,
  reserved: 0,
  safetyStock: 0,
  damaged: 0,
  qualityControl: 0,
  incoming: 0,
} satisfies Level["quantities"];

/**
 * The item is no longer held at the location: what was there leaves the ledger, so that a level that is connected again
 * begins from nothing, and whoever was promised of it gives way.
 */
export function disconnectLevel(batch: Batch, key: string, message: Message): void {
  const before = batch.levels.get(key);
  if (!before) return;
  const { inventoryItemId, locationId } = before;
  // The webhook has no time of its own: it speaks of the level as we know it.
  const observedAt = before.observedAt ?? message.receivedAt.toISOString();
  const { level, entries } = applyObservation(before, { inventoryItemId, locationId, observedAt, quantities: NOTHING });
  batch.levels.set(key, level);
  batch.touchedLevels.add(key);
  batch.disconnectedLevels.add(key);
  if (entries.length > 0) batch.postings.push({ entries, cause: "no longer held there", inboxId: message.id });
  if (isShort(level)) batch.shortLevels.add(key);
}

/**
 * A level that was read for its own sake. If it holds less than we have promised, somebody has to give way. A level seen
 * in passing, with an order, is only read again in a while: units that have just left are gone from the level before the
 * order that sent them tells us so, and nobody should lose a promise to that.
 */
function readLevels(batch: Batch, observations: readonly LevelObservation[], message: Message): void {
  observeLevels(batch, observations, "read from Shopify", message, true);
  for (const { inventoryItemId, locationId } of observations) {
    const key = levelKey(inventoryItemId, locationId);
    const level = batch.levels.get(key);
    if (level && isShort(level)) batch.shortLevels.add(key);
  }
}

/** Whether more is promised of a level than it has. */
export function isShort(level: Level): boolean {
  return level.isTracked && level.allocated > claimableUnits(level);
}

/**
 * Applies observations to the batch's levels, with a posting for each that changed something. What does not show a level
 * whole, or shows less than is promised, lets it be read; `isOwnRead`: it was just read for its own sake.
 */
export function observeLevels(
  batch: Batch,
  observations: readonly LevelObservation[],
  cause: string,
  message: Message,
  isOwnRead = false,
): void {
  const wantRead = (id: string, wantedAt: Date) =>
    batch.wantedReads.push({ subject: "inventory_level", id, dueAt: levelReadDue(batch.now), wantedAt });
  for (const observation of observations) {
    const key = levelKey(observation.inventoryItemId, observation.locationId);
    const before = batch.levels.get(key) ?? emptyLevel(observation.inventoryItemId, observation.locationId, true);
    const observed = applyObservation(before, observation);
    if (observed.verdict === "stale") continue;
    if (observed.verdict === "read_again") {
      wantRead(key, message.receivedAt);
      continue;
    }
    batch.levels.set(key, observed.level);
    batch.touchedLevels.add(key);
    batch.disconnectedLevels.delete(key);
    if (observed.entries.length > 0) batch.postings.push({ entries: observed.entries, cause, inboxId: message.id });
    if (hasMoreThan(before, observed.level)) batch.freedItems.set(observation.inventoryItemId, null);
    // Also when `available` is as it was: goods that left lower committed alone, and the webhook does not say so.
    const isWhole = observation.quantities.committed !== undefined;
    if (!isWhole) wantRead(key, message.receivedAt);
    else if (isShort(observed.level) && !isOwnRead) wantRead(key, batch.now);
    else noteSeen(batch, key, observation.readAt);
  }
}

/** Whether somebody who waits may have some now: units of which no one has a claim, or which may be moved here. */
function hasMoreThan(before: Level, now: Level): boolean {
  return freeUnits(now, 0) > freeUnits(before, 0) || spareUnits(now, 0) > spareUnits(before, 0);
}

/** A reading answers what was wanted before it began; one that was already under way may show what was before. */
function noteSeen(batch: Batch, key: string, readAt: string | undefined): void {
  if (readAt === undefined) return;
  const at = new Date(readAt);
  const known = batch.seenLevels.get(key);
  if (!known || at > known) batch.seenLevels.set(key, at);
}
