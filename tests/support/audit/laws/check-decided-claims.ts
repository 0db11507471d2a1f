import type { AuditedShop, Law } from "#tests/support/audit/evidence.ts";
import { readStockHistory, type StockHistory } from "#tests/support/audit/stock-history.ts";
import type { Violation } from "#tests/support/audit/violation.ts";
import { claimableUnits, keyOf, unitsByLevel, type Claim, type StoredLevel } from "./decided-levels.ts";

type DecisionRow = { orderId: string; version: number; decidedAt: Date; claims: Claim[]; levels: StoredLevel[] };

/**
 * I3, at every point and not only at the end: a decision that claims more of a level than the one before it left that
 * level within on hand less safety stock, both by the inputs stored with it and by what really lay there at any time
 * between the observation and the decision. (Stock that vanishes later may leave older claims beyond it; claims may then
 * not grow.)
 */
export const checkDecidedClaims: Law = async ({ ask, world, shops }) => {
  const violations: Violation[] = [];
  for (const shop of shops) {
    const history = readStockHistory(world, shop.truth);
    const rows = await ask<DecisionRow>(
      `SELECT order_id AS "orderId", version, decided_at AS "decidedAt", decision->'allocations' AS claims,
         inputs->'levels' AS levels FROM decisions WHERE shop = $1 ORDER BY order_id, version`,
      [shop.row.id],
    );
    violations.push(...checkRows(shop, rows, history));
  }
  return violations;
};

function checkRows({ row: { domain } }: AuditedShop, rows: readonly DecisionRow[], history: StockHistory): Violation[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    const unitsBefore = unitsByLevel(before?.orderId === row.orderId ? before.claims : []);
    const subject = `order ${row.orderId}, version ${row.version}`;
    return findExcess(row, unitsBefore, history).map((sentence) => ({
      invariant: "I3",
      shop: domain,
      subject,
      sentence,
    }));
  });
}

function findExcess(row: DecisionRow, unitsBefore: ReadonlyMap<string, number>, history: StockHistory): string[] {
  const levels = new Map((row.levels ?? []).map((level) => [keyOf(level), level]));
  const sentences: string[] = [];
  for (const [key, units] of unitsByLevel(row.claims ?? [])) {
    const level = levels.get(key);
    if (!level) {
      sentences.push(`claims ${units} units at level ${key}, which it did not look at`);
      continue;
    }
    const hasGrown = units > (unitsBefore.get(key) ?? 0);
    if (!hasGrown || !level.isTracked) continue;
    const known = claimableUnits(level);
    if (level.allocated > known) sentences.push(`took level ${key} to ${level.allocated} allocated of ${known}`);
    const observedAt = new Date(level.observedAt ?? 0);
    const real = history.mostBetween(level.inventoryItemId, level.locationId, observedAt, row.decidedAt);
    if (level.allocated <= known && level.allocated > real) {
      sentences.push(`took level ${key} to ${level.allocated} allocated, of which only ${real} ever lay there`);
    }
  }
  return sentences;
}
