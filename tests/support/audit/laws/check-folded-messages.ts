import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/** Bodies that state a whole order. */
const ORDER_TOPICS = [
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/cancelled",
  "orders/fulfilled",
  "orders/partially_fulfilled",
];

/**
 * Bodies of messages that are done, read by PostgreSQL itself: its numbers keep every digit of an id. Bodies that were
 * erased on request are empty.
 */
function bodiesOf(topics: readonly string[]): string {
  const list = topics.map((topic) => `'${topic}'`).join(", ");
  return `SELECT shop, id, topic, order_id, convert_from(body, 'UTF8')::jsonb AS body FROM inbox_messages
     WHERE state = 'done' AND length(body) > 0 AND topic IN (${list})`;
}

/** I1, I9: the order that a settled message states is there, and is never older than the message. */
const snapshots: Law = lawOf(
  "I9",
  `SELECT m.shop::text, format('inbox message %s (%s)', m.id, m.topic) AS subject,
     CASE WHEN o.id IS NULL THEN format('order %s is not there', m.body->>'id')
       WHEN m.order_id IS DISTINCT FROM (m.body->>'id')::bigint THEN format('is filed under order %s', m.order_id)
       ELSE format('states %s, order %s is of %s', m.body->>'updated_at', o.id, o.updated_at) END AS sentence
   FROM (${bodiesOf(ORDER_TOPICS)}) m
   LEFT JOIN orders o ON o.shop = m.shop AND o.id = (m.body->>'id')::bigint
   WHERE o.id IS NULL OR m.order_id IS DISTINCT FROM (m.body->>'id')::bigint
     OR o.updated_at < (m.body->>'updated_at')::timestamptz
   ORDER BY m.shop, m.id`,
);

/** What a message brings to its order under an id of its own, and where the order's facts keep it. */
const PARTS = [
  { topics: ["refunds/create"], list: "refunds" },
  { topics: ["order_transactions/create"], list: "transactions" },
  { topics: ["fulfillments/create", "fulfillments/update"], list: "fulfillments" },
];

/** I1: what a settled message brought is in the facts of its order. */
const parts = PARTS.map(({ topics, list }) =>
  lawOf(
    "I1",
    `SELECT m.shop::text, format('inbox message %s (%s)', m.id, m.topic) AS subject,
       format('%s is missing in the ${list} of order %s', m.body->>'id', m.body->>'order_id') AS sentence
     FROM (${bodiesOf(topics)}) m
     LEFT JOIN orders o ON o.shop = m.shop AND o.id = (m.body->>'order_id')::bigint
     WHERE m.body->>'order_id' IS NOT NULL AND NOT coalesce(
       o.facts->'${list}' @> jsonb_build_array(jsonb_build_object('id', m.body->>'id')), false)
     ORDER BY m.shop, m.id`,
  ),
);

/**
 * I1: a message is folded once and whole: everything it left in timeline and ledger was written by one transaction
 * (`xmin`), the one that settled it.
 */
const transactions: readonly Law[] = ["timeline_entries", "ledger_entries"].map((table) =>
  lawOf(
    "I1",
    `SELECT m.shop::text, format('inbox message %s (%s)', m.id, m.topic) AS subject,
       format('was settled by one transaction and has rows of %s others in ${table}', count(DISTINCT t.xmin::text)) AS sentence
     FROM ${table} t JOIN inbox_messages m ON m.shop = t.shop AND m.id = t.inbox_id
     WHERE m.state = 'done' AND length(m.body) > 0 AND t.xmin <> m.xmin
     GROUP BY m.shop, m.id, m.topic ORDER BY 1, 2`,
  ),
);

/** I1: only what was done has left a trace. */
const untimely: Law = lawOf(
  "I1",
  `SELECT t.shop::text, format('timeline entry %s of order %s', t.id, t.order_id) AS subject,
     format('comes from message %s, which is %s', t.inbox_id, coalesce(m.state, 'not there')) AS sentence
   FROM timeline_entries t LEFT JOIN inbox_messages m ON m.shop = t.shop AND m.id = t.inbox_id
   WHERE t.inbox_id IS NOT NULL AND m.state IS DISTINCT FROM 'done' ORDER BY t.shop, t.id`,
);

export const checkFoldedMessages: Law = async (evidence) => {
  const found = [];
  for (const law of [snapshots, ...parts, ...transactions, untimely]) found.push(...(await law(evidence)));
  return found;
};
