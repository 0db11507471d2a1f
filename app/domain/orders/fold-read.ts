import type { OrderRead } from "./change.ts";
import { compareStatements, compareText, saysTheSame, uniteById } from "./compare-facts.ts";
import { withTransactions } from "./fold-parts.ts";
import { foldSnapshot, type FoldedSnapshot } from "./fold-snapshot.ts";
import type { FulfillmentOrderFacts, OrderFacts } from "./order-facts.ts";
import { redactWork } from "./redact-facts.ts";

/**
 * Folds an answer of the Admin API. Fulfillment orders and risk have no webhook that carries them, so the later read
 * stands; but a fulfillment order that itself says it is newer stands over a later read that is stale.
 */
export function foldRead(facts: OrderFacts, read: OrderRead): FoldedSnapshot {
  const folded = read.order
    ? foldSnapshot(facts, read.order, read.readAt)
    : { facts, isTaken: false, isContested: false };
  const paid = withTransactions(folded.facts, read.transactions);
  const later = compareText(read.readAt, facts.fulfillmentOrdersReadAt ?? "");
  const fulfillmentOrders = uniteById(facts.fulfillmentOrders, read.fulfillmentOrders, (known, said) =>
    pickWork(known, said, later),
  );
  const risk = later > 0 ? (read.risk ?? facts.risk) : (facts.risk ?? read.risk);
  const fulfillmentOrdersReadAt = later > 0 ? read.readAt : facts.fulfillmentOrdersReadAt;
  return { ...folded, facts: { ...paid, fulfillmentOrders, fulfillmentOrdersReadAt, risk } };
}

function pickWork(known: FulfillmentOrderFacts, said: FulfillmentOrderFacts, later: number): FulfillmentOrderFacts {
  const newer = compareText(said.updatedAt, known.updatedAt) || later || compareStatements(said, known, redactWork);
  return newer > 0 ? said : known;
}

/** When an order's facts were last asked for: true of our knowledge and of nothing else. */
export type ReadTimes = Pick<OrderFacts, "fulfillmentOrdersReadAt" | "snapshotReadAt">;

/** Whether an order was only asked for again: nothing but the moments of reading differ. */
export function isOnlyReadAgain(before: OrderFacts, after: OrderFacts): boolean {
  return saysTheSame(before, { ...after, ...readTimes(before) });
}

/** The moments of reading, out of an order's facts. */
export function readTimes({ fulfillmentOrdersReadAt, snapshotReadAt }: OrderFacts): ReadTimes {
  return { fulfillmentOrdersReadAt, snapshotReadAt };
}
