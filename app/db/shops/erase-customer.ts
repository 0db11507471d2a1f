import type { Sql } from "#app/db/sql.ts";

/** A buyer as a request to forget them names them; `redactedIds` are those of their orders that were redacted before. */
export type ForgottenCustomer = {
  orderIds: readonly string[];
  redactedIds: readonly string[];
  customerId: string | null;
  email: string | null;
};

// Stands in the place of a sentence that may have quoted an address, a note or what somebody wrote about the buyer.
const ERASED = "This was erased with the buyer's personal data.";

/**
 * Takes a buyer out of everything that was written about their orders: bodies of messages, decisions with the drafts of
 * documents in them, timeline, outbox and the report of the history. The facts themselves are folded by the batch, which
 * decides the orders anew; issued documents stay, as the law wants (domain/orders/redact-facts.ts says what is personal).
 */
export async function eraseTraces(sql: Sql, shop: string, customer: ForgottenCustomer): Promise<void> {
  const { orderIds, redactedIds, email } = customer;
  const ids = [...orderIds];
  const freshIds = ids.filter((id) => !redactedIds.includes(id));
  await Promise.all([
    sql.query("UPDATE inbox_messages SET body = '' WHERE shop = $1 AND order_id = ANY($2::bigint[]) AND body <> ''", [
      shop,
      ids,
    ]),
    eraseParked(sql, shop, ids, email),
    eraseRequests(sql, shop, customer),
    sql.query(
      `UPDATE decisions SET inputs = inputs || '{"similarOrders": []}', decision = decision || jsonb_build_object(
         'sentence', $3::text, 'documents', '[]'::jsonb,
         'problems', (SELECT coalesce(jsonb_agg(p || jsonb_build_object('sentence', $3::text)), '[]')
           FROM jsonb_array_elements(decision->'problems') AS p),
         'actions', (SELECT coalesce(jsonb_agg(CASE WHEN a ? 'notes' THEN a || jsonb_build_object('notes', $3::text) ELSE a END), '[]')
           FROM jsonb_array_elements(decision->'actions') AS a),
         'planByFulfillmentOrder', (SELECT coalesce(jsonb_object_agg(key, value || jsonb_build_object('sentence', $3::text)), '{}')
           FROM jsonb_each(decision->'planByFulfillmentOrder')))
       WHERE shop = $1 AND order_id = ANY($2::bigint[])`,
      [shop, freshIds, ERASED],
    ),
    sql.query("DELETE FROM route_choices WHERE shop = $1 AND order_id = ANY($2::bigint[])", [shop, ids]),
    // Facts name nobody of themselves, but what others said is quoted in them; decisions may repeat any of it.
    sql.query(
      `UPDATE timeline_entries SET sentence = $3 WHERE shop = $1 AND order_id = ANY($2::bigint[])
         AND (kind = 'decision' OR sentence ~ '["“„]')`,
      [shop, freshIds, ERASED],
    ),
    sql.query(
      `UPDATE outbox_messages SET result = NULL,
         payload = CASE WHEN payload ? 'notes' THEN payload || jsonb_build_object('notes', $3::text) ELSE payload END,
         reason = CASE WHEN reason ~ '["“„]' THEN $3 ELSE reason END
       WHERE shop = $1 AND order_id = ANY($2::bigint[])`,
      [shop, freshIds, ERASED],
    ),
    sql.query(
      "UPDATE history_findings SET sentence = $3, details = '{}' WHERE shop = $1 AND order_id = ANY($2::bigint[])",
      [shop, freshIds, ERASED],
    ),
  ]);
}

/** Somebody may have asked for their data before: the orders stay named there, since the documents of them stay. */
async function eraseRequests(sql: Sql, shop: string, { orderIds, customerId }: ForgottenCustomer): Promise<void> {
  await sql.query(
    `UPDATE notices SET details = details || jsonb_build_object('customerId', NULL, 'orderIds', (
       SELECT jsonb_agg(id ORDER BY id::bigint) FROM (SELECT jsonb_array_elements_text(details->'orderIds') AS id UNION SELECT unnest($3::text[])) AS named))
     WHERE shop = $1 AND kind = 'data_request' AND details->>'customerId' = $2`,
    [shop, customerId, [...orderIds]],
  );
}

/** What could not be read belongs to no order: it is known by naming one of them, or the buyer's e-mail address. */
async function eraseParked(sql: Sql, shop: string, ids: readonly string[], email: string | null): Promise<void> {
  const marks = [...ids.flatMap((id) => [`/order/${id}"`, `"order_id":${id},`, `"id":${id},`])];
  if (email) marks.push(`"${email.toLowerCase()}"`);
  if (marks.length === 0) return;
  // Not every parked body is text; this form of bytes always is, and leaves what is looked for as it is.
  await sql.query(
    `UPDATE inbox_messages SET body = '' WHERE shop = $1 AND state = 'parked' AND order_id IS NULL
       AND EXISTS (SELECT FROM unnest($2::text[]) AS mark
         WHERE strpos(replace(lower(encode(body, 'escape')), '": ', '":'), mark) > 0)`,
    [shop, marks],
  );
}

/** Drops the bodies of messages that say something about somebody who asked to be forgotten. */
export async function forgetBodies(sql: Sql, shop: string, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await sql.query("UPDATE inbox_messages SET body = '' WHERE shop = $1 AND id = ANY($2::bigint[])", [
    shop,
    [...messageIds],
  ]);
}
