import { forShop } from "#app/db.server.ts";

/** When a shop was last compared with what Shopify says has changed, and what was missing within a day. */
export type Comparison = { checkedAt: string; missing: number };

const DAY_MS = 86_400_000;

/** Null before the first comparison. */
export function readComparison(shop: string, now: Date): Promise<Comparison | null> {
  return forShop(shop, async (client) => {
    const since = new Date(now.getTime() - DAY_MS);
    const known = { shop: BigInt(shop) };
    const last = await client.reconciliation.findFirst({ where: known, orderBy: { checkedTo: "desc" } });
    if (last === null) return null;
    const { _sum } = await client.reconciliation.aggregate({
      where: { ...known, checkedAt: { gte: since } },
      _sum: { missingOrders: true, missingFulfillmentOrders: true, missingLevels: true, missingParcels: true },
    });
    const missing = Object.values(_sum).reduce<number>((sum, count) => sum + (count ?? 0), 0);
    return { checkedAt: last.checkedAt.toISOString(), missing };
  });
}
