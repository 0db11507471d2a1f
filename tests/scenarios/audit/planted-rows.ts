import type { Invariant } from "#tests/support/audit/violation.ts";
import type { SmallDay } from "./small-day.ts";

/** A fault planted in the database, and the sentence by which the auditor must name it. */
export type PlantedRow = { fault: string; invariant: Invariant; finds: RegExp; sql: (day: SmallDay) => string };

export const ordersOf = (order: { id: string }) =>
  `shop = (SELECT shop FROM orders WHERE id = ${order.id}) AND order_id = ${order.id}`;

/** Faults of stock: I2, I3 and, where rows stray, I7. */
export const stockFaults: readonly PlantedRow[] = [
  {
    fault: "a posting that does not sum to zero",
    invariant: "I2",
    finds: /its legs sum to/,
    sql: () => `UPDATE ledger_entries SET delta = delta + 1 WHERE id = (SELECT min(id) FROM ledger_entries)`,
  },
  {
    fault: "a posting about two levels",
    invariant: "I2",
    finds: /is about 2 levels/,
    sql: () => `UPDATE ledger_entries SET location_id = 1 WHERE id = (SELECT min(id) FROM ledger_entries)`,
  },
  {
    fault: "a balance that its entries do not explain",
    invariant: "I2",
    finds: /available is \d+, its entries replay to/,
    sql: () => `UPDATE inventory_levels SET available = available + 1`,
  },
  {
    fault: "an entry of a level that is not there",
    invariant: "I2",
    finds: /is not there, its entries replay to/,
    sql: () => `DELETE FROM inventory_levels WHERE available = 40`,
  },
  {
    fault: "a level that Shopify has and we do not",
    invariant: "I2",
    finds: /is held at Shopify and unknown here/,
    sql: () => `DELETE FROM inventory_levels WHERE available = 40`,
  },
  {
    fault: "a level that counts too many claims",
    invariant: "I3",
    finds: /says \d+ allocated and \d+ of them moving, its allocations sum to/,
    sql: () => `UPDATE inventory_levels SET allocated = allocated + 1, moving_units = moving_units + 1`,
  },
  {
    fault: "claims beyond on hand",
    invariant: "I3",
    finds: /1\d{3} units are allocated of \d+/,
    sql: ({ plain }) =>
      `WITH more AS (UPDATE allocations SET quantity = quantity + 1000 WHERE ${ordersOf(plain)} RETURNING *)
       UPDATE inventory_levels l SET allocated = allocated + 1000 FROM more
       WHERE l.shop = more.shop AND l.inventory_item_id = more.inventory_item_id AND l.location_id = more.location_id`,
  },
  {
    fault: "a claim for units that have left",
    invariant: "I3",
    finds: /has 1 units allocated and 0 to be sent/,
    sql: ({ plain, sent }) =>
      `INSERT INTO allocations SELECT shop, ${sent.id}, ${sent.lineItems[0]!.id}, location_id, inventory_item_id, 1, updated_at
       FROM allocations WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a decision that promised more than it saw",
    invariant: "I3",
    finds: /took level \S+ to 100000 allocated of/,
    sql: ({ plain }) =>
      `UPDATE decisions SET inputs = jsonb_set(inputs, '{levels}', (SELECT jsonb_agg(jsonb_set(l, '{allocated}', '100000'))
         FROM jsonb_array_elements(inputs->'levels') l)) WHERE ${ordersOf(plain)} AND jsonb_array_length(inputs->'levels') > 0`,
  },
  {
    fault: "a decision that promised what was never there",
    invariant: "I3",
    finds: /to 100000 allocated, of which only \d+ ever lay there/,
    sql: ({ plain }) =>
      `UPDATE decisions SET inputs = jsonb_set(inputs, '{levels}', (SELECT jsonb_agg(
         jsonb_set(jsonb_set(l, '{allocated}', '100000'), '{quantities,available}', '900000'))
         FROM jsonb_array_elements(inputs->'levels') l)) WHERE ${ordersOf(plain)} AND jsonb_array_length(inputs->'levels') > 0`,
  },
  {
    fault: "units that were given back and promised unseen",
    invariant: "I3",
    finds: /promised 1 more units of level \S+, \d+ in all, when 90 of \d+ had been given back unseen/,
    sql: ({ plain }) =>
      `WITH one AS (SELECT d.*, decision->'allocations'->0 AS claim FROM decisions d WHERE ${ordersOf(plain)} AND
           jsonb_array_length(decision->'allocations') > 0 ORDER BY version LIMIT 1),
         level AS (SELECT one.*, (SELECT l FROM jsonb_array_elements(inputs->'levels') l
             WHERE l->'inventoryItemId' = claim->'inventoryItemId' AND l->'locationId' = claim->'locationId') AS l FROM one)
       INSERT INTO decisions (shop, order_id, version, decided_at, batch_id, decision, inputs)
       SELECT shop, order_id, 1000 + step, decided_at, 1000000 + step,
         jsonb_build_object('allocations', jsonb_build_array(claim || jsonb_build_object('quantity', units))),
         jsonb_build_object('levels', jsonb_build_array(l || jsonb_build_object('allocated', units,
           'quantities', (l->'quantities') || '{"available": 100, "committed": 0}')))
       FROM level, (VALUES (1, 100), (2, 10), (3, 11)) AS steps (step, units)`,
  },
  {
    fault: "a claim where nobody had looked",
    invariant: "I3",
    finds: /which it did not look at/,
    sql: ({ plain }) => `UPDATE decisions SET inputs = jsonb_set(inputs, '{levels}', '[]') WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a level that grew older",
    invariant: "I9",
    finds: /looked at level \d+\/\d+ of .*, when that of .* had been seen/,
    sql: ({ refunded }) =>
      `UPDATE decisions SET inputs = jsonb_set(inputs, '{levels}', (SELECT jsonb_agg(jsonb_set(l, '{observedAt}', '"2020-01-01T00:00:00Z"'))
         FROM jsonb_array_elements(inputs->'levels') l)) WHERE ${ordersOf(refunded)} AND version = (SELECT version FROM orders WHERE id = ${refunded.id})`,
  },
  {
    fault: "an order that waits for units that lie free",
    invariant: "I3",
    finds: /waits for 2 units of level \S+, where \d+ lie free/,
    sql: () => `UPDATE inventory_levels SET available = available + 10 WHERE available < 0`,
  },
  {
    fault: "an oversold level without a case",
    invariant: "I3",
    finds: /is oversold by 2 and no case is open/,
    sql: () => `DELETE FROM oversell_cases`,
  },
  {
    fault: "an oversell case of the wrong size",
    invariant: "I3",
    finds: /is oversold by 2, case \d+ says 7/,
    sql: () => `UPDATE oversell_cases SET units = 7 WHERE closed_at IS NULL`,
  },
  {
    fault: "an oversell case that nobody closed",
    invariant: "I3",
    finds: /has an open oversell case \(\d+\) and is not below zero/,
    sql: () =>
      `INSERT INTO oversell_cases (shop, inventory_item_id, location_id, units, opened_at)
       SELECT shop, inventory_item_id, location_id, 1, now() FROM inventory_levels WHERE available > 0 LIMIT 1`,
  },
  {
    fault: "rows of a shop that is not there",
    invariant: "I7",
    finds: /has 1 rows of a shop that is not there/,
    sql: () => `INSERT INTO variants (shop, id, title) VALUES (777, 1, 'stray')`,
  },
  {
    fault: "an order that stands under another shop",
    invariant: "I7",
    finds: /which is of acting\.myshopify\.com/,
    sql: ({ plain, watched }) =>
      `UPDATE orders SET shop = (SELECT shop FROM orders WHERE id = ${watched.id}) WHERE id = ${plain.id}`,
  },
];

