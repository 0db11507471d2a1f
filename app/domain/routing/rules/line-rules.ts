import type { OrderContext } from "#app/domain/decision.ts";
import type { RoutingPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import type { GroupPart } from "#app/domain/routing/view-group.ts";
import { isAmong, skuOf } from "./match-sku.ts";

/** What the merchant's policy demands of a part of a group, and what its goods are called where that is told. */
export type LineRule = {
  /** Parts of one set leave from one place together, whole or not at all; null for a part that is in none. */
  together: number | null;
  shipsAlone: boolean;
  title: string;
};

type Rules = Pick<RoutingPolicy, "shipsAloneSkus" | "keepTogether" | "neverSplitSkus">;

/**
 * The rules for each part. A line that is never split is a set by itself, over all fulfillment orders that it was spread to:
 * if only some of it could leave, the rest would come after in another parcel.
 */
export function findLineRules(context: OrderContext, policy: Rules, parts: readonly GroupPart[]): LineRule[] {
  const lineIds = parts.map(({ part }) => part.line.lineItemId);
  const skus = lineIds.map((lineItemId) => skuOf(context, lineItemId));
  const together = lineIds.map((lineItemId, at) =>
    isAmong(policy.neverSplitSkus, skus[at]!) ? lineIds.indexOf(lineItemId) : null,
  );
  for (const patterns of policy.keepTogether) {
    const members = lineIds.flatMap((_, at) => (isAmong(patterns, skus[at]!) ? [at] : []));
    if (new Set(members.map((at) => lineIds[at])).size > 1) join(together, members);
  }
  return lineIds.map((lineItemId, at) => ({
    together: together[at]!,
    shipsAlone: isAmong(policy.shipsAloneSkus, skus[at]!),
    title: context.facts.lines.find(({ id }) => id === lineItemId)?.title ?? `line ${lineItemId}`,
  }));
}

/** Makes one set of these parts and of the sets that they are in. A set goes by the number of its first part. */
function join(together: (number | null)[], members: readonly number[]): void {
  const joined = new Set(members.map((at) => together[at] ?? at));
  const first = Math.min(...joined);
  for (const [at, set] of together.entries())
    if (members.includes(at) || (set !== null && joined.has(set))) together[at] = first;
}
