import type { Law } from "#tests/support/audit/evidence.ts";
import { lawOf } from "#tests/support/audit/evidence.ts";

/** I1: no message waits for ever, and each that was settled says in which batch, or why not. */
const messages: Law = lawOf(
  "I1",
  `SELECT shop::text, format('inbox message %s (%s)', id, topic) AS subject,
     CASE WHEN state = 'waiting' THEN 'still waits'
       WHEN settled_at IS NULL THEN format('is %s without a time', state)
       WHEN state = 'done' AND batch_id IS NULL THEN 'is done by no batch'
       ELSE format('is %s without a reason', state) END AS sentence
   FROM inbox_messages
   WHERE state = 'waiting' OR settled_at IS NULL OR (state = 'done' AND batch_id IS NULL)
     OR (state IN ('parked', 'ignored') AND coalesce(reason, '') = '')
   ORDER BY shop, id`,
);

/**
 * I1: nobody is forgotten. A message that waited for minutes while others were settled all the time was not seen, unless its
 * shop's catalogue or its token had yet to come.
 */
const forgotten: Law = lawOf(
  "I1",
  `SELECT m.shop::text, format('inbox message %s (%s)', m.id, m.topic) AS subject,
     format('waited %s while others were settled', m.settled_at - m.received_at) AS sentence
   FROM inbox_messages m JOIN shops s ON s.id = m.shop
   WHERE m.state = 'done' AND m.settled_at > m.received_at + interval '5 minutes' AND s.status = 'installed'
     AND m.received_at > s.catalog_read_at AND m.received_at > s.authorized_at
     AND (SELECT max(o.settled_at) - min(o.settled_at) FROM inbox_messages o
       WHERE o.settled_at > m.received_at + interval '10 seconds' AND o.settled_at < m.settled_at - interval '10 seconds')
       > interval '4 minutes'
   ORDER BY m.shop, m.id`,
);

/** I1: nothing that Shopify must hear is still under way. */
const outbox: Law = lawOf(
  "I1",
  `SELECT shop::text, format('outbox message %s (%s)', id, key) AS subject,
     CASE WHEN state IN ('waiting', 'sending') THEN format('is still %s', state)
       ELSE format('is %s without a time', state) END AS sentence
   FROM outbox_messages
   WHERE state IN ('waiting', 'sending') OR (state = 'sent' AND settled_at IS NULL)
   ORDER BY shop, id`,
);

/** I1: nothing that must be read from Shopify is still wanted. */
const reads: Law = lawOf(
  "I1",
  `SELECT shop::text, format('wanted read of %s %s', subject, object_id) AS subject,
     format('was never answered (%s attempts: %s)', attempts, coalesce(reason, 'no reason')) AS sentence
   FROM wanted_reads ORDER BY shop, 2`,
);

/** I1: a message belongs to a batch that its shop really ran. */
const batches: Law = lawOf(
  "I1",
  `SELECT m.shop::text, format('inbox message %s (%s)', m.id, m.topic) AS subject,
     format('claims batch %s of %s', m.batch_id, coalesce(w.batch_id, 0)) AS sentence
   FROM inbox_messages m LEFT JOIN shop_writers w ON w.shop = m.shop
   WHERE m.batch_id > coalesce(w.batch_id, 0) ORDER BY m.shop, m.id`,
);

export const checkSettled: Law = async (evidence) => {
  const found = [];
  for (const law of [messages, forgotten, outbox, reads, batches]) found.push(...(await law(evidence)));
  return found;
};
