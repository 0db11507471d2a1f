import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";

type TwiceWished = { key: string; orderId: string; state: string };

/** What a shop leaves behind is given up, also when a message of the same moment wishes for it still, to be watched only. */
const FAREWELL = "The app was uninstalled.";

/**
 * I5: a wish that is there already is not wished anew. Neither is one withdrawn that never went to Shopify, in the very
 * moment in which the same is queued in its stead, nor does what a person dismissed come back.
 */
export const checkLastingWishes: Law = async (evidence) => {
  const found = [];
  for (const shop of evidence.shops) {
    for (const { key, orderId, state } of await wishedTwice(evidence, shop)) {
      const what = state === "dismissed" ? "was dismissed by a person and" : "was withdrawn unsent and";
      const subject = `order ${orderId}`;
      const sentence = `the wish ${key} ${what} wished again`;
      found.push({ invariant: "I5" as const, shop: shop.row.domain, subject, sentence });
    }
  }
  return found;
};

function wishedTwice({ ask }: Evidence, { row }: AuditedShop): Promise<TwiceWished[]> {
  return ask<TwiceWished>(
    `SELECT before.key, before.order_id AS "orderId", before.state
     FROM outbox_messages before
     JOIN outbox_messages after ON after.shop = before.shop AND after.order_id = before.order_id AND after.id > before.id
       AND after.payload->>'key' = before.payload->>'key'
     WHERE before.shop = $1
       AND (before.state = 'dismissed'
         OR (before.state = 'obsolete' AND before.attempts = 0 AND before.settled_at = after.created_at
           AND before.reason IS DISTINCT FROM $2))
     ORDER BY before.id`,
    [row.id, FAREWELL],
  );
}
