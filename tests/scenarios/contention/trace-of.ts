import type { Stage } from "#tests/scenarios/stage/stage.ts";
import type { Crossing } from "./plan-crossing-acts.ts";

type Step = { atMs: number; what: string };

/**
 * What happened to each order, in the order in which it happened, as one text: acts at Shopify, webhooks of it that arrived, and
 * what we did (decided it, told Shopify something about it). Two orders with the same text were the same interleaving.
 */
export async function traceOf({ owner, world, engine }: Stage, crossings: readonly Crossing[]): Promise<string[]> {
  const decisions = await owner.query<{ orderId: string; at: Date }>(
    `SELECT order_id AS "orderId", decided_at AS at FROM decisions`,
  );
  const stepsByOrder = new Map<string, Step[]>(crossings.map(({ order }) => [order.id, []]));
  const note = (orderId: string | null, atMs: number, what: string) => {
    stepsByOrder.get(orderId ?? "")?.push({ atMs, what });
  };
  for (const { order, placedAtMs, acts } of crossings)
    for (const { act, atMs } of acts) note(order.id, placedAtMs + atMs, act);
  for (const { orderId, sentAtMs, topic } of engine.state.log) note(orderId, sentAtMs, topic);
  for (const { orderId, at } of decisions.rows) note(orderId, at.getTime(), "decided");
  for (const entry of world.log) {
    if (entry.kind !== "effect" || entry.actor.kind !== "app") continue;
    // The log has whole seconds: an effect is told apart by its kind and second.
    const { orderId } = entry.details;
    if (typeof orderId === "string") note(orderId, Date.parse(entry.at), entry.name);
  }
  return [...stepsByOrder.values()].map((steps) =>
    steps
      .sort((a, b) => a.atMs - b.atMs || a.what.localeCompare(b.what))
      .map(({ what }) => what)
      .join(" > "),
  );
}
