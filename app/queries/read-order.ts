import type { Prisma } from "@prisma/client";
import { forShop, type ShopClient } from "#app/db.server.ts";
import type { OrderDecision } from "#app/domain/decision.ts";
import { promisedUnits } from "#app/domain/inventory/promised-units.ts";
import { lineQuantities } from "#app/domain/orders/line-quantities.ts";
import { ORDER_ACTS, type OrderAct, type OrderSituation, type Permission } from "#app/domain/orders/order-can.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Person } from "#app/domain/people/person.ts";
import { rightOverEffect, roleCanOrder } from "#app/domain/people/role-can-order.ts";
import { roleCan } from "#app/domain/people/role-can.ts";
import { sightOf, type Sight } from "#app/domain/people/sight.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { NO_WISHES, type RouteWishes } from "#app/domain/routing/route-wishes.ts";
import type {
  OrderDocument,
  OrderEffect,
  OrderEvent,
  OrderMessage,
  OrderPage,
  OrderSteering,
} from "./in-sight/order-page.ts";
import { isOwn, showDecision, showEffects, showFacts } from "./in-sight/show-order.ts";

const EFFECTS_SHOWN = 30;
const MESSAGES_SHOWN = 10;

/**
 * Everything about one order that a person may see, for its page. Where it carries personal data, whoever shows it notes
 * who looked.
 *
 * @param events how many entries of the timeline, newest first.
 * @returns undefined when the shop has no such order, or it is none of theirs.
 */
export function readOrder(shop: string, by: Person, orderId: string, events: number): Promise<OrderPage | undefined> {
  const sight = sightOf(by);
  return forShop(shop, async (client) => {
    const known = { shop: BigInt(shop), orderId: BigInt(orderId) };
    const order = await client.order.findUnique({
      where: { shop_id: { shop: known.shop, id: known.orderId } },
      omit: { searchText: true },
    });
    if (!order) return undefined;
    const facts = order.facts as unknown as OrderFacts;
    if (!isInSight(facts, sight)) return undefined;
    const decision = await readDecision(client, known);
    const locations = await readLocations(client, known.shop);
    const allocations = await readAllocations(client, known);
    const effects = showEffects(await readEffects(client, shop, orderId), sight);
    const isAsked = (effect: OrderEffect) =>
      isAsking(effect) && roleCan(by.role, rightOverEffect(effect.capability)).allowed;
    const timeline = sight.prices ? await readEvents(client, known, sight, events) : null;
    return {
      ...showFacts(facts, sight),
      id: orderId,
      name: order.name,
      headline: order.headline,
      needsPerson: order.needsPerson,
      sentence: sight.sentences ? order.sentence : null,
      isImported: order.isImported,
      passedProblems: order.passedProblems,
      decidedAt: order.decidedAt?.toISOString() ?? null,
      decision: decision && showDecision(decision, facts.shopCurrency, sight),
      quantities: lineQuantities(facts, promisedUnits({ allocations, route: decision?.route ?? null })),
      allocations: sight.stock ? allocations.filter(({ locationId }) => isOwn(locationId, sight)) : [],
      planStateByFulfillmentOrder: await readPlanStates(client, known),
      locationNameById: Object.fromEntries(locations.map(({ id, name }) => [id, name])),
      steering: roleCan(by.role, "steer_routes").allowed ? steeringOf(order.routeWishes, locations) : null,
      permissions: permissionsOf(by, {
        facts,
        problems: order.problems.map((code) => ({ code, holds: true }) as OrderSituation["problems"][number]),
        passedProblems: order.passedProblems,
        suggestions: effects.filter(isAsking).length,
        isImported: order.isImported,
      }),
      asking: effects.filter(isAsked),
      effects: effects.filter((effect) => !isAsked(effect)),
      documents: sight.documents ? await readDocuments(client, known) : null,
      events: timeline && timeline.slice(0, events),
      hasEarlierEvents: (timeline?.length ?? 0) > events,
      messages: sight.messages ? await readMessages(client, shop, orderId) : [],
    };
  });
}

