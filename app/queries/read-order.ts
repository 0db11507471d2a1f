import type { Prisma } from "@prisma/client";
import { forShop, type ShopClient } from "#app/db.server.ts";
import type { OrderDecision } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { lineQuantities, type LineQuantities } from "#app/domain/orders/line-quantities.ts";
import {
  ORDER_ACTS,
  orderCan,
  type OrderAct,
  type OrderSituation,
  type Permission,
} from "#app/domain/orders/order-can.ts";

/** An effect at Shopify that was wished for this order, in whatever state. */
export type OrderEffect = {
  id: string;
  kind: string;
  state: string;
  reason: string | null;
  locationName: string | null;
  notes: string | null;
  at: string;
};

export type OrderDocument = {
  id: string;
  label: string;
  kind: string;
  currency: string;
  totalMinor: number;
  issuedAt: string;
  /** False while the file is still being rendered. */
  hasPdf: boolean;
};

export type OrderEvent = { id: string; at: string; kind: string; sentence: string };

export type OrderMessage = { id: string; topic: string; receivedAt: string; state: string; bytes: number };

export type OrderPage = {
  id: string;
  name: string;
  headline: string;
  needsPerson: boolean;
  /** The decision in one sentence; empty before the first. */
  sentence: string;
  isImported: boolean;
  passedProblems: string[];
  decidedAt: string | null;
  facts: OrderFacts;
  decision: OrderDecision | null;
  quantities: LineQuantities[];
  /** Units of a line promised at a location. */
  allocations: { lineItemId: string; locationId: string; quantity: number }[];
  /** What is held, backordered, ready ... by fulfillment order, as it is kept. */
  planStateByFulfillmentOrder: Record<string, string>;
  locationNameById: Record<string, string>;
  permissions: Record<OrderAct, Permission>;
  asking: OrderEffect[];
  effects: OrderEffect[];
  documents: OrderDocument[];
  events: OrderEvent[];
  hasEarlierEvents: boolean;
  messages: OrderMessage[];
};

const EFFECTS_SHOWN = 30;
const MESSAGES_SHOWN = 10;

/**
 * Everything about one order, for its page. Carries personal data: whoever shows it notes who looked.
 *
 * @param events how many entries of the timeline, newest first.
 * @returns undefined when the shop has no such order.
 */
export function readOrder(shop: string, orderId: string, events: number): Promise<OrderPage | undefined> {
  return forShop(shop, async (client) => {
    const known = { shop: BigInt(shop), orderId: BigInt(orderId) };
    const order = await client.order.findUnique({ where: { shop_id: { shop: known.shop, id: known.orderId } } });
    if (!order) return undefined;
    const facts = order.facts as unknown as OrderFacts;
    const decision = await client.decision.findFirst({
      where: known,
      orderBy: { version: "desc" },
      select: { decision: true },
    });
    const allocations = await readAllocations(client, known);
    const effects = await readEffects(client, shop, orderId);
    const asking = effects.filter((effect) => effect.state === "suggested" || effect.state === "needs_person");
    const timeline = await readEvents(client, known, events);
    return {
      id: orderId,
      name: order.name,
      headline: order.headline,
      needsPerson: order.needsPerson,
      sentence: order.sentence,
      isImported: order.isImported,
      passedProblems: order.passedProblems,
      decidedAt: order.decidedAt?.toISOString() ?? null,
      facts,
      decision: decision ? (decision.decision as unknown as OrderDecision) : null,
      quantities: lineQuantities(facts, allocations),
      allocations,
      planStateByFulfillmentOrder: await readPlanStates(client, known),
      locationNameById: await readLocationNames(client, known.shop),
      permissions: permissionsOf({
        facts,
        problems: order.problems.map((code) => ({ code, holds: true }) as OrderSituation["problems"][number]),
        passedProblems: order.passedProblems,
        suggestions: asking.length,
        isImported: order.isImported,
      }),
      asking,
      effects: effects.filter((effect) => !asking.includes(effect)),
      documents: await readDocuments(client, known),
      events: timeline.slice(0, events),
      hasEarlierEvents: timeline.length > events,
      messages: await readMessages(client, shop, orderId),
    };
  });
}

