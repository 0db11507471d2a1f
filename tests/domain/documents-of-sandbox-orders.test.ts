import { expect, test } from "vitest";
import { orderBody, toOrder } from "#app/contracts/order-body.ts";
import { transactionKind, transactionStatus } from "#app/contracts/transaction-body.ts";
import { parseJson } from "#app/contracts/parse-json.ts";
import type { IssuedDocument } from "#app/domain/invoicing/document.ts";
import { nextDocuments } from "#app/domain/invoicing/next-documents.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { actOnOrder, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { oddityNames } from "#tests/sandbox/merchant/oddities.ts";
import { netPayment } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { worthOf } from "#tests/sandbox/commerce/refund-order.ts";
import { openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";
import type { Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { nextChance, nextChoice } from "#tests/sandbox/state/random.ts";
import { orderPayload } from "#tests/sandbox/webhooks/payloads/order.ts";
import { writeJson } from "#tests/sandbox/webhooks/write-json.ts";
import { issue } from "./build-documents.ts";
import { context } from "./build-order.ts";

/** The facts of an order of the sandbox, as its webhook and the read that follows tell them. */
function factsOf({ shop, scheduler }: TestMarket, order: Order): OrderFacts {
  const now = `${new Date(scheduler.clock()).toISOString().slice(0, 19)}Z`;
  const parsed = parseJson(new TextEncoder().encode(writeJson(orderPayload(shop, order, now))));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { order: snapshot } = toOrder(orderBody.parse(parsed.value));
  return {
    ...snapshot,
    transactions: order.transactions.map(transactionFacts),
    risk: null,
    isDeleted: false,
    isRedacted: false,
    fulfillmentOrders: [],
    fulfillmentOrdersReadAt: snapshot.updatedAt,
  };
}

function transactionFacts(transaction: Transaction): OrderFacts["transactions"][number] {
  const { id, kind, status, gateway, amount, processedAt, parentId } = transaction;
  return { id, kind: transactionKind(kind), status: transactionStatus(status), gateway, amount, processedAt, parentId };
}

/**
 * What the documents must sum to, from the sandbox's own books: its current total, less what was given back without goods
 * (the platform states that with the opposite sign), with what was taken off for refunds whose money never moved, if that
 * much was really paid.
 */
function owedOn(order: Order): number {
  let unmoved = 0;
  let owed = currentTotals(order).total.presentmentMinor;
  for (const refund of order.refunds) {
    const payments = order.transactions.filter((transaction) => refund.transactionIds.includes(transaction.id));
    const isReturn = payments.length === 0 && refund.lines.some((line) => line.restockType === "RETURN");
    const isUnpaid = isReturn || (payments.length > 0 && payments.every((payment) => payment.status !== "SUCCESS"));
    const keptBack = refund.adjustments.reduce((sum, { amount }) => sum + amount.presentmentMinor, 0);
    if (isUnpaid) unmoved += worthOf(order, refund).presentmentMinor - keptBack;
    owed += keptBack;
  }
  return netPayment(order).presentmentMinor >= owed + unmoved ? owed + unmoved : owed;
}

function sumOf(documents: readonly IssuedDocument[]): number {
  return documents.reduce((total, each) => total + (each.kind === "invoice" ? 1 : -1) * each.totalMinor, 0);
}

test.each([1, 2, 3, 4])(
  "the documents of orders in the sandbox sum to their totals, whatever is done to them (seed %i)",
  (seed) => {
    const market = openTestMarket({ seed, stockFactor: 20 });
    const { world, shop } = market;
    const checked = { settled: 0, owing: 0 };
    for (let count = 0; count < 60; count += 1) {
      const oddities = nextChance(world.random, 0.7) ? [nextChoice(world.random, oddityNames)] : [];
      const placement = placeOrder(world, shop, drawCheckout(world, shop, world.random, { oddities }));
      if (placement.outcome !== "placed") continue;
      const { order } = placement;
      let documents: IssuedDocument[] = [];
      const done: string[] = [];
      for (let step = 0; step < 7; step += 1) {
        const facts = factsOf(market, order);
        const next = nextDocuments(context(facts, { documents }), false);
        const story = `${order.name} after ${done.join(", ") || "nothing"}`;
        expect(next.documentObstacle, story).toBeNull();
        documents = issue(next.documents, documents);
        const [owed, paid] = [owedOn(order), netPayment(order).presentmentMinor];
        if (documents.length > 0 && (paid >= owed || order.cancelledAt !== null)) {
          expect(sumOf(documents), story).toBe(owed);
          checked.settled += 1;
        } else if (documents.length > 0) {
          const invoices = documents.filter(({ kind }) => kind === "invoice");
          expect(sumOf(documents), story).toBeLessThanOrEqual(owed);
          expect(sumOf(invoices), story).toBeGreaterThanOrEqual(paid);
          checked.owing += 1;
        }
        const acts = possibleActs(shop, order);
        if (acts.length === 0) break;
        const act = nextChoice(world.random, acts);
        actOnOrder(world, shop, order, act, world.random);
        done.push(act);
      }
    }
    expect(checked.settled).toBeGreaterThan(50);
    expect(checked.owing).toBeGreaterThan(5);
  },
);
