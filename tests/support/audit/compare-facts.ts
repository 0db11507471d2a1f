import { fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals, orderedTotals } from "#tests/sandbox/orders/order-totals.ts";
import { instantOf } from "#tests/sandbox/state/instant.ts";
import type { MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Address } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** The stored facts of an order, as far as they are compared: read as plain JSON, with no word of the product's types. */
export type StoredFacts = {
  id: string;
  name: string;
  createdAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  closedAt: string | null;
  isDeleted: boolean;
  isTest: boolean;
  isRedacted: boolean;
  sourceName: string;
  email: string | null;
  shopCurrency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  financialStatus: string;
  totals: Record<"shop" | "presentment", { currentTotalMinor: number; currentTaxMinor: number }>;
  shippingAddress: StoredAddress | null;
  lines: { id: string; quantity: number; currentQuantity: number; sku: string | null }[];
  refunds: { id: string; lines: { lineItemId: string; quantity: number }[]; transactionIds: string[] }[];
  transactions: { id: string; kind: string; status: string; amount: MoneyBag }[];
  fulfillments: StoredFulfillment[];
  fulfillmentOrders: StoredFulfillmentOrder[];
  fulfillmentOrdersReadAt: string | null;
  tags: string[];
  risk: { level: string } | null;
};

type StoredAddress = Record<"address1" | "zip" | "city" | "countryCode", string | null>;

type StoredFulfillment = {
  id: string;
  status: string;
  locationId: string | null;
  trackingNumbers: string[];
  lines: { lineItemId: string; quantity: number }[];
  events: { id: string }[];
};

export type StoredFulfillmentOrder = {
  id: string;
  status: string;
  locationId: string | null;
  lines: { id: string; lineItemId: string; remainingQuantity: number }[];
  holds: { id: string; handle: string | null; isOurs: boolean }[];
};

/**
 * What of an order's facts differs from the order at Shopify, a sentence each. Statements are compared as canonical
 * values: amounts in minor units, instants as milliseconds, lists as sets. Of an imported order's parcels the events are
 * not known: a bulk result cannot hold them.
 */
export function compareFacts(shop: Shop, order: Order, facts: StoredFacts, now: Date, isImported = false): string[] {
  const differences: string[] = [];
  const compare = (what: string, ours: unknown, theirs: unknown) => {
    const [here, there] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (here !== there) differences.push(`${what} is ${here} here and ${there} at Shopify`);
  };
  compare("name", facts.name, order.name);
  compare("test", facts.isTest, order.isTest);
  compare("source", facts.sourceName, order.sourceName);
  compare("taxes included", facts.taxesIncluded, order.taxesIncluded);
  compare("shop currency", facts.shopCurrency, order.currency);
  compare("presentment currency", facts.presentmentCurrency, order.presentmentCurrency);
  for (const moment of ["createdAt", "updatedAt", "cancelledAt", "closedAt"] as const) {
    compare(moment, timeOf(facts[moment]), timeOf(order[moment]));
  }
  compare(
    "financial status",
    facts.financialStatus,
    financialStatus(order, instantOf(now))?.toLowerCase() ?? "unknown",
  );
  compareTotals(compare, order, facts);
  compare("lines", byId(facts.lines.map(lineOf)), byId(order.lineItems.map(lineOf)));
  compare("refunds", byId(facts.refunds.map(refundOf)), byId(order.refunds.map(refundOf)));
  compare("transactions", byId(facts.transactions.map(paymentOf)), byId(order.transactions.map(paymentOf)));
  compareParcels(compare, shop, order, facts, !isImported);
  compare("tags", [...facts.tags].sort(), [...order.tags].sort());
  if (!facts.isRedacted) {
    compare("e-mail", facts.email, order.email);
    compare("shipping address", addressOf(facts.shippingAddress), addressOf(order.shippingAddress));
  }
  return differences;
}

type Compare = (what: string, ours: unknown, theirs: unknown) => void;

function compareTotals(compare: Compare, order: Order, facts: StoredFacts): void {
  const { total, tax } = currentTotals(order);
  compare("current total", minorOf(facts, "currentTotalMinor"), total);
  compare("current tax", minorOf(facts, "currentTaxMinor"), tax);
  // A fact of what was ordered must not exceed what ever was: a sign that removals were taken for additions.
  const ordered = orderedTotals(order).total.presentmentMinor;
  if (total.presentmentMinor > ordered) compare("total ever ordered", minorOf(facts, "currentTotalMinor"), ordered);
}

function minorOf({ totals }: StoredFacts, name: "currentTotalMinor" | "currentTaxMinor"): MoneyBag {
  return { shopMinor: totals.shop[name], presentmentMinor: totals.presentment[name] };
}

function compareParcels(compare: Compare, shop: Shop, order: Order, facts: StoredFacts, withEvents: boolean): void {
  const eventsOf = (events: readonly { id: string }[]) => (withEvents ? events.map(({ id }) => id).sort() : []);
  const here = facts.fulfillments.map((each) => ({
    id: each.id,
    status: each.status.toLowerCase(),
    locationId: each.locationId,
    numbers: facts.isRedacted ? [] : [...each.trackingNumbers].sort(),
    lines: unitsByLine(each.lines),
    events: eventsOf(each.events),
  }));
  const there = fulfillmentsOf(shop, order).map((each) => ({
    id: each.id,
    status: each.status.toLowerCase(),
    locationId: each.locationId,
    numbers: facts.isRedacted ? [] : [...each.tracking.numbers].sort(),
    lines: unitsByLine(each.lines),
    events: eventsOf(each.events),
  }));
  compare("fulfillments", byId(here), byId(there));
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}

function lineOf({ id, quantity, currentQuantity, sku }: StoredFacts["lines"][number]) {
  return { id, quantity, currentQuantity, sku };
}

function refundOf({ id, lines, transactionIds }: StoredFacts["refunds"][number]) {
  return { id, lines: unitsByLine(lines), transactionIds: [...transactionIds].sort() };
}

function paymentOf({ id, kind, status, amount }: StoredFacts["transactions"][number]) {
  const { shopMinor, presentmentMinor } = amount;
  return { id, kind: kind.toLowerCase(), status: status.toLowerCase(), amount: { shopMinor, presentmentMinor } };
}

function addressOf(address: StoredAddress | Address | null) {
  return address && [address.address1, address.zip, address.city, address.countryCode];
}

/** "line id: units", sorted: how a quantity is spread over rows of the same line says nothing. */
export function unitsByLine(lines: readonly { lineItemId: string; quantity: number }[]): string[] {
  const units = new Map<string, number>();
  for (const { lineItemId, quantity } of lines) units.set(lineItemId, (units.get(lineItemId) ?? 0) + quantity);
  return [...units].map(([lineItemId, quantity]) => `${lineItemId}: ${quantity}`).sort();
}

function byId<T extends { id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
}
