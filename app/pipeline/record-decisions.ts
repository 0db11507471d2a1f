import { createHash } from "node:crypto";
import { saveChoices, type ChoiceRecord } from "#app/db/decisions/choice-rows.ts";
import {
  appendPostings,
  disconnectLevels,
  noteOversells,
  replaceAllocations,
  replaceBackorders,
  saveLevels,
  type Backorder,
} from "#app/db/level-rows.ts";
import { saveFulfillmentOrders, saveOrders, saveReadTimes, type OrderRecord } from "#app/db/order-rows.ts";
import { dropReads, wantReads } from "#app/db/read-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import {
  addDecisions,
  addHints,
  addNotices,
  addTimeline,
  keepGrounds,
  type DecisionRecord,
} from "#app/db/decisions/timeline-rows.ts";
import { decideAt } from "#app/domain/decide-at.ts";
import { levelsBefore, type DecisionGrounds } from "#app/domain/decision-inputs.ts";
import type { Problem, ProblemCode } from "#app/domain/decision.ts";
import { promisedUnits } from "#app/domain/inventory/promised-units.ts";
import { headlineStatus } from "#app/domain/orders/headline-status.ts";
import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import { readTimes } from "#app/domain/orders/fold-read.ts";
import { addressKey, basketKey, customerKey, searchText } from "#app/domain/orders/order-keys.ts";
import { chosenUnits, isNewChoice } from "#app/domain/routing/what-if/chosen-units.ts";
import type { Batch } from "./batch.ts";
import { levelsSeen, type DecidedOrder } from "./decide-orders.ts";
import { issueDocuments } from "./documents/issue-documents.ts";
import type { JudgedDocuments } from "./documents/judge-documents.ts";
import { queueActions } from "./queue-actions.ts";

/**
 * Writes what the batch has learnt and decided. All of it or nothing: the caller's transaction ends behind it.
 *
 * @returns the ids of the documents issued.
 */
export async function recordDecisions(
  sql: Sql,
  batch: Batch,
  decided: readonly DecidedOrder[],
  documents: readonly JudgedDocuments[],
): Promise<string[]> {
  const shop = batch.shop.id;
  const [wishes, issued] = await Promise.all([
    queueActions(sql, batch, decided),
    issueDocuments(sql, batch, documents),
  ]);
  const records = decided.map((each) =>
    orderRecord(batch, each, wishes.askingOrderIds.has(each.order.id) || issued.askingOrderIds.has(each.order.id)),
  );
  const grounds = groundsOf(batch);
  for (const each of decided) noteDecision(batch, each);
  // None of these looks at what another wrote: they leave together.
  await Promise.all([
    saveOrders(sql, shop, [...records, ...placeholderRecords(batch)]),
    saveReadTimes(sql, shop, readAgain(batch, decided)),
    saveFulfillmentOrders(sql, shop, decided.flatMap(fulfillmentOrderRecords)),
    recordStock(sql, batch, decided),
    addDecisions(sql, shop, batch.id, batch.now, decided.map(decisionRecordWith(batch, records, grounds.hash))),
    saveChoices(sql, shop, batch.now, decided.flatMap(choiceMade)),
    ...(decided.length > 0 ? [keepGrounds(sql, shop, grounds.hash, grounds.text)] : []),
    addHints(sql, shop, batch.hints),
    addTimeline(sql, shop, batch.timeline),
    addNotices(sql, shop, batch.now, batch.notices),
    recordReads(sql, batch),
  ]);
  return issued.documentIds;
}

/** What an order is routed to now, if that is not what it was routed to before. */
function choiceMade({ order, facts, decision, chosenBefore }: DecidedOrder): ChoiceRecord[] {
  if (decision.route === null) return [];
  const units = chosenUnits(decision.route);
  if (!isNewChoice(chosenBefore, units)) return [];
  return [{ orderId: order.id, version: (order.before?.version ?? 0) + 1, units, facts }];
}

/** Settings, locations and rate cards of the batch, with the name they are kept by. */
function groundsOf({ shop: { settings, locations, rateCards } }: Batch): { hash: string; text: string } {
  const text = JSON.stringify({ settings, locations, rateCards: rateCards.cards } satisfies DecisionGrounds);
  return { hash: createHash("sha256").update(text).digest("hex"), text };
}

function decisionRecordWith(batch: Batch, records: readonly OrderRecord[], groundsHash: string) {
  return (each: DecidedOrder, index: number): DecisionRecord => ({
    orderId: each.order.id,
    version: records[index]!.version,
    decision: each.decision,
    inputs: {
      levels: levelsSeen(batch, each),
      levelsBefore: levelsBefore(each.found, batch.levels),
      allocations: each.context.allocations,
      variantById: each.context.variantById,
      frozenFulfillmentOrderIds: each.context.frozenFulfillmentOrderIds,
      similarOrders: each.context.similarOrders,
      passedProblems: each.order.passedProblems,
      routeWishes: each.context.routeWishes,
      rateCardsVersion: batch.shop.rateCards.version,
      policyVersion: each.context.settings.routing?.version ?? 0,
      groundsHash,
    },
  });
}

