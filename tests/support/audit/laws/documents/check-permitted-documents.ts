import { totalReceived } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

type DocumentRow = {
  label: string;
  kind: string;
  orderId: string;
  issuedAt: Date;
  mode: string;
  changedAt: Date;
  goLiveAt: Date | null;
  isImported: boolean | null;
  isApproved: boolean;
  /** Something was issued for the order before: what corrects it is owed whenever it comes. */
  isCorrection: boolean;
};

/**
 * I4: there is no document where there must be none: for a test order, an imported one, one from before go-live, one of
 * the till, one nobody has paid; nor of a shop whose invoicing does not act, unless a person approved it.
 */
export const checkPermittedDocuments: Law = async (evidence) => {
  const violations: Violation[] = [];
  for (const shop of evidence.shops) {
    for (const document of await documentsOf(evidence, shop)) {
      for (const sentence of findObjections(shop, document)) {
        violations.push({ invariant: "I4", shop: shop.row.domain, subject: `document ${document.label}`, sentence });
      }
    }
  }
  return violations;
};

function documentsOf({ ask }: Evidence, { row }: AuditedShop): Promise<DocumentRow[]> {
  return ask<DocumentRow>(
    `SELECT d.label, d.kind, d.order_id AS "orderId", d.issued_at AS "issuedAt", c.mode, c.changed_at AS "changedAt",
       c.go_live_at AS "goLiveAt", o.is_imported AS "isImported",
       EXISTS (SELECT 1 FROM documents e WHERE e.shop = d.shop AND e.order_id = d.order_id AND e.id < d.id) AS "isCorrection",
       EXISTS (SELECT 1 FROM action_log a WHERE a.shop = d.shop AND a.action = 'approve_action'
         AND a.subject = format('order %s', d.order_id) AND a.at <= d.issued_at) AS "isApproved"
     FROM documents d JOIN capabilities c ON c.shop = d.shop AND c.capability = 'invoice'
     LEFT JOIN orders o ON o.shop = d.shop AND o.id = d.order_id WHERE d.shop = $1 ORDER BY d.id`,
    [row.id],
  );
}

function findObjections({ truth }: AuditedShop, document: DocumentRow): string[] {
  const order = truth.orders.get(document.orderId);
  if (!order || document.isImported === null) return [`is for order ${document.orderId}, which is not there`];
  const sentences: string[] = [];
  const object = (holds: boolean, sentence: string) => {
    if (holds) sentences.push(sentence);
  };
  const { mode, changedAt, goLiveAt, issuedAt, isApproved } = document;
  object(order.isTest, `is for ${order.name}, a test`);
  object(document.isImported, `is for ${order.name}, which was imported`);
  object(order.sourceName === "pos", `is for ${order.name}, which was sold at the till`);
  const isSinceChange = issuedAt > changedAt;
  object(
    isSinceChange && !document.isCorrection && (goLiveAt === null || Date.parse(order.createdAt) < goLiveAt.getTime()),
    `is for ${order.name}, from before go-live`,
  );
  object(isSinceChange && (mode === "off" || mode === "watch"), `was issued although invoicing is in ${mode}`);
  object(isSinceChange && mode === "suggest" && !isApproved, "was issued although nobody had approved it");
  object(document.kind === "invoice" && isUnpaid(order), `is for ${order.name}, of which nothing was paid`);
  return sentences;
}

/** Nothing came in, and no terms say that goods may leave before it does. */
function isUnpaid(order: Order): boolean {
  const isFree = currentTotals(order).total.presentmentMinor === 0;
  return !isFree && order.paymentTerms === null && totalReceived(order).presentmentMinor === 0;
}
