import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";
import { claimableUnits, keyOf, unitsByLevel, type Claim, type StoredLevel } from "./decided-levels.ts";

type DecisionRow = { orderId: string; batchId: number; claims: Claim[] | null; levels: StoredLevel[] | null };

/** A level between two looks at it: what has been given back since it was last seen, by which batch last. */
type Level = { observedAt: string | null; givenBack: number; batchId: number };

/**
 * I3: units that an order gives back are promised to nobody before the level was looked at again, for they may have left.
 * Where there is less than was promised, it has just been looked at, and what is given back is given out anew.
 */
export const checkGivenBack: Law = async (evidence) => {
  const violations: Violation[] = [];
  for (const shop of evidence.shops) violations.push(...(await checkShop(evidence, shop)));
  return violations;
};

async function checkShop({ ask }: Evidence, { row: shop }: AuditedShop): Promise<Violation[]> {
  const rows = await ask<DecisionRow>(
    `SELECT order_id AS "orderId", batch_id::int AS "batchId", decision->'allocations' AS claims, inputs->'levels' AS levels
     FROM decisions WHERE shop = $1 ORDER BY batch_id, order_id`,
    [shop.id],
  );
  const looks = await readLooks(ask, shop.id);
  const known = new Map<string, Level>();
  const claimsOf = new Map<string, ReadonlyMap<string, number>>();
  const violations: Violation[] = [];
  for (const [batchId, decided] of Map.groupBy(rows, (row) => row.batchId)) {
    const changes = changesOf(decided, claimsOf);
    const levels = new Map(decided.flatMap((row) => (row.levels ?? []).map((level) => [keyOf(level), level])));
    for (const [key, level] of levels) {
      const before = known.get(key);
      const seenIn = [...(looks.get(key) ?? []), ...(looks.get(ERASED) ?? [])];
      const wasSeen = seenIn.some((at) => at > (before?.batchId ?? 0) && at <= batchId);
      const isSame = before !== undefined && before.observedAt === level.observedAt && !wasSeen;
      const { less, more } = changes.get(key) ?? { less: 0, more: 0 };
      const wasShort = level.allocated - more + less > claimableUnits(level);
      const givenBack = (isSame ? before.givenBack : 0) + (wasShort ? 0 : less);
      known.set(key, { observedAt: level.observedAt, givenBack, batchId });
      const free = claimableUnits(level) - givenBack;
      if (!level.isTracked || more === 0 || level.allocated <= free) continue;
      const sentence = `promised ${more} more units of level ${key}, ${level.allocated} in all, when ${givenBack} of ${claimableUnits(level)} had been given back unseen`;
      violations.push({ invariant: "I3", shop: shop.domain, subject: `batch ${batchId}`, sentence });
    }
  }
  return violations;
}

/** What was read and has been erased since, with a buyer's data: which levels it showed nobody knows any more. */
const ERASED = "erased";

/** The batches in which each level was seen whole. */
async function readLooks(ask: Evidence["ask"], shop: string): Promise<Map<string, number[]>> {
  const rows = await ask<{ key: string; batches: number[] }>(
    `SELECT format('%s/%s', l->>'inventoryItemId', l->>'locationId') AS key, array_agg(DISTINCT batch_id::int) AS batches
     FROM (SELECT batch_id, CASE jsonb_typeof(body) WHEN 'array' THEN body ELSE body->'levels' END AS levels
       FROM (SELECT batch_id, convert_from(body, 'UTF8')::jsonb AS body FROM inbox_messages WHERE shop = $1
         AND state = 'done' AND length(body) > 0 AND topic IN ('switchyard/levels_read', 'switchyard/order_read')) m) r
     CROSS JOIN LATERAL jsonb_array_elements(coalesce(levels, '[]')) l GROUP BY 1
     UNION ALL SELECT $2, array_agg(batch_id::int) FROM inbox_messages WHERE shop = $1
       AND state = 'done' AND length(body) = 0 AND topic = 'switchyard/order_read' HAVING count(*) > 0`,
    [shop, ERASED],
  );
  return new Map(rows.map(({ key, batches }) => [key, batches]));
}

type Change = { less: number; more: number };

/** What a batch's orders gave back and got at each level; remembers their claims for the next. */
function changesOf(
  decided: readonly DecisionRow[],
  claimsOf: Map<string, ReadonlyMap<string, number>>,
): Map<string, Change> {
  const changes = new Map<string, Change>();
  for (const { orderId, claims } of decided) {
    const before = claimsOf.get(orderId) ?? new Map<string, number>();
    const after = unitsByLevel(claims ?? []);
    claimsOf.set(orderId, after);
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const delta = (after.get(key) ?? 0) - (before.get(key) ?? 0);
      const change = changes.get(key) ?? { less: 0, more: 0 };
      changes.set(key, { less: change.less + Math.max(0, -delta), more: change.more + Math.max(0, delta) });
    }
  }
  return changes;
}
