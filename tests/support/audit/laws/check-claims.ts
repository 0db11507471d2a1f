import { unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { lawOf, type AuditedShop, type Evidence, type Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

/** I3: what a level says is allocated are its allocations; where Shopify does not count, neither do we. */
const sums: Law = lawOf(
  "I3",
  `SELECT coalesce(l.shop, a.shop)::text AS shop,
     format('level %s/%s', coalesce(l.inventory_item_id, a.item), coalesce(l.location_id, a.location)) AS subject,
     CASE WHEN l.shop IS NULL THEN format('has %s units allocated and no balance row', a.units)
       ELSE format('says %s allocated and %s of them moving, its allocations sum to %s and %s', l.allocated, l.moving_units,
         coalesce(a.units, 0), coalesce(a.moving, 0)) END AS sentence
   FROM inventory_levels l FULL JOIN (
     SELECT shop, inventory_item_id AS item, location_id AS location, sum(quantity) AS units, sum(moving_quantity) AS moving
     FROM allocations GROUP BY 1, 2, 3) a
     ON a.shop = l.shop AND a.item = l.inventory_item_id AND a.location = l.location_id
   WHERE l.shop IS NULL
     OR l.allocated <> CASE WHEN l.is_tracked THEN coalesce(a.units, 0) ELSE 0 END
     OR l.moving_units <> CASE WHEN l.is_tracked THEN coalesce(a.moving, 0) ELSE 0 END
   ORDER BY 1, 2`,
);

/**
 * I3: never beyond on hand, less the stock that is kept for safety at Shopify and by the merchant's own wish. Of a shop that
 * left, webhooks may have told last that something is available less, and nobody may read any more why.
 */
const limits: Law = lawOf(
  "I3",
  `SELECT shop::text, format('level %s/%s', inventory_item_id, location_id) AS subject,
     format('%s units are allocated of %s', allocated, claimable) AS sentence
   FROM (SELECT *, greatest(0, available + committed + reserved + damaged + quality_control - safety_stock_units) AS claimable
     FROM inventory_levels WHERE is_tracked) l
   WHERE allocated > claimable AND EXISTS (SELECT FROM shops s WHERE s.id = l.shop AND s.status = 'installed') ORDER BY shop, 2`,
);

type ClaimRow = { orderId: string; lineItemId: string; units: number };

/** I3: nobody holds claims for units that are not to be sent any more. */
async function findIdleClaims({ ask }: Evidence, { row, truth }: AuditedShop): Promise<Violation[]> {
  const claims = await ask<ClaimRow>(
    `SELECT order_id AS "orderId", line_item_id AS "lineItemId", sum(quantity)::int AS units FROM allocations
     WHERE shop = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
    [row.id],
  );
  return claims.flatMap(({ orderId, lineItemId, units }) => {
    const order = truth.orders.get(orderId);
    const line = order?.lineItems.find((each) => each.id === lineItemId);
    const open = order && line && order.cancelledAt === null ? unfulfilledQuantity(truth, order, line) : 0;
    if (units <= open) return [];
    const sentence = `line ${lineItemId} has ${units} units allocated and ${open} to be sent`;
    return [{ invariant: "I3" as const, shop: row.domain, subject: `order ${orderId}`, sentence }];
  });
}

export const checkClaims: Law = async (evidence) => {
  const found = [...(await sums(evidence)), ...(await limits(evidence))];
  for (const shop of evidence.shops) found.push(...(await findIdleClaims(evidence, shop)));
  return found;
};
