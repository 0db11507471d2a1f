import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/**
 * I1: versions 1 to n of an order have one decision each, and there is no decision of nothing. Version 0 is an order of
 * which only parts have arrived: nothing is decided about it yet.
 */
const versions: Law = lawOf(
  "I1",
  `SELECT coalesce(o.shop, d.shop)::text AS shop, format('order %s', coalesce(o.id, d.order_id)) AS subject,
     CASE WHEN o.id IS NULL THEN format('has %s decisions and is not there', d.decisions)
       ELSE format('is at version %s and has %s decisions, numbered %s to %s', o.version, coalesce(d.decisions, 0),
         d.first, d.last) END AS sentence
   FROM orders o FULL JOIN (
     SELECT shop, order_id, count(*) AS decisions, min(version) AS first, max(version) AS last
     FROM decisions GROUP BY shop, order_id) d ON d.shop = o.shop AND d.order_id = o.id
   WHERE o.id IS NULL OR coalesce(d.decisions, 0) <> o.version OR d.first <> 1 OR d.last <> o.version
   ORDER BY 1, 2`,
);

/** I9: a later version was decided in a later batch, and not before the one it follows. */
const sequence: Law = lawOf(
  "I9",
  `SELECT shop::text, format('order %s', order_id) AS subject,
     format('version %s was decided in batch %s at %s, after batch %s at %s', version, batch_id, decided_at, before_batch,
       before_at) AS sentence
   FROM (SELECT *, lag(batch_id) OVER w AS before_batch, lag(decided_at) OVER w AS before_at
     FROM decisions WINDOW w AS (PARTITION BY shop, order_id ORDER BY version)) d
   WHERE batch_id <= before_batch OR decided_at < before_at ORDER BY shop, order_id, version`,
);

/** I1: what the order shows is its latest decision. */
const latest: Law = lawOf(
  "I1",
  `SELECT o.shop::text, format('order %s', o.id) AS subject,
     format('shows "%s" and decided "%s"', o.sentence, d.decision->>'sentence') AS sentence
   FROM orders o JOIN decisions d ON d.shop = o.shop AND d.order_id = o.id AND d.version = o.version
   WHERE o.sentence IS DISTINCT FROM d.decision->>'sentence' ORDER BY o.shop, o.id`,
);

export const checkDecisions: Law = async (evidence) => {
  const found = [];
  for (const law of [versions, sequence, latest]) found.push(...(await law(evidence)));
  return found;
};