function orderRecord(batch: Batch, { order, facts, decision }: DecidedOrder, isAsking: boolean): OrderRecord {
  // What is past needs nobody, whatever is wrong with it: the report of the history tells it.
  const holding = order.isImported ? [] : decision.problems.filter((problem) => problem.holds);
  return {
    id: order.id,
    facts,
    version: (order.before?.version ?? 0) + 1,
    passedProblems: order.passedProblems,
    routeWishes: order.routeWishes,
    isImported: order.isImported,
    headline: headlineStatus({
      facts,
      allocations: promisedUnits(decision),
      planByFulfillmentOrder: order.isImported ? {} : decision.planByFulfillmentOrder,
    }).status,
    needsPerson: holding.some(needsPerson) || isAsking || (decision.documentObstacle !== null && !order.isImported),
    problems: holding.map((problem) => problem.code),
    sentence: decision.sentence,
    searchText: searchText(facts),
    customerKey: customerKey(facts),
    basket: basketKey(facts),
    addressKey: addressKey(facts.shippingAddress),
    decidedAt: batch.now,
    decideAt: order.isImported ? null : timeOf(decideAt(facts, decision, batch.now.toISOString())),
  };
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

// These clear up by themselves when the platform has paid or finished thinking.
const SELF_SETTLING: readonly ProblemCode[] = ["payment_pending", "risk_pending"];

function needsPerson(problem: Problem): boolean {
  return !SELF_SETTLING.includes(problem.code);
}

/** Orders of which only parts have arrived: kept without a decision until the order itself is there. */
function placeholderRecords(batch: Batch): OrderRecord[] {
  const waiting = [...batch.orders.values()].filter(
    (order) => order.isChanged && order.facts !== null && isPlaceholder(order.facts),
  );
  return waiting.map((order) => ({
    id: order.id,
    facts: order.facts!,
    version: 0,
    passedProblems: order.passedProblems,
    routeWishes: order.routeWishes,
    isImported: false,
    headline: headlineStatus({ facts: order.facts!, allocations: [], planByFulfillmentOrder: {} }).status,
    needsPerson: false,
    problems: [],
    sentence: "Parts of this order have arrived before the order itself, which is being read.",
    searchText: "",
    customerKey: null,
    basket: "",
    addressKey: "",
    decidedAt: null,
    decideAt: null,
  }));
}

/** Orders of which a read has shown nothing new: that they were read is kept, so that nothing makes us read them again. */
function readAgain(batch: Batch, decided: readonly DecidedOrder[]) {
  const news = new Set(decided.map((each) => each.order.id));
  return [...batch.orders.values()]
    .filter((order) => order.isChanged && !news.has(order.id) && !isPlaceholder(order.facts!))
    .map((order) => ({ id: order.id, times: readTimes(order.facts!) }));
}

function fulfillmentOrderRecords({ order, facts, decision }: DecidedOrder) {
  return facts.fulfillmentOrders.map((fulfillmentOrder) => ({
    id: fulfillmentOrder.id,
    orderId: order.id,
    status: fulfillmentOrder.status,
    locationId: fulfillmentOrder.locationId,
    planState: decision.planByFulfillmentOrder[fulfillmentOrder.id]?.state ?? "deciding",
    updatedAt: fulfillmentOrder.updatedAt,
  }));
}

async function recordStock(sql: Sql, batch: Batch, decided: readonly DecidedOrder[]) {
  const shop = batch.shop.id;
  const ids = decided.map((each) => each.order.id);
  const touched = [...batch.touchedLevels].flatMap((key) => batch.levels.get(key) ?? []);
  const gone = [...batch.disconnectedLevels].flatMap((key) => batch.levels.get(key) ?? []);
  const allocations = decided.flatMap((each) => each.decision.allocations);
  await Promise.all([
    saveLevels(sql, shop, touched).then(() => disconnectLevels(sql, shop, gone)),
    noteOversells(sql, shop, batch.now, touched),
    appendPostings(sql, shop, batch.id, batch.now, batch.postings),
    replaceAllocations(sql, shop, batch.now, ids, allocations),
    replaceBackorders(sql, shop, ids, decided.flatMap(backordersOf)),
  ]);
}

function backordersOf({ order, facts, decision }: DecidedOrder): Backorder[] {
  const unitsByItem = new Map<string, number>();
  for (const { inventoryItemId, quantity } of decision.route?.backordered ?? []) {
    if (inventoryItemId !== null) unitsByItem.set(inventoryItemId, (unitsByItem.get(inventoryItemId) ?? 0) + quantity);
  }
  return [...unitsByItem].map(([inventoryItemId, units]) => ({
    orderId: order.id,
    inventoryItemId,
    units,
    placedAt: facts.createdAt,
  }));
}

function noteDecision(batch: Batch, { order, decision }: DecidedOrder): void {
  batch.timeline.push({
    orderId: order.id,
    at: batch.now,
    kind: "decision",
    sentence: decision.sentence,
    details: { version: (order.before?.version ?? 0) + 1, actions: decision.actions.map((action) => action.key) },
    inboxId: null,
  });
}

async function recordReads(sql: Sql, batch: Batch) {
  // In this order: what was wanted before it was seen is answered, also when this batch wants it.
  await Promise.all([
    wantReads(sql, batch.shop.id, batch.now, batch.wantedReads),
    dropReads(sql, batch.shop.id, "inventory_level", batch.seenLevels),
  ]);
}
