import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/** I9: what decisions look at never grows older, from one batch to the next. */
export const checkSeenLevels: Law = lawOf(
  "I9",
  `WITH seen AS (
     SELECT d.shop, d.batch_id, d.order_id, d.version, format('%s/%s', l->>'inventoryItemId', l->>'locationId') AS level,
       (l->>'observedAt')::timestamptz AS at
     FROM decisions d CROSS JOIN LATERAL jsonb_array_elements(d.inputs->'levels') l WHERE l->>'observedAt' IS NOT NULL),
   compared AS (
     SELECT *, max(at) OVER (PARTITION BY shop, level ORDER BY batch_id, order_id
       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM seen)
   SELECT shop::text, format('order %s, version %s', order_id, version) AS subject,
     format('looked at level %s of %s, when that of %s had been seen', level, at, before) AS sentence
   FROM compared WHERE at < before ORDER BY shop, batch_id, order_id`,
);
