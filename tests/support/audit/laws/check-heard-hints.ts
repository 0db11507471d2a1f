import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/**
 * I6: Shopify's word that something has changed is followed by a look at it, begun no more than the clocks may differ before
 * the word was given. What was said before the shop came back is answered by its history.
 */
export const checkHeardHints: Law = lawOf(
  "I6",
  `SELECT t.shop::text, format('order %s', t.order_id) AS subject,
     format('was told "%s" at %s and last read at %s', t.sentence, t.at, o.facts->>'fulfillmentOrdersReadAt') AS sentence
   FROM timeline_entries t JOIN orders o ON o.shop = t.shop AND o.id = t.order_id JOIN shops s ON s.id = t.shop
   WHERE t.details->>'eventId' IS NOT NULL AND t.sentence LIKE 'Shopify says: %'
     AND s.status = 'installed' AND t.at > greatest(s.installed_at, s.authorized_at) AND (o.facts->>'isDeleted')::boolean IS NOT TRUE
     AND coalesce((o.facts->>'fulfillmentOrdersReadAt')::timestamptz, '-infinity') < t.at - interval '4 seconds'
   ORDER BY t.shop, t.id`,
);