type KnownOrder = { shop: bigint; orderId: bigint };

function permissionsOf(situation: OrderSituation): Record<OrderAct, Permission> {
  return Object.fromEntries(ORDER_ACTS.map((act) => [act, orderCan(act, situation)])) as Record<OrderAct, Permission>;
}

async function readAllocations(client: ShopClient, known: KnownOrder) {
  const rows = await client.allocation.findMany({
    where: known,
    orderBy: [{ lineItemId: "asc" }, { locationId: "asc" }],
  });
  return rows.map((row) => ({
    orderId: String(row.orderId),
    lineItemId: String(row.lineItemId),
    inventoryItemId: String(row.inventoryItemId),
    locationId: String(row.locationId),
    quantity: row.quantity,
  }));
}

async function readPlanStates(client: ShopClient, known: KnownOrder): Promise<Record<string, string>> {
  const rows = await client.fulfillmentOrder.findMany({ where: known, select: { id: true, planState: true } });
  return Object.fromEntries(rows.map(({ id, planState }) => [String(id), planState]));
}

async function readLocationNames(client: ShopClient, shop: bigint): Promise<Record<string, string>> {
  const rows = await client.location.findMany({ where: { shop }, select: { id: true, name: true } });
  return Object.fromEntries(rows.map(({ id, name }) => [String(id), name]));
}

async function readEffects(client: ShopClient, shop: string, orderId: string): Promise<OrderEffect[]> {
  type Row = Omit<OrderEffect, "id" | "at"> & { id: bigint; at: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT m.id, m.kind, m.state, m.reason, l.name AS "locationName", m.payload->>'notes' AS notes,
      coalesce(m.settled_at, m.created_at) AS at
    FROM outbox_messages m LEFT JOIN locations l ON l.shop = m.shop AND l.id = (m.payload->>'locationId')::bigint
    WHERE m.shop = ${BigInt(shop)} AND m.order_id = ${BigInt(orderId)} ORDER BY m.id DESC LIMIT ${EFFECTS_SHOWN}`;
  return rows.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() }));
}

async function readDocuments(client: ShopClient, known: KnownOrder): Promise<OrderDocument[]> {
  const rows = await client.document.findMany({ where: known, orderBy: { id: "asc" }, omit: { body: true } });
  const files = await client.documentFile.findMany({
    where: { shop: known.shop, format: "pdf", documentId: { in: rows.map((row) => row.id) } },
    select: { documentId: true },
  });
  const rendered = new Set(files.map((file) => file.documentId));
  return rows.map((row) => ({
    id: String(row.id),
    label: row.label,
    kind: row.kind,
    currency: row.currency,
    totalMinor: Number(row.totalMinor),
    issuedAt: row.issuedAt.toISOString(),
    hasPdf: rendered.has(row.id),
  }));
}

/** One more than asked for tells whether there are earlier ones. */
async function readEvents(client: ShopClient, known: KnownOrder, events: number): Promise<OrderEvent[]> {
  const select = { id: true, at: true, kind: true, sentence: true } satisfies Prisma.TimelineEntrySelect;
  const rows = await client.timelineEntry.findMany({ where: known, orderBy: { id: "desc" }, take: events + 1, select });
  return rows.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() }));
}

async function readMessages(client: ShopClient, shop: string, orderId: string): Promise<OrderMessage[]> {
  type Row = Omit<OrderMessage, "id" | "receivedAt"> & { id: bigint; receivedAt: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT id, topic, received_at AS "receivedAt", state, octet_length(body) AS bytes FROM inbox_messages
    WHERE shop = ${BigInt(shop)} AND order_id = ${BigInt(orderId)} ORDER BY id DESC LIMIT ${MESSAGES_SHOWN}`;
  return rows.map((row) => ({ ...row, id: String(row.id), receivedAt: row.receivedAt.toISOString() }));
}
