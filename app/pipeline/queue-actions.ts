import {
  countEffectsSince,
  moveMessages,
  queueMessages,
  type OutboxRecord,
  type OutboxRow,
} from "#app/db/outbox-rows.ts";
import { setMode } from "#app/db/capability-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { mayAct } from "#app/domain/actions/may-act.ts";
import type { PlannedAction } from "#app/domain/decision.ts";
import type { Capability } from "#app/domain/settings.ts";
import type { Batch } from "./batch.ts";
import type { DecidedOrder } from "./decide-orders.ts";
import { soonAfter } from "./changes/apply-order-change.ts";
import { ISSUE } from "./documents/judge-documents.ts";
import { nextRound, OPEN_STATES, type Round } from "./next-round.ts";

// After so many rounds of the same wish Shopify says yes and nothing changes: a person has to look.
const MOST_ROUNDS = 5;
const HOUR_MS = 3_600_000;

export type QueuedWishes = { askingOrderIds: Set<string> };

/**
 * Turns the next steps of the decisions into outbox messages, each in the state its capability's mode allows, and gives
 * up the open ones that no decision wishes any more. The same wish has the same key, so that it is queued once; when a
 * wish is still there although it was sent and the order was read since, it is a new round of it.
 */
export async function queueActions(sql: Sql, batch: Batch, decided: readonly DecidedOrder[]): Promise<QueuedWishes> {
  const hourAgo = new Date(batch.now.getTime() - HOUR_MS);
  const hasWishes = decided.some((each) => each.decision.actions.length > 0);
  const effects = hasWishes ? await countEffectsSince(sql, batch.shop.id, hourAgo) : new Map<Capability, number>();
  const asking = new Set<string>();
  const queued: OutboxRecord[] = [];
  const givenUp: string[] = [];
  const regraded: Regraded = { waiting: [], suggested: [], watched: [] };
  for (const each of decided) {
    const rows = batch.outbox.get(each.order.id) ?? [];
    const wished = new Set<string>();
    for (const action of each.decision.actions) {
      const round = nextRound(rows, action, each.facts.fulfillmentOrdersReadAt);
      if (round === null) continue;
      const key = `${action.key}#${round.number}`;
      wished.add(key);
      const existing = rows.find((row) => row.key === key);
      const lastSaid = rows.findLast((row) => row.key.startsWith(`${action.key}#`))?.reason ?? null;
      // What waits already is counted among the effects of this hour.
      const isCounted = existing !== undefined && existing.state !== "watched";
      const record = recordOf(batch, each, action, key, { ...round, lastSaid }, isCounted ? new Map(effects) : effects);
      if (existing) regrade(existing, record, regraded);
      else if (record) queued.push(record);
      const state = existing && existing.state !== "watched" ? existing.state : record?.state;
      if (state === "suggested" || state === "needs_person") asking.add(each.order.id);
    }
    for (const row of rows) {
      // Suggestions of documents are judged with the documents.
      if (!OPEN_STATES.includes(row.state) || wished.has(row.key) || row.kind === ISSUE) continue;
      givenUp.push(row.id);
      // It may have been on its way once: only a read lets the next wish begin.
      if (row.attempts > 0)
        batch.wantedReads.push({ subject: "order", id: each.order.id, dueAt: soonAfter(batch.now) });
    }
  }
  await queueMessages(sql, batch.shop.id, batch.now, queued);
  await moveMessages(
    sql,
    batch.shop.id,
    batch.now,
    givenUp,
    OPEN_STATES,
    "obsolete",
    "No longer wished: the order has changed since.",
  );
  await moveMessages(sql, batch.shop.id, batch.now, regraded.suggested, ["watched"], "suggested", null);
  await moveMessages(sql, batch.shop.id, batch.now, regraded.waiting, ["watched"], "waiting", null);
  await moveMessages(sql, batch.shop.id, batch.now, regraded.watched, ["waiting"], "watched", "The mode was lowered.");
  await tripLimits(sql, batch, effects);
  return { askingOrderIds: asking };
}

type Regraded = { waiting: string[]; suggested: string[]; watched: string[] };

/** A wish that waits since an earlier decision follows the mode of today, in both directions. */
function regrade(existing: OutboxRow, today: OutboxRecord | null, regraded: Regraded): void {
  if (existing.state === "watched" && today?.state === "waiting") regraded.waiting.push(existing.id);
  if (existing.state === "watched" && today?.state === "suggested") regraded.suggested.push(existing.id);
  if (existing.state === "waiting" && (today === null || today.state === "watched")) regraded.watched.push(existing.id);
}

function recordOf(
  batch: Batch,
  { order, facts, context }: DecidedOrder,
  action: PlannedAction,
  key: string,
  round: Round & { lastSaid: string | null },
  effects: Map<Capability, number>,
): OutboxRecord | null {
  const setting = batch.shop.settings.capabilities[action.capability];
  const record = {
    key,
    orderId: order.id,
    capability: action.capability,
    kind: action.kind,
    payload: action,
    reason: null,
  };
  if (round.number > MOST_ROUNDS) {
    return {
      ...record,
      state: "needs_person",
      reason: `Shopify was told ${MOST_ROUNDS} times, yet the order is as before. ${round.lastSaid ?? ""}`.trim(),
    };
  }
  const verdict = mayAct(setting, { createdAt: facts.createdAt, isTest: facts.isTest, isImported: context.isImported });
  if (verdict === "off") return null;
  if (verdict === "watch") return { ...record, state: "watched" };
  if (round.isUndone) {
    return { ...record, state: "suggested", reason: "It was done once and undone in Shopify since: do it again?" };
  }
  if (verdict === "suggest") return { ...record, state: "suggested" };
  const used = effects.get(action.capability) ?? 0;
  if (used >= setting.hourlyLimit)
    return { ...record, state: "suggested", reason: `The limit of ${setting.hourlyLimit} an hour is reached.` };
  effects.set(action.capability, used + 1);
  return { ...record, state: "waiting" };
}

/** A capability that has reached its hourly limit falls back to Suggest, and the merchant is told. */
async function tripLimits(sql: Sql, batch: Batch, effects: ReadonlyMap<Capability, number>) {
  for (const [capability, used] of effects) {
    const setting = batch.shop.settings.capabilities[capability];
    if (setting.mode !== "act" || used < setting.hourlyLimit) continue;
    await setMode(sql, batch.shop.id, capability, "suggest", batch.now, "hourly limit");
    batch.notices.push({
      kind: "limit",
      sentence: `The capability "${capability}" reached its limit of ${setting.hourlyLimit} an hour and now only suggests. Look at what it did, then set it to Act again.`,
      details: { capability, used },
    });
  }
}