/** Faults of documents: I4. */
export const documentFaults: readonly PlantedRow[] = [
  {
    fault: "a gap in the numbers",
    invariant: "I4",
    finds: /has \d+ documents numbered \d+ to \d+/,
    sql: ({ plain }) => `DELETE FROM documents WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a counter that has run ahead",
    invariant: "I4",
    finds: /ends at \d+ and counts on at/,
    sql: () => `UPDATE document_series SET next_number = next_number + 1`,
  },
  {
    fault: "a number given twice",
    invariant: "I4",
    finds: /exists 2 times/,
    sql: () =>
      `UPDATE documents SET label = (SELECT label FROM documents WHERE kind = 'invoice' AND number = 1)
       WHERE kind = 'invoice' AND number = 2`,
  },
  {
    fault: "a document dated before the one it follows",
    invariant: "I4",
    finds: /is of 2020-01-01, the one before it of/,
    sql: () => `UPDATE documents SET issue_day = '2020-01-01' WHERE kind = 'invoice' AND number = 2`,
  },
  {
    fault: "a changed document",
    invariant: "I4",
    finds: /breaks the chain of its series/,
    sql: ({ plain }) => `UPDATE documents SET body = replace(body, 'mug', 'jug') WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a document whose row says something else",
    invariant: "I4",
    finds: /its text says total \d+, its row 1$/,
    sql: ({ plain }) => `UPDATE documents SET total_minor = 1 WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a document that does not add up",
    invariant: "I4",
    finds: /its lines come to/,
    sql: ({ plain }) =>
      `UPDATE documents SET body = jsonb_set(body::jsonb, '{netMinor}', '1')::text WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a series that remembers another hash",
    invariant: "I4",
    finds: /does not remember the hash of its last document/,
    sql: () => `UPDATE document_series SET last_hash = 'abc'`,
  },
  {
    fault: "a changed file",
    invariant: "I4",
    finds: /has other bytes than its hash says/,
    sql: () => `UPDATE document_files SET bytes = bytes || '\\x00'`,
  },
  {
    fault: "an invoice for a test order",
    invariant: "I4",
    finds: /a test$/,
    sql: ({ plain, test }) => `UPDATE documents SET order_id = ${test.id} WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "an invoice for an imported order",
    invariant: "I4",
    finds: /which was imported/,
    sql: ({ plain }) => `UPDATE orders SET is_imported = true WHERE id = ${plain.id}`,
  },
  {
    fault: "an invoice from before go-live",
    invariant: "I4",
    finds: /from before go-live/,
    sql: () => `UPDATE capabilities SET go_live_at = go_live_at + interval '1 year' WHERE capability = 'invoice'`,
  },
  {
    fault: "an invoice of a shop that only watches",
    invariant: "I4",
    finds: /was issued although invoicing is in watch/,
    sql: () => `UPDATE capabilities SET mode = 'watch' WHERE capability = 'invoice'`,
  },
  {
    fault: "an invoice that nobody approved",
    invariant: "I4",
    finds: /was issued although nobody had approved it/,
    sql: () => `UPDATE capabilities SET mode = 'suggest' WHERE capability = 'invoice'`,
  },
  {
    fault: "a paid order without an invoice",
    invariant: "I4",
    finds: /is paid \(\d+\) and not invoiced/,
    sql: ({ plain }) => `DELETE FROM documents WHERE ${ordersOf(plain)}`,
  },
  {
    fault: "a refund without its credit note",
    invariant: "I4",
    finds: /the documents of #\d+ come to/,
    sql: () => `DELETE FROM documents WHERE kind = 'credit_note'`,
  },
];
