import type { EffectEntry } from "#tests/sandbox/state/call-log.ts";
import { storedQuantityNames, type InventoryLevel, type StoredQuantityName } from "#tests/sandbox/state/catalog.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { World } from "#tests/sandbox/state.ts";

/** What could be promised at a level from a moment on, until the next entry. */
type Entry = { atMs: number; units: number };

export type StockHistory = {
  /**
   * The most units that lay at a level and could be promised, at any time between two moments. The log has whole seconds,
   * so everything within the first and the last second counts.
   */
  mostBetween(inventoryItemId: string, locationId: string, from: Date, to: Date): number;
};

/** On hand less what is kept for safety: what could be sent, if need be after looking at it again. */
const PROMISABLE: readonly StoredQuantityName[] = storedQuantityNames.filter(
  (name) => name !== "incoming" && name !== "safety_stock",
);

/** Replays the sandbox's log: what really lay where, and when, whatever anybody was told of it. */
export function readStockHistory(world: World, shop: Shop): StockHistory {
  const shiftsByLevel = new Map<string, { atMs: number; units: number }[]>();
  for (const entry of world.log) {
    if (entry.kind !== "effect" || entry.name !== "inventory shifted" || entry.shopDomain !== shop.domain) continue;
    const key = `${String(entry.details["inventoryItemId"])}/${String(entry.details["locationId"])}`;
    const shift = { atMs: Date.parse(entry.at), units: unitsOfShift(entry) };
    shiftsByLevel.set(key, [...(shiftsByLevel.get(key) ?? []), shift]);
  }
  const history = new Map<string, Entry[]>();
  for (const level of shop.inventoryLevels.values()) {
    const key = `${level.inventoryItemId}/${level.locationId}`;
    history.set(key, entriesOf(level, shiftsByLevel.get(key) ?? []));
  }
  return {
    mostBetween: (inventoryItemId, locationId, from, to) => {
      const entries = history.get(`${inventoryItemId}/${locationId}`) ?? [];
      const fromMs = Math.floor(from.getTime() / 1000) * 1000;
      const before = entries.findLast(({ atMs }) => atMs < fromMs);
      const during = entries.filter(({ atMs }) => atMs >= fromMs && atMs <= to.getTime());
      return Math.max(0, ...[...(before ? [before] : []), ...during].map(({ units }) => units));
    },
  };
}

/** From what lies there now back to the beginning. */
function entriesOf(level: InventoryLevel, shifts: readonly { atMs: number; units: number }[]): Entry[] {
  let units = PROMISABLE.reduce((sum, name) => sum + level.quantities[name].quantity, 0);
  const entries: Entry[] = [];
  for (const shift of shifts.toReversed()) {
    entries.unshift({ atMs: shift.atMs, units });
    units -= shift.units;
  }
  return [{ atMs: Number.NEGATIVE_INFINITY, units }, ...entries];
}

function unitsOfShift({ details }: EffectEntry): number {
  const shift = details["shift"] as Partial<Record<StoredQuantityName, number>>;
  return PROMISABLE.reduce((sum, name) => sum + (shift[name] ?? 0), 0);
}
