import type { CallEntry, EffectEntry } from "#tests/sandbox/state/call-log.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";
import { ownEffects, ownMutations } from "#tests/support/audit/own-effects.ts";

/** User errors by which Shopify says that what was asked for is so already: somebody asked twice. */
const ALREADY_SO = [/already assigned to this location/i, /handle provided .* already in use/i];

/** I5: each outside effect happens at most once, and nobody even asks again for what is so already. */
export const checkRepeatedEffects: Law = async (evidence) => {
  const violations: Violation[] = [];
  for (const shop of evidence.shops) {
    const found = [
      ...findNeedlessCalls(evidence, shop),
      ...findForeignReleases(evidence, shop),
      ...(await findRepetitions(evidence, shop)),
      ...(await findUnaccounted(evidence, shop)),
      ...findRepeatedNotices(shop),
    ];
    violations.push(...found.map((each) => ({ invariant: "I5" as const, shop: shop.row.domain, ...each })));
  }
  return violations;
};

type Objection = { subject: string; sentence: string };

function findNeedlessCalls(evidence: Evidence, { row }: AuditedShop): Objection[] {
  return ownMutations(evidence, row.domain).flatMap((call) => {
    const error = call.userErrors.find(({ message }) => ALREADY_SO.some((pattern) => pattern.test(message)));
    return error ? [{ subject: nameOfCall(call), sentence: `asked for what is so already: ${error.message}` }] : [];
  });
}

function findForeignReleases(evidence: Evidence, { row }: AuditedShop): Objection[] {
  return ownEffects(evidence, row.domain)
    .filter((effect) => effect.name === "hold released" && effect.details["placedBy"] !== evidence.apiKey)
    .map((effect) => ({ subject: nameOf(effect), sentence: "took away a hold that somebody else had placed" }));
}

/**
 * The same effect twice on one fulfillment order, with nothing in between that anybody else did to the order: the second
 * can only be a repetition. Acts of people count as done by somebody else. Units that stayed behind when others were moved
 * are other work, once the app has looked at what was separated from them.
 */
async function findRepetitions(evidence: Evidence, shop: AuditedShop): Promise<Objection[]> {
  const changes = await changesByOthers(evidence, shop);
  const seenAtById = await firstSeen(evidence, shop.row.id);
  const lastBySignature = new Map<string, EffectEntry>();
  const objections: Objection[] = [];
  for (const effect of ownEffects(evidence, shop.row.domain)) {
    if (!REPEATABLE.has(effect.name)) continue;
    // What is left of work after units went elsewhere is other work: it may have to wait again.
    if (effect.name !== "hold placed") forgetHolds(lastBySignature, effect.subject);
    const signature = signatureOf(effect);
    const before = lastBySignature.get(signature);
    lastBySignature.set(signature, effect);
    if (!before) continue;
    const orderId = String(effect.details["orderId"]);
    const isExplained = (changes.get(orderId) ?? []).some((change) => isBetween(change, before, effect));
    if (!isExplained && !isOfWhatStayed(before, effect, seenAtById))
      objections.push({ subject: nameOf(effect), sentence: `repeats effect ${before.sequence}` });
  }
  return objections;
}

/** When the app first decided about each fulfillment order, by its id. */
async function firstSeen({ ask }: Evidence, shop: string): Promise<Map<string, string>> {
  const rows = await ask<{ id: string; at: Date }>(
    `SELECT id, min(decided_at) AS at FROM decisions CROSS JOIN jsonb_object_keys(decision->'planByFulfillmentOrder') AS id
     WHERE shop = $1 GROUP BY id`,
    [shop],
  );
  return new Map(rows.map(({ id, at }) => [id, at.toISOString()]));
}

function isOfWhatStayed(before: EffectEntry, effect: EffectEntry, seenAtById: ReadonlyMap<string, string>): boolean {
  const movedId = String(before.details["movedId"]);
  const seenAt = seenAtById.get(movedId);
  // The platform's instants have whole seconds.
  return !before.subject.endsWith(`/${movedId}`) && seenAt !== undefined && toSecond(seenAt) <= toSecond(effect.at);
}

function toSecond(instant: string): string {
  return instant.slice(0, "2026-11-20T08:02:28".length);
}

function forgetHolds(lastBySignature: Map<string, EffectEntry>, subject: string): void {
  for (const [signature, { name, subject: held }] of lastBySignature) {
    if (name === "hold placed" && held === subject) lastBySignature.delete(signature);
  }
}

const REPEATABLE = new Set(["hold placed", "fulfillment order moved", "fulfillment order split"]);

/** A change by somebody else: its place in the log, or its time where it stands in no log. */
type Change = { sequence: number } | { at: string };

function isBetween(change: Change, before: EffectEntry, after: EffectEntry): boolean {
  if ("sequence" in change) return change.sequence > before.sequence && change.sequence < after.sequence;
  return change.at >= before.at && change.at <= after.at;
}

