import type { AuditedShop, Evidence, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";
import { compareFacts, type StoredFacts } from "#tests/support/audit/compare-facts.ts";
import { compareWork } from "#tests/support/audit/compare-work.ts";

type OrderRow = { id: string; facts: StoredFacts; isImported: boolean };

/**
 * I6: the facts of every order, folded from whatever arrived in whatever order, are those of the order at Shopify; and no
 * order placed since the installation is missing.
 */
export const checkFacts: Law = async (evidence) => {
  const violations: Violation[] = [];
  for (const shop of evidence.shops) {
    const rows = await ordersOf(evidence, shop);
    const found = [...rows.flatMap((row) => compareOrder(evidence, shop, row)), ...findMissing(shop, rows)];
    violations.push(...found.map((each) => ({ invariant: "I6" as const, shop: shop.row.domain, ...each })));
  }
  return violations;
};

function ordersOf({ ask }: Evidence, { row }: AuditedShop): Promise<OrderRow[]> {
  return ask<OrderRow>(`SELECT id, facts, is_imported AS "isImported" FROM orders WHERE shop = $1 ORDER BY id`, [
    row.id,
  ]);
}

type Difference = { subject: string; sentence: string };

function compareOrder({ apiKey, world }: Evidence, { row: shop, truth }: AuditedShop, row: OrderRow): Difference[] {
  const { id, facts, isImported } = row;
  const order = truth.orders.get(id);
  const subject = `order ${id}`;
  if (!order) return facts.isDeleted ? [] : [{ subject, sentence: "is not at Shopify and not known as deleted" }];
  if (isForgottenOnly(row) && Date.parse(order.createdAt) < shop.installedAt.getTime()) return [];
  if (facts.id !== id) return [{ subject, sentence: `holds the facts of order ${facts.id}` }];
  const sentences = [
    ...compareFacts(truth, order, facts, world.clock(), isImported),
    ...compareWork(truth, order, facts, apiKey),
  ];
  return sentences.map((sentence) => ({ subject, sentence: `(${order.name}) ${sentence}` }));
}

/** Nothing is kept of such an order but that its buyer is forgotten. */
function isForgottenOnly({ facts }: OrderRow): boolean {
  return facts.isRedacted && Date.parse(facts.createdAt) === 0;
}

/** Orders placed before the installation come by the import of history, if at all. */
function findMissing({ row, truth }: AuditedShop, rows: readonly OrderRow[]): Difference[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...truth.orders.values()]
    .filter((order) => Date.parse(order.createdAt) >= row.installedAt.getTime() && !known.has(order.id))
    .map((order) => ({ subject: `order ${order.id}`, sentence: `(${order.name}) is at Shopify and unknown here` }));
}
