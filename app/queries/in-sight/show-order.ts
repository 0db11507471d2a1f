import { count } from "#app/domain/basics/phrase.ts";
import type { OrderDecision, PlannedParcel } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Sight } from "#app/domain/people/sight.ts";
import { sayCarrier } from "#app/domain/routing/prices/rate-card.ts";
import type { OrderBuyer, OrderEffect, ShownLine, OrderMoney, OrderPage, ShownDecision } from "./order-page.ts";

/** The parts of an order's page that are made of its facts, as far as somebody may see them. */
export function showFacts(facts: OrderFacts, sight: Sight) {
  return {
    isTest: facts.isTest,
    placedAt: facts.createdAt,
    sourceName: facts.sourceName,
    financialStatus: facts.financialStatus,
    riskLevel: facts.risk?.level ?? null,
    lines: facts.lines.map((line) => showLine(line, sight)),
    money: sight.prices ? showMoney(facts) : null,
    buyer: sight.personalData ? showBuyer(facts, sight) : null,
    work: facts.fulfillmentOrders
      .filter(({ locationId }) => isOwn(locationId, sight))
      .map((work) => ({ ...work, holds: work.holds.map((hold) => showHold(hold, sight)) })),
    isWorkRead: facts.fulfillmentOrdersReadAt !== null,
  } satisfies Partial<OrderPage>;
}

/** Whether what is at a location is within sight. */
export function isOwn(locationId: string | null, { locationIds }: Sight): boolean {
  return locationIds === null || (locationId !== null && locationIds.includes(locationId));
}

function showLine({ id, title, variantTitle, sku, quantity, unitPrice }: OrderFacts["lines"][number], sight: Sight) {
  const unitPriceMinor = sight.prices ? unitPrice.presentmentMinor : null;
  return { id, title, variantTitle, sku, quantity, unitPriceMinor } satisfies ShownLine;
}

function showMoney(facts: OrderFacts): OrderMoney {
  const { presentment, shop } = facts.totals;
  return {
    currency: facts.presentmentCurrency,
    totalMinor: presentment.currentTotalMinor,
    taxMinor: presentment.currentTaxMinor,
    taxesIncluded: facts.taxesIncluded,
    outstandingMinor: presentment.outstandingMinor,
    shopCurrency: facts.shopCurrency,
    shopTotalMinor: shop.currentTotalMinor,
  };
}

/** Where it is billed to belongs to its documents: who packs has no use for it. */
function showBuyer(facts: OrderFacts, sight: Sight): OrderBuyer {
  const { customer, company, email, phone, poNumber, shippingAddress, note, isRedacted } = facts;
  const billingAddress = sight.documents ? facts.billingAddress : null;
  return { customer, company, email, phone, poNumber, shippingAddress, billingAddress, note, isRedacted };
}

function showHold(hold: OrderFacts["fulfillmentOrders"][number]["holds"][number], sight: Sight) {
  return sight.sentences ? hold : { ...hold, reasonNotes: null };
}

/** The decision, without sentences that may quote what somebody may not see, and whole only for who may see all of it. */
export function showDecision(decision: OrderDecision, shopCurrency: string, sight: Sight): ShownDecision {
  const {
    problems = [],
    planByFulfillmentOrder = {},
    route,
    documentSentence = "",
    documentObstacle = null,
  } = decision;
  const seesAll = sight.sentences && sight.stock && sight.documents;
  return {
    problems: problems.map((problem) => (sight.sentences ? problem : { ...problem, sentence: "" })),
    planByFulfillmentOrder: Object.fromEntries(
      Object.entries(planByFulfillmentOrder).map(([id, plan]) => [
        id,
        // A hold's plan repeats the problem; that of other work names goods and places.
        sight.sentences || plan.state !== "held" ? plan : { ...plan, sentence: "" },
      ]),
    ),
    sentence: sight.sentences ? decision.sentence : null,
    // Why a location serves it, and what else was considered, weighs one location's stock against another's.
    route: route && sight.sentences && sight.stock ? showRoute(route, shopCurrency) : null,
    documentSentence: sight.documents ? documentSentence : "",
    documentObstacle: sight.documents ? documentObstacle : null,
    text: seesAll ? JSON.stringify(decision) : null,
  };
}

function showRoute(
  { sentence, cost, parcels, alternatives }: NonNullable<OrderDecision["route"]>,
  currency: string,
): ShownDecision["route"] {
  const isWeighed = cost !== undefined && cost.totalMinor > 0;
  return {
    sentence,
    cost: isWeighed ? { cost, currency, carriers: (parcels ?? []).map(sayParcel) } : null,
    alternatives: alternatives.map((alternative) => alternative.sentence),
  };
}

/** "DHL Paket, zone 2: 2 days"; a location that no rate card covers has an estimate. */
function sayParcel({ carrier, days, count: parcels }: PlannedParcel): string {
  const who = carrier === null ? "estimated, no rate card goes there" : sayCarrier(carrier);
  return `${parcels === 1 ? who : `${parcels} parcels with ${who}`}: ${count(days, "day")}`;
}

/** Notes and reasons quote what was wrong; people of a warehouse are not told of documents either. */
export function showEffects(effects: readonly OrderEffect[], sight: Sight): OrderEffect[] {
  return effects
    .filter(({ capability }) => sight.documents || capability !== "invoice")
    .map((effect) => (sight.sentences ? effect : { ...effect, notes: null, reason: null }));
}
