import { compareStatements, compareText, saysTheSame } from "./compare-facts.ts";
import type { OrderSnapshot } from "./change.ts";
import { withFulfillment, withRefund } from "./fold-parts.ts";
import type { OrderFacts } from "./order-facts.ts";
import { redactOrder } from "./redact-facts.ts";

/** What a snapshot states itself, without the parts that fold by their own ids. */
type Statement = Omit<OrderSnapshot, "refunds" | "fulfillments"> & { readAt: string | null };

export type FoldedSnapshot = {
  facts: OrderFacts;
  /** Whether the order's own fields now come from this snapshot. */
  isTaken: boolean;
  /** Whether two bodies of the same second contradict each other and nothing tells which is right: the order must be read. */
  isContested: boolean;
};

/**
 * Folds a snapshot of the order. The later `updatedAt` stands. It has one-second resolution, so two bodies may bear the
 * same: then a read stands over a webhook and the later read over the earlier; between two webhooks an arbitrary but
 * constant order decides until a read has settled it. Refunds and fulfillments are united by id, whichever stands.
 *
 * @param readAt when the snapshot was read from the Admin API; null for a webhook's.
 */
export function foldSnapshot(facts: OrderFacts, snapshot: OrderSnapshot, readAt: string | null): FoldedSnapshot {
  const { refunds, fulfillments, ...stated } = snapshot;
  const body = facts.isRedacted ? redactOrder(stated) : stated;
  const known = statementOf(facts);
  const said: Statement = { ...body, readAt };
  const isTaken = compareSnapshots(said, known) > 0;
  const withBody: OrderFacts = isTaken ? { ...facts, ...body, snapshotReadAt: readAt } : facts;
  const withRefunds = refunds.reduce(withRefund, withBody);
  return {
    facts: fulfillments.reduce(withFulfillment, withRefunds),
    isTaken,
    isContested: contradicts(known, said),
  };
}

function statementOf(facts: OrderFacts): Statement {
  const { refunds, fulfillments, transactions, fulfillmentOrders, fulfillmentOrdersReadAt, risk, ...rest } = facts;
  const { isDeleted, isRedacted, snapshotReadAt, ...body } = rest;
  return { ...body, readAt: snapshotReadAt ?? null };
}

function compareSnapshots(a: Statement, b: Statement): number {
  return (
    compareText(a.updatedAt, b.updatedAt) ||
    Number(a.readAt !== null) - Number(b.readAt !== null) ||
    compareText(a.readAt ?? "", b.readAt ?? "") ||
    compareStatements(a, b, redactOrder)
  );
}

/** A read in a later second than the update has seen all of that second, so a webhook of it can add nothing. */
function contradicts(known: Statement, said: Statement): boolean {
  if (known.updatedAt !== said.updatedAt) return false;
  if (
    [known, said].some(
      (statement) => statement.readAt !== null && secondOf(statement.readAt) > secondOf(statement.updatedAt),
    )
  )
    return false;
  return !saysTheSame(comparable(known), comparable(said));
}

function secondOf(instant: string): string {
  return instant.slice(0, 19);
}

/**
 * Reads state more of a customer and a company than webhooks do, and facts may be from before the confirmation number was
 * kept; that is no contradiction.
 */
function comparable(statement: Statement): Statement {
  const { customer, company } = statement;
  return {
    ...statement,
    readAt: null,
    confirmationNumber: null,
    customer: customer && { ...customer, ordersCount: null },
    company: company && { ...company, name: null },
  };
}
