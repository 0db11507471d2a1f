import type { Stage } from "#tests/scenarios/stage/stage.ts";

/** What the app has made of all that it was told, table by table: everything that a doubled message could double. */
const STATEMENTS: Readonly<Record<string, string>> = {
  orders: `SELECT id, version, headline, sentence, problems, needs_person,
             facts - 'fulfillmentOrdersReadAt' - 'snapshotReadAt' AS facts FROM orders ORDER BY shop, id`,
  decisions: "SELECT order_id, version, batch_id, decided_at FROM decisions ORDER BY shop, order_id, version",
  claims: "SELECT order_id, line_item_id, location_id, quantity FROM allocations ORDER BY shop, order_id, line_item_id",
  ledger: "SELECT id, account, delta, cause FROM ledger_entries ORDER BY shop, id",
  documents: "SELECT id, order_id, kind, label FROM documents ORDER BY shop, id",
  outbox: "SELECT key, state, attempts FROM outbox_messages ORDER BY shop, id",
  notices: "SELECT * FROM notices ORDER BY shop, id",
  timeline: "SELECT order_id, kind, sentence FROM timeline_entries WHERE details->>'eventId' IS NULL ORDER BY shop, id",
  // What Shopify only says may be heard for the first time when it is said again: before, the order was unknown.
  "hints kept twice": `SELECT order_id, sentence, details FROM timeline_entries WHERE details->>'eventId' IS NOT NULL
                         GROUP BY shop, order_id, sentence, details HAVING count(*) > 1`,
};

/** The state in the database, and what Shopify was made to do. */
export async function stateOf({ owner, world }: Stage): Promise<Record<string, unknown[]>> {
  const state: Record<string, unknown[]> = {};
  for (const [name, text] of Object.entries(STATEMENTS)) state[name] = (await owner.query<object>(text)).rows;
  state["effects"] = world.log.filter((entry) => entry.kind === "effect" && entry.actor.kind === "app");
  return state;
}