/** The same as in lists: work at an own location that was not cancelled or moved away whole. */
export function isInSight(facts: OrderFacts, sight: Sight): boolean {
  if (sight.locationIds === null) return true;
  return facts.fulfillmentOrders.some((work) => work.status !== "CANCELLED" && isOwn(work.locationId, sight));
}

function isAsking({ state }: OrderEffect): boolean {
  return state === "suggested" || state === "needs_person";
}

type KnownOrder = { shop: bigint; orderId: bigint };

function permissionsOf({ role }: Person, situation: OrderSituation): Record<OrderAct, Permission> {
  const permissions = ORDER_ACTS.map((act) => [act, roleCanOrder(role, act, situation)]);
  return Object.fromEntries(permissions) as Record<OrderAct, Permission>;
}

async function readDecision(client: ShopClient, known: KnownOrder): Promise<OrderDecision | null> {
  const latest = await client.decision.findFirst({
    where: known,
    orderBy: { version: "desc" },
    select: { decision: true },
  });
  return latest ? (latest.decision as unknown as OrderDecision) : null;
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

type ShopLocation = { id: string; name: string; isActive: boolean; facts: LocationFacts };

async function readLocations(client: ShopClient, shop: bigint): Promise<ShopLocation[]> {
  const rows = await client.location.findMany({ where: { shop }, orderBy: { name: "asc" } });
  return rows.map(({ id, name, isActive, facts }) => ({
    id: String(id),
    name,
    isActive,
    facts: facts as unknown as LocationFacts,
  }));
}

function steeringOf(stored: Prisma.JsonValue, locations: readonly ShopLocation[]): OrderSteering {
  const { lock, rejections } = (stored as unknown as RouteWishes | null) ?? NO_WISHES;
  const nameOf = (id: string) => locations.find((location) => location.id === id)?.name ?? "a deleted location";
  return {
    lock: lock && { name: nameOf(lock.locationId), person: lock.person },
    rejections: rejections.map((rejection) => ({ ...rejection, name: nameOf(rejection.locationId) })),
    choices: locations
      .filter(({ isActive, facts }) => isActive && facts.fulfillsOnlineOrders && !facts.isFulfillmentService)
      .map(({ id, name }) => ({ id, name })),
  };
}

async function readEffects(client: ShopClient, shop: string, orderId: string): Promise<OrderEffect[]> {
  type Row = Omit<OrderEffect, "id" | "at"> & { id: bigint; at: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT m.id, m.capability, m.kind, m.state, m.reason, l.name AS "locationName", m.payload->>'notes' AS notes,
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

/**
 * One more than asked for tells whether there are earlier ones. What Shopify told names amounts, and nobody's name or address
 * (describe-fold.ts); what was decided and done may quote both.
 */
async function readEvents(client: ShopClient, known: KnownOrder, sight: Sight, events: number): Promise<OrderEvent[]> {
  const kinds = sight.sentences ? {} : { kind: { in: ["fact", "person"] } };
  const select = { id: true, at: true, kind: true, sentence: true } satisfies Prisma.TimelineEntrySelect;
  const rows = await client.timelineEntry.findMany({
    where: { ...known, ...kinds },
    orderBy: { id: "desc" },
    take: events + 1,
    select,
  });
  return rows.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() }));
}

async function readMessages(client: ShopClient, shop: string, orderId: string): Promise<OrderMessage[]> {
  type Row = Omit<OrderMessage, "id" | "receivedAt"> & { id: bigint; receivedAt: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT id, topic, received_at AS "receivedAt", state, octet_length(body) AS bytes FROM inbox_messages
    WHERE shop = ${BigInt(shop)} AND order_id = ${BigInt(orderId)} ORDER BY id DESC LIMIT ${MESSAGES_SHOWN}`;
  return rows.map((row) => ({ ...row, id: String(row.id), receivedAt: row.receivedAt.toISOString() }));
}
