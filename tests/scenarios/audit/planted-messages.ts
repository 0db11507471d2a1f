import { ordersOf, type PlantedRow } from "./planted-rows.ts";

const someDone = "(SELECT min(id) FROM inbox_messages WHERE state = 'done' AND topic = 'orders/create')";

/** Faults of the way from delivery to decision: I1, I6 and I9. */
export const messageFaults: readonly PlantedRow[] = [
  {
    fault: "a message that waits for ever",
    invariant: "I1",
    finds: /still waits/,
    sql: () => `UPDATE inbox_messages SET state = 'waiting' WHERE id = ${someDone}`,
  },
  {
    fault: "a message that was forgotten for half an hour",
    invariant: "I1",
    finds: /waited 00:\d\d:\d\d.* while others were settled/,
    sql: () =>
      `WITH early AS (UPDATE shops SET catalog_read_at = 'epoch', authorized_at = 'epoch'),
         one AS (UPDATE inbox_messages SET received_at = received_at - interval '30 minutes' WHERE id = ${someDone})
       UPDATE inbox_messages SET received_at = received_at - interval '20 minutes', settled_at = settled_at - make_interval(mins => 5 * (1 + id % 3)::int)
       WHERE id IN (SELECT id FROM inbox_messages WHERE id <> ${someDone} ORDER BY id LIMIT 3)`,
  },
  {
    fault: "a message done by no batch",
    invariant: "I1",
    finds: /is done by no batch/,
    sql: () => `UPDATE inbox_messages SET batch_id = NULL WHERE id = ${someDone}`,
  },
  {
    fault: "a message done by a batch that never ran",
    invariant: "I1",
    finds: /claims batch 9999 of/,
    sql: () => `UPDATE inbox_messages SET batch_id = 9999 WHERE id = ${someDone}`,
  },
  {
    fault: "a parked message without a reason",
    invariant: "I1",
    finds: /is parked without a reason/,
    sql: () => `UPDATE inbox_messages SET state = 'parked', reason = NULL WHERE id = ${someDone}`,
  },
  {
    fault: "an effect that was begun and never finished",
    invariant: "I1",
    finds: /is still sending/,
    sql: ({ held }) => `UPDATE outbox_messages SET state = 'sending' WHERE ${ordersOf(held)} AND kind = 'hold'`,
  },
  {
    fault: "a read that nobody made",
    invariant: "I1",
    finds: /was never answered/,
    sql: ({ plain }) =>
      `INSERT INTO wanted_reads (shop, subject, object_id, wanted_at, due_at)
       SELECT shop, 'order', '${plain.id}', updated_at, updated_at FROM orders WHERE id = ${plain.id}`,
  },
  {
    fault: "a word of Shopify's that nobody followed up",
    invariant: "I6",
    finds: /^was told "Shopify says: its work was split" at .* and last read at/,
    sql: ({ plain }) =>
      `INSERT INTO timeline_entries (shop, order_id, at, kind, sentence, details)
       SELECT shop, id, now() + interval '10 years', 'received', 'Shopify says: its work was split', '{"eventId": "e"}'
       FROM orders WHERE id = ${plain.id}`,
  },
  {
    fault: "an acknowledged delivery that was lost",
    invariant: "I1",
    finds: /was acknowledged and is not in the inbox/,
    sql: () => `DELETE FROM inbox_messages WHERE id = ${someDone}`,
  },
  {
    fault: "a refund that was taken in and not folded",
    invariant: "I1",
    finds: /is missing in the refunds of order/,
    sql: ({ refunded }) => `UPDATE orders SET facts = jsonb_set(facts, '{refunds}', '[]') WHERE id = ${refunded.id}`,
  },
  {
    fault: "a payment that was taken in and not folded",
    invariant: "I1",
    finds: /is missing in the transactions of order/,
    sql: ({ plain }) => `UPDATE orders SET facts = jsonb_set(facts, '{transactions}', '[]') WHERE id = ${plain.id}`,
  },
  {
    fault: "a parcel that was taken in and not folded",
    invariant: "I1",
    finds: /is missing in the fulfillments of order/,
    sql: ({ sent }) => `UPDATE orders SET facts = jsonb_set(facts, '{fulfillments}', '[]') WHERE id = ${sent.id}`,
  },
  {
    fault: "a message folded a second time",
    invariant: "I1",
    finds: /has rows of 1 others in timeline_entries/,
    sql: ({ plain }) =>
      `INSERT INTO timeline_entries (shop, order_id, at, kind, sentence, inbox_id)
       SELECT shop, order_id, at, kind, sentence, inbox_id FROM timeline_entries
       WHERE ${ordersOf(plain)} AND inbox_id IS NOT NULL ORDER BY id LIMIT 1`,
  },
  {
    fault: "a message booked a second time",
    invariant: "I2",
    finds: /booked it in 2 postings/,
    sql: () =>
      `INSERT INTO ledger_entries (shop, posting, inventory_item_id, location_id, account, delta, cause, inbox_id, at)
       SELECT shop, posting + 5000, inventory_item_id, location_id, account, delta, cause, inbox_id, at FROM ledger_entries
       WHERE posting = (SELECT min(posting) FROM ledger_entries)`,
  },
  {
    fault: "a trace of a message that was never processed",
    invariant: "I1",
    finds: /comes from message \d+, which is parked/,
    sql: () => `UPDATE inbox_messages SET state = 'parked' WHERE id = (SELECT min(inbox_id) FROM timeline_entries)`,
  },
  {
    fault: "an order older than a message it has folded",
    invariant: "I9",
    finds: /states .*, order \d+ is of/,
    sql: ({ plain }) => `UPDATE orders SET updated_at = updated_at - interval '1 hour' WHERE id = ${plain.id}`,
  },
  {
    fault: "a change that was not decided",
    invariant: "I1",
    finds: /is at version \d+ and has \d+ decisions/,
    sql: ({ plain }) => `DELETE FROM decisions WHERE ${ordersOf(plain)} AND version = 1`,
  },
  {
    fault: "a decision of an order that is not there",
    invariant: "I1",
    finds: /has \d+ decisions and is not there/,
    sql: ({ plain }) => `DELETE FROM orders WHERE id = ${plain.id}`,
  },
  {
    fault: "a version decided before the one it follows",
    invariant: "I9",
    finds: /was decided in batch/,
    sql: ({ plain }) =>
      `UPDATE decisions SET decided_at = decided_at - interval '1 hour' WHERE ${ordersOf(plain)} AND version = 2`,
  },
  {
    fault: "an order that shows another decision than its latest",
    invariant: "I1",
    finds: /shows "Something else" and decided/,
    sql: ({ plain }) => `UPDATE orders SET sentence = 'Something else' WHERE id = ${plain.id}`,
  },
  {
    fault: "an order nobody heard of",
    invariant: "I6",
    finds: /is at Shopify and unknown here/,
    sql: ({ plain }) => `DELETE FROM orders WHERE id = ${plain.id}`,
  },
  {
    fault: "a total that is not Shopify's",
    invariant: "I6",
    finds: /current total is .* here and .* at Shopify/,
    sql: ({ plain }) =>
      `UPDATE orders SET facts = jsonb_set(facts, '{totals,presentment,currentTotalMinor}', '1') WHERE id = ${plain.id}`,
  },
  {
    fault: "a quantity that is not Shopify's",
    invariant: "I6",
    finds: /lines is .* here and .* at Shopify/,
    sql: ({ plain }) =>
      `UPDATE orders SET facts = jsonb_set(facts, '{lines,0,currentQuantity}', '9') WHERE id = ${plain.id}`,
  },
  {
    fault: "a cancellation that was not understood",
    invariant: "I6",
    finds: /cancelledAt is null here/,
    sql: ({ cancelled }) =>
      `UPDATE orders SET facts = jsonb_set(facts, '{cancelledAt}', 'null') WHERE id = ${cancelled.id}`,
  },
  {
    fault: "work at another location than at Shopify",
    invariant: "I6",
    finds: /location is "1" here and/,
    sql: ({ plain }) =>
      `UPDATE orders SET facts = jsonb_set(facts, '{fulfillmentOrders,0,locationId}', '"1"') WHERE id = ${plain.id}`,
  },
  {
    fault: "a hold that is not known",
    invariant: "I6",
    finds: /holds is \[\] here and/,
    sql: ({ held }) =>
      `UPDATE orders SET facts = jsonb_set(facts, '{fulfillmentOrders,0,holds}', '[]') WHERE id = ${held.id}`,
  },
  {
    fault: "work that is not known",
    invariant: "I6",
    finds: /fulfillment order \d+ is unknown here/,
    sql: ({ plain }) =>
      `UPDATE orders SET facts = jsonb_set(facts, '{fulfillmentOrders}', '[]') WHERE id = ${plain.id}`,
  },
];