/** What makes two effects the same: not the ids that each time are given anew. */
function signatureOf(effect: EffectEntry): string {
  const { holdId: _hold, remainingId: _remaining, movedId: _moved, mergedWith: _merged, ...request } = effect.details;
  return `${effect.name} ${effect.subject} ${JSON.stringify(request)}`;
}

/**
 * When others changed an order or the stock of its goods, as far as the log, the order itself and the timeline of what
 * people did tell.
 */
async function changesByOthers(evidence: Evidence, { row, truth }: AuditedShop): Promise<Map<string, Change[]>> {
  const changes = new Map<string, Change[]>();
  const note = (orderId: unknown, change: Change) => {
    if (typeof orderId === "string") changes.set(orderId, [...(changes.get(orderId) ?? []), change]);
  };
  const ordersByItem = Map.groupBy(ownItems(truth), ({ itemId }) => itemId);
  for (const entry of evidence.world.log) {
    if (entry.kind !== "effect" || entry.shopDomain !== row.domain) continue;
    const { actor, details, sequence } = entry;
    if (actor.kind === "app" && actor.apiKey === evidence.apiKey) continue;
    note(details["orderId"], { sequence });
    if (actor.kind !== "staff") continue;
    for (const { orderId } of ordersByItem.get(String(details["inventoryItemId"])) ?? []) note(orderId, { sequence });
  }
  for (const order of truth.orders.values()) {
    for (const edit of order.edits) note(order.id, { at: edit.committedAt });
    for (const assessment of order.riskAssessments) note(order.id, { at: assessment.createdAt });
  }
  const acts = await evidence.ask<{ orderId: string; at: Date }>(
    `SELECT order_id AS "orderId", at FROM timeline_entries WHERE shop = $1 AND kind = 'person'`,
    [row.id],
  );
  for (const { orderId, at } of acts) note(orderId, { at: at.toISOString() });
  for (const at of await changesOfRules(evidence, row.id)) for (const id of truth.orders.keys()) note(id, { at });
  return changes;
}

/** When a person changed the rules that orders are judged by: what was right to hold may be so again. */
async function changesOfRules({ ask }: Evidence, shop: string): Promise<string[]> {
  const saved = await ask<{ at: Date }>(
    `SELECT at FROM action_log WHERE shop = $1 AND action = 'save_settings'
       AND details->'before' IS DISTINCT FROM details->'after'`,
    [shop],
  );
  return saved.map(({ at }) => at.toISOString());
}

/** The goods of every order that the app did something about, by item. */
function ownItems(truth: Shop): { itemId: string; orderId: string }[] {
  return [...truth.fulfillmentOrders.values()].flatMap(({ orderId, lines }) =>
    lines.flatMap(({ inventoryItemId }) => (inventoryItemId === null ? [] : [{ itemId: inventoryItemId, orderId }])),
  );
}

type WishRow = { kind: string; fulfillmentOrderId: string; wishes: number };

const kindByEffect: Readonly<Record<string, string>> = {
  "hold placed": "hold",
  "hold released": "release_hold",
  "fulfillment order moved": "move",
  "fulfillment order split": "split",
};

/** An outbox message does one thing once: a fulfillment order has no more effects of a kind than messages that were sent. */
async function findUnaccounted(evidence: Evidence, { row }: AuditedShop): Promise<Objection[]> {
  const sent = await evidence.ask<WishRow>(
    `SELECT kind, payload->>'fulfillmentOrderId' AS "fulfillmentOrderId",
       sum(CASE kind WHEN 'release_hold' THEN jsonb_array_length(payload->'holdIds') ELSE 1 END)::int AS wishes
     FROM outbox_messages WHERE shop = $1 AND attempts > 0 GROUP BY 1, 2`,
    [row.id],
  );
  const wishes = new Map(sent.map((each) => [`${each.kind} ${each.fulfillmentOrderId}`, each.wishes]));
  const effects = new Map<string, number>();
  for (const effect of ownEffects(evidence, row.domain)) {
    const kind = kindByEffect[effect.name];
    if (kind === undefined) continue;
    const key = `${kind} ${effect.subject.slice(effect.subject.lastIndexOf("/") + 1)}`;
    effects.set(key, (effects.get(key) ?? 0) + 1);
  }
  return [...effects].flatMap(([key, count]) => {
    const wished = wishes.get(key) ?? 0;
    return count <= wished ? [] : [{ subject: key, sentence: `happened ${count} times for ${wished} messages sent` }];
  });
}

/** A buyer hears of each parcel at most once. */
function findRepeatedNotices({ truth }: AuditedShop): Objection[] {
  return [...truth.fulfillments.values()]
    .filter(({ customerNotices }) => customerNotices.length > 1)
    .map(({ id, customerNotices }) => ({
      subject: `fulfillment ${id}`,
      sentence: `was told to the buyer ${customerNotices.length} times`,
    }));
}

function nameOf(effect: EffectEntry): string {
  return `effect ${effect.sequence} (${effect.name} ${effect.subject})`;
}

function nameOfCall(call: CallEntry): string {
  return `call ${call.sequence} (${call.rootFields.join(", ")})`;
}
