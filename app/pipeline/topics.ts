/**
 * What an inbox message MEANS: one table from topic to contract to change. Snapshots carry an object and fold by its own
 * time or id; hints say only that something changed and lead to a read; what is in no table is kept and ignored, with
 * the reason. shopify.app.toml subscribes to exactly the topics acted on here.
 */
import { parseJson } from "#app/contracts/parse-json.ts";
import type { Change } from "#app/domain/orders/change.ts";
import { whyIgnored } from "./topics/ignored-topics.ts";
import { orderTopics } from "./topics/order-topics.ts";
import { ownTopics } from "./topics/own-topics.ts";
import { complianceTopics, shopTopics } from "./topics/shop-topics.ts";
import { stockTopics } from "./topics/stock-topics.ts";
import type { TopicRule } from "./topics/topic-rule.ts";
import { workTopics } from "./topics/work-topics.ts";

/** Topics to subscribe to, each with its rule. */
export const subscribedTopics: Readonly<Record<string, TopicRule>> = {
  ...orderTopics,
  ...workTopics,
  ...stockTopics,
  ...shopTopics,
};

const ruleByTopic = new Map<string, TopicRule>(
  Object.entries({ ...subscribedTopics, ...complianceTopics, ...ownTopics }),
);

export type Interpretation = { ok: true; changes: Change[]; orderId: string | null } | { ok: false; reason: string };

/**
 * Reads one message. Never throws, whatever the bytes: what cannot be understood is told in a sentence that names the
 * field, and its message is parked with it.
 *
 * @param topic as in `X-Shopify-Topic`, or one of our own that begin with "switchyard/".
 * @returns the changes, of which a single `ignored` one says why nothing follows; `orderId` is the order they belong to,
 * null where the body names none.
 */
export function interpret(topic: string, bytes: Uint8Array): Interpretation {
  const rule = ruleByTopic.get(topic);
  if (!rule) return { ok: true, changes: [{ kind: "ignored", reason: whyIgnored(topic) }], orderId: null };
  const body = parseJson(bytes);
  if (!body.ok) return { ok: false, reason: `${topic}: ${body.reason}` };
  const meaning = rule.read(body.value);
  if (!meaning.ok) return { ok: false, reason: `${topic}: ${meaning.reason}` };
  return { ok: true, changes: meaning.changes, orderId: orderIdOf(meaning.changes) };
}

function orderIdOf(changes: readonly Change[]): string | null {
  for (const change of changes) {
    if ("orderId" in change) return change.orderId;
    if (change.kind === "order") return change.order.id;
    if (change.kind === "order_read" || change.kind === "order_imported") return change.read.orderId;
    if (change.kind === "person") return change.act.orderId;
    if (change.kind === "read_wanted" && change.subject === "order") return change.id;
  }
  return null;
}
