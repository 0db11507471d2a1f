import type { Order } from "#tests/sandbox/state/order.ts";
import { ordersOf, type PlantedRow } from "./planted-rows.ts";

/** Everything was stopped two seconds before an order's hold reached Shopify; its sender had taken it so many seconds before. */
export function stopBefore(order: Order, takenSecondsBefore: number): string {
  return `WITH sent AS (
      UPDATE outbox_messages SET taken_at = taken_at - interval '${takenSecondsBefore} seconds'
      WHERE ${ordersOf(order)} AND kind = 'hold' AND state = 'sent'
      RETURNING shop, taken_at + interval '${takenSecondsBefore - 2} seconds' AS stopped_at)
    UPDATE capabilities c SET mode = 'watch', changed_at = stopped_at FROM sent WHERE c.shop = sent.shop`;
}

/** Faults of what Shopify is to be told: I5. */
export const wishFaults: readonly PlantedRow[] = [
  {
    fault: "a wish that was withdrawn and queued anew at once",
    invariant: "I5",
    finds: /was withdrawn unsent and wished again/,
    sql: ({ held }) =>
      `WITH withdrawn AS (
         UPDATE outbox_messages SET state = 'obsolete', attempts = 0, settled_at = created_at
         WHERE ${ordersOf(held)} AND kind = 'hold' RETURNING *)
       INSERT INTO outbox_messages (shop, key, order_id, capability, kind, payload, state, created_at, due_at)
       SELECT shop, key || '@2', order_id, capability, kind, payload, 'watched', created_at, due_at FROM withdrawn`,
  },
  {
    fault: "a wish that comes back after somebody dismissed it",
    invariant: "I5",
    finds: /was dismissed by a person and wished again/,
    sql: ({ held }) =>
      `WITH dismissed AS (
         UPDATE outbox_messages SET state = 'dismissed' WHERE ${ordersOf(held)} AND kind = 'hold' RETURNING *)
       INSERT INTO outbox_messages (shop, key, order_id, capability, kind, payload, state, created_at, due_at)
       SELECT shop, key || '@2', order_id, capability, kind, payload, 'suggested', settled_at, due_at FROM dismissed`,
  },
  {
    fault: "a suggestion that a stop left standing",
    invariant: "I5",
    finds: /is still suggested although hold is in watch/,
    sql: ({ watched }) => `UPDATE outbox_messages SET state = 'suggested' WHERE ${ordersOf(watched)} AND kind = 'hold'`,
  },
  {
    fault: "a wish that a stop left in the queue",
    invariant: "I5",
    finds: /is still waiting although hold is in watch/,
    sql: ({ watched }) => `UPDATE outbox_messages SET state = 'waiting' WHERE ${ordersOf(watched)} AND kind = 'hold'`,
  },
  {
    fault: "a wish of before a stop that was sent after it",
    invariant: "I5",
    finds: /^of .* was taken at .* although everything was stopped at/,
    sql: ({ held }) =>
      `WITH sent AS (
         UPDATE outbox_messages SET created_at = settled_at + interval '1 hour', taken_at = settled_at + interval '3 hours',
           settled_at = settled_at + interval '4 hours'
         WHERE ${ordersOf(held)} AND kind = 'hold' AND state = 'sent' RETURNING *)
       INSERT INTO action_log (shop, at, person, action, subject)
       SELECT shop, taken_at - interval '2 seconds', 'somebody', 'stop_everything', 'capabilities' FROM sent`,
  },
  {
    fault: "an effect of a wish that was taken after a stop",
    invariant: "I5",
    finds: /happened although hold is in watch and nobody had approved it/,
    sql: ({ held }) => stopBefore(held, 0),
  },
  {
    fault: "a call for a wish that was taken after a stop",
    invariant: "I5",
    finds: /was sent although every capability only watches/,
    sql: ({ held }) => stopBefore(held, 0),
  },
  {
    fault: "a call about a shop that had left",
    invariant: "I5",
    finds: /was sent about a shop that had left/,
    sql: ({ plain }) =>
      `WITH left_early AS (
         UPDATE shops SET status = 'uninstalled' WHERE id = (SELECT shop FROM orders WHERE id = ${plain.id}) RETURNING *)
       INSERT INTO inbox_messages (shop, topic, webhook_id, received_at, body, state, batch_id, settled_at)
       SELECT id, 'app/uninstalled', 'early', installed_at, '', 'done', 1, installed_at FROM left_early`,
  },
];
