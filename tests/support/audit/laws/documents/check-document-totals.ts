import { fulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { goodwillOf, netPayment } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

type OrderRow = {
  id: string;
  documents: number;
  netMinor: number;
  invoicedMinor: number;
  currencies: string[];
  /** Problems stop the order, and so does anybody's hold: nothing becomes due meanwhile. */
  isHeld: boolean;
  /** A person is asked to settle something first. */
  isObstructed: boolean;
};

/**
 * I4: what an order's invoices come to, less its credit notes, is what the order comes to at Shopify in the currency the
 * buyer paid in, less stated goodwill; between that and what was really paid while more is paid. While more is owed, what
 * was added is not invoiced yet: the documents come to less, but what is paid was invoiced once, though credited since by
 * an edit whose money now goes towards the addition. And what is paid is invoiced, where invoicing acts.
 */
export const checkDocumentTotals: Law = async (evidence) => {
  const violations: Violation[] = [];
  for (const shop of evidence.shops) {
    const goLiveAt = await actsSince(evidence, shop);
    for (const row of await ordersOf(evidence, shop)) {
      const order = shop.truth.orders.get(row.id);
      if (!order) continue;
      // What was issued while invoicing acted is not corrected by itself while it does not.
      if (goLiveAt === undefined) continue;
      const isOnHold = fulfillmentOrdersOf(shop.truth, order).some(({ holds }) => holds.length > 0);
      const sentence = objectionTo({ ...row, isHeld: row.isHeld || isOnHold }, order, isExpected(order, goLiveAt));
      if (sentence) violations.push({ invariant: "I4", shop: shop.row.domain, subject: `order ${row.id}`, sentence });
    }
  }
  return violations;
};

/** From when on orders are invoiced without being asked; undefined where they are not. */
async function actsSince({ ask }: Evidence, { row }: AuditedShop): Promise<Date | undefined> {
  const [acting] = await ask<{ goLiveAt: Date | null }>(
    `SELECT go_live_at AS "goLiveAt" FROM capabilities WHERE shop = $1 AND capability = 'invoice' AND mode = 'act'`,
    [row.id],
  );
  return acting?.goLiveAt ?? undefined;
}

function ordersOf({ ask }: Evidence, { row }: AuditedShop): Promise<OrderRow[]> {
  return ask<OrderRow>(
    `SELECT o.id, cardinality(o.problems) > 0 AS "isHeld",
       d.decision->>'documentObstacle' IS NOT NULL AS "isObstructed",
       coalesce(s.documents, 0)::int AS documents, coalesce(s.net, 0)::int AS "netMinor", coalesce(s.invoiced, 0)::int AS "invoicedMinor",
       coalesce(s.currencies, '{}') AS currencies
     FROM orders o LEFT JOIN decisions d ON d.shop = o.shop AND d.order_id = o.id AND d.version = o.version
     LEFT JOIN (SELECT shop, order_id, count(*) AS documents, array_agg(DISTINCT currency) AS currencies,
         sum(total_minor) FILTER (WHERE kind = 'invoice') AS invoiced,
         sum(CASE kind WHEN 'invoice' THEN total_minor ELSE -total_minor END) AS net
       FROM documents GROUP BY 1, 2) s ON s.shop = o.shop AND s.order_id = o.id
     WHERE o.shop = $1 ORDER BY o.id`,
    [row.id],
  );
}

function isExpected(order: Order, goLiveAt: Date | undefined): boolean {
  if (goLiveAt === undefined || order.isTest || order.sourceName === "pos") return false;
  return Date.parse(order.createdAt) >= goLiveAt.getTime();
}

function objectionTo(row: OrderRow, order: Order, isInvoicing: boolean): string | undefined {
  const owed = currentTotals(order).total.presentmentMinor - goodwillOf(order).presentmentMinor;
  const paid = netPayment(order).presentmentMinor;
  if (row.documents === 0) {
    const isDue = isInvoicing && !row.isHeld && !row.isObstructed && owed > 0 && paid >= owed;
    return isDue ? `${order.name} is paid (${paid}) and not invoiced` : undefined;
  }
  const foreign = row.currencies.find((currency) => currency !== order.presentmentCurrency);
  if (foreign !== undefined) return `${order.name} was paid in ${order.presentmentCurrency} and invoiced in ${foreign}`;
  if (row.isObstructed) return undefined;
  const isExplained = paid < owed ? row.invoicedMinor >= paid : row.netMinor >= owed;
  if (isExplained && row.netMinor <= Math.max(owed, paid)) return undefined;
  return `the documents of ${order.name} come to ${row.netMinor}; it comes to ${owed}, of which ${paid} is paid`;
}
