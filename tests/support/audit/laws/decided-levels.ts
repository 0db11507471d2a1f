/** One claim of a stored decision. */
export type Claim = { lineItemId: string; inventoryItemId: string; locationId: string; quantity: number };

/** The part of a stored level that says how much of it could be promised when the decision was taken. */
export type StoredLevel = {
  inventoryItemId: string;
  locationId: string;
  quantities: Record<"available" | "committed" | "reserved" | "damaged" | "qualityControl", number>;
  allocated: number;
  safetyStockUnits: number;
  isTracked: boolean;
  observedAt: string | null;
};

/** What may be promised at most: on hand less safety stock. */
export function claimableUnits({ quantities: q, safetyStockUnits }: StoredLevel): number {
  return Math.max(0, q.available + q.committed + q.reserved + q.damaged + q.qualityControl - safetyStockUnits);
}

/** The units of claims, level by level. */
export function unitsByLevel(claims: readonly Claim[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const claim of claims) units.set(keyOf(claim), (units.get(keyOf(claim)) ?? 0) + claim.quantity);
  return units;
}

/** How levels are named: item/location. */
export function keyOf({ inventoryItemId, locationId }: { inventoryItemId: string; locationId: string }): string {
  return `${inventoryItemId}/${locationId}`;
}
