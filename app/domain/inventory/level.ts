/**
 * Shopify's inventory states at one location. `onHand` is the sum of all of them except incoming
 * (Shopify: inventory states, "on hand").
 */
export const LEVEL_STATES = [
  "available",
  "committed",
  "reserved",
  "safetyStock",
  "damaged",
  "qualityControl",
  "incoming",
] as const;
export type LevelState = (typeof LEVEL_STATES)[number];
export type LevelQuantities = Record<LevelState, number>;

/** What we know of one inventory item at one location: the last observed states and our own claims on them. */
export type Level = {
  inventoryItemId: string;
  locationId: string;
  quantities: LevelQuantities;
  /** Units promised to line items by our allocations at this location. */
  allocated: number;
  /** Units the merchant wants to keep here: an allocation never goes below it. */
  safetyStockUnits: number;
  /**
   * Units that may be gone although the states do not show it yet: claims that were released since the level was last
   * seen whole (their goods may have left), and units that a webhook says are available again (it does not say whether
   * they were committed before). Nothing is promised from them; the next whole reading settles them.
   */
  unsettledUnits: number;
  /** When the platform last changed what we know here; null before the first observation. */
  observedAt: string | null;
  /** False where the platform does not count this item: allocations are then unlimited and not booked. */
  isTracked: boolean;
  /** Units of `allocated` that Shopify has committed elsewhere yet: their moves will take them from what is available. */
  movingUnits: number;
  /** Units that were moved here since the level was last seen whole: what is available may not show it yet. */
  movedUnits: number;
};

/** A reading of all states of a level (from the Admin API), or of `available` alone (from a webhook). */
export type LevelObservation = {
  inventoryItemId: string;
  locationId: string;
  observedAt: string;
  /** When the Admin API was asked, by our clock: what happened before is in it. Absent in what a webhook states. */
  readAt?: string;
  quantities: Partial<LevelQuantities>;
};

/** Accounts of the ledger: the seven states and the world outside, which takes what came or left unexplained. */
export type LedgerAccount = LevelState | "outside";

/** One leg of a posting. The legs of one posting sum to zero. */
export type LedgerEntry = { inventoryItemId: string; locationId: string; account: LedgerAccount; delta: number };

/** Units physically there. */
export function onHand(quantities: LevelQuantities): number {
  return (
    quantities.available +
    quantities.committed +
    quantities.reserved +
    quantities.safetyStock +
    quantities.damaged +
    quantities.qualityControl
  );
}
