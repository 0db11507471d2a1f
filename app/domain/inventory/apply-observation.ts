import { compareInstants } from "#app/domain/basics/instant.ts";
import { count } from "#app/domain/basics/phrase.ts";
import { claimableUnits } from "./level-book.ts";
import {
  LEVEL_STATES,
  onHand,
  type LedgerEntry,
  type Level,
  type LevelObservation,
  type LevelQuantities,
} from "./level.ts";

/**
 * Promised more than there is, as an observation shows it: somebody will not get what was promised, and who is to be
 * decided. `shortUnits` is how many units are promised too often.
 */
export type OversellFinding = {
  kind: "available_negative" | "committed_beyond_on_hand" | "allocated_beyond_claimable";
  inventoryItemId: string;
  locationId: string;
  shortUnits: number;
  sentence: string;
};

/**
 * What an observation means for a level:
 * - applied: the level and the ledger entries that bring it there; with the first observation they are its opening balance;
 * - unchanged: it says what we know;
 * - stale: it is older than what we know, and changes nothing;
 * - read_again: the platform's clock has seconds, and this one says something else of the same second. Which came last
 *   cannot be told, so nothing changes and the level is to be read anew.
 */
export type ObservationOutcome = {
  verdict: "applied" | "unchanged" | "stale" | "read_again";
  level: Level;
  entries: LedgerEntry[];
  oversell: OversellFinding | null;
};

/**
 * Books what Shopify says of a level in double entry. The legs of one posting sum to zero: what the observed states gain from each
 * other needs no explanation (a sale turns available into committed), and only the remainder came from or went outside.
 * States the observation does not mention stay as they are: a webhook tells `available` alone.
 */
export function applyObservation(level: Level, observation: LevelObservation): ObservationOutcome {
  const deltas = changesOf(level.quantities, observation.quantities);
  const isFirst = level.observedAt === null;
  const age = isFirst ? 1 : compareInstants(observation.observedAt, level.observedAt!);
  if (age < 0) return { verdict: "stale", level, entries: [], oversell: findOversell(level) };
  if (age === 0 && deltas.length > 0 && !isFullReading(observation)) {
    return { verdict: "read_again", level, entries: [], oversell: findOversell(level) };
  }
  const quantities: LevelQuantities = { ...level.quantities, ...definedOf(observation.quantities) };
  const isFull = isFullReading(observation);
  const unsettledUnits = isFull ? 0 : level.unsettledUnits + unsettledBy(deltas);
  const movedUnits = isFull ? 0 : level.movedUnits;
  const observed: Level = { ...level, quantities, unsettledUnits, movedUnits, observedAt: observation.observedAt };
  return {
    verdict: deltas.length > 0 || isFirst ? "applied" : "unchanged",
    level: observed,
    entries: postingOf(level, deltas),
    oversell: findOversell(observed),
  };
}

type Change = { account: (typeof LEVEL_STATES)[number]; delta: number };

function changesOf(known: LevelQuantities, observed: Partial<LevelQuantities>): Change[] {
  const changes: Change[] = [];
  for (const account of LEVEL_STATES) {
    const delta = (observed[account] ?? known[account]) - known[account];
    if (delta !== 0) changes.push({ account, delta });
  }
  return changes;
}

/** A reading of the Admin API, made after the message that asked for it: within the same second it has the last word. */
function isFullReading(observation: LevelObservation): boolean {
  return observation.quantities.available !== undefined && observation.quantities.committed !== undefined;
}

/** A webhook that tells of more available units does not tell whether they were committed before: none is promised yet. */
function unsettledBy(deltas: readonly Change[]): number {
  return deltas.reduce((sum, { account, delta }) => (account === "available" && delta > 0 ? sum + delta : sum), 0);
}

function definedOf(quantities: Partial<LevelQuantities>): Partial<LevelQuantities> {
  const defined: Partial<LevelQuantities> = {};
  for (const state of LEVEL_STATES) if (quantities[state] !== undefined) defined[state] = quantities[state];
  return defined;
}

function postingOf(level: Level, changes: readonly Change[]): LedgerEntry[] {
  const { inventoryItemId, locationId } = level;
  const entries: LedgerEntry[] = changes.map(({ account, delta }) => ({ inventoryItemId, locationId, account, delta }));
  const outside = -changes.reduce((sum, { delta }) => sum + delta, 0);
  if (outside !== 0) entries.push({ inventoryItemId, locationId, account: "outside", delta: outside });
  return entries;
}

/** Whether a level promises more than it has: to buyers at the checkout, to assigned work, or to our own claims. */
export function findOversell(level: Level): OversellFinding | null {
  if (!level.isTracked) return null;
  const { available, committed } = level.quantities;
  const claimable = claimableUnits(level);
  const found = (kind: OversellFinding["kind"], shortUnits: number, clause: string): OversellFinding => ({
    kind,
    inventoryItemId: level.inventoryItemId,
    locationId: level.locationId,
    shortUnits,
    sentence: `${count(shortUnits, "unit")} ${clause}.`,
  });
  if (available < 0) return found("available_negative", -available, "sold beyond what was there");
  const physical = Math.max(0, onHand(level.quantities));
  if (committed > physical)
    return found("committed_beyond_on_hand", committed - physical, "committed to orders and not on hand");
  if (level.allocated > claimable)
    return found("allocated_beyond_claimable", level.allocated - claimable, "promised to orders and no longer there");
  return null;
}
