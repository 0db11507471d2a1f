import { sayMoney } from "#app/domain/basics/phrase.ts";
import type { OrderContext, OrderDecision } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { totalOf, type Amount } from "./amount.ts";
import type { IssuedDocument } from "./document.ts";
import { creditWithinPayment } from "./credit-within-payment.ts";
import { draftCreditNote, draftInvoice } from "./draft-document.ts";
import { findDifferences, type Differences } from "./find-differences.ts";
import { judgeInvoicing, type InvoicingStanding } from "./judge-invoicing.ts";
import { judgeRefund } from "./judge-refund.ts";
import { netPayment } from "./net-payment.ts";
import { readTarget, type Target } from "./read-target.ts";
import { roundingLine, settleRounding } from "./settle-rounding.ts";
import { sumDocuments } from "./sum-documents.ts";

type NextDocuments = Pick<OrderDecision, "documents" | "documentSentence" | "documentObstacle">;

/**
 * The documents an order lacks: the difference between what it amounts to now and what its issued documents say. Before the first
 * invoice everything goes into it, so a refund then only lessens it; afterwards more is invoiced and less is credited, and
 * an exchange does both. Issued and computed again, nothing is lacking: invoices less credit notes are what Shopify
 * states as the order's current total, less goodwill, plus refunds whose money has not gone back.
 *
 * @param isHeld whether a problem or somebody's hold stops the order; stock that is missing does not
 */
export function nextDocuments(context: OrderContext, isHeld: boolean): NextDocuments {
  const { documents: issued, facts } = context;
  const standing = judgeInvoicing(context, isHeld);
  if (standing.due === "never") return nothing(standing.reason);
  if (standing.due === "later" && issued.length === 0)
    return { ...nothing(standing.reason), documentObstacle: sayKeptMoney(facts) };
  const target = readTarget(facts);
  const obstacle = target.obstacle ?? foreignCurrency(context);
  if (obstacle !== null)
    return { documents: [], documentSentence: "documents wait for a person", documentObstacle: obstacle };
  const differences = issued.length === 0 ? firstInvoice(target) : laterDifferences(target, issued);
  const documents = [];
  if (standing.due === "now" && isWorthADocument(differences.invoiced)) {
    documents.push(draftInvoice(context, differences.invoiced, issued.length === 0 ? standing.reason : "order edited"));
  }
  const credited = creditedNow(context, standing, target, differences);
  if (isWorthADocument(credited)) documents.push(draftCreditNote(context, credited));
  if (documents.length === 0) return nothing(sayStanding(issued, facts.presentmentCurrency, standing, differences));
  const words = documents.map(
    (document) =>
      `${document.kind === "invoice" ? "invoice" : "credit note"} of ${sayMoney(document.totalMinor, document.currency)}`,
  );
  return { documents, documentSentence: `${words.join(" and ")} due`, documentObstacle: null };
}

/** All of it on one invoice, amounts given back already as negative lines of it. */
function firstInvoice(target: Target): Differences {
  const invoiced = [...target.byKey.values()];
  settleRounding(invoiced, target.totalMinor - sumOf(invoiced));
  return { invoiced, credited: [] };
}

/** All of it, unless something more is to be invoiced and is not due: then the two are netted by its payment. */
function creditedNow(
  { facts, documents }: OrderContext,
  standing: InvoicingStanding,
  target: Target,
  { invoiced, credited }: Differences,
): Amount[] {
  if (standing.due === "now" || !isWorthADocument(invoiced)) return credited;
  return creditWithinPayment(facts, credited, sumOf([...sumDocuments(documents).values()]), target.totalMinor);
}

function laterDifferences(target: Target, issued: readonly IssuedDocument[]): Differences {
  const sums = sumDocuments(issued);
  const differences = findDifferences(target.byKey, sums, target.tolerance);
  const missing =
    target.totalMinor - sumOf([...sums.values()]) - sumOf(differences.invoiced) + sumOf(differences.credited);
  if (missing === 0) return differences;
  if (differences.credited.length > 0) settleRounding(differences.credited, -missing);
  else if (differences.invoiced.length > 0) settleRounding(differences.invoiced, missing);
  else return roundingAlone(target, missing);
  return differences;
}

/** Nothing but a cent has changed at Shopify: the largest line takes it, so that the documents still sum to its total. */
function roundingAlone(target: Target, missing: number): Differences {
  const lines = [...target.byKey.values()];
  if (lines.length === 0) return { invoiced: [], credited: [] };
  const line = roundingLine(lines, Math.abs(missing));
  return missing > 0 ? { invoiced: [line], credited: [] } : { invoiced: [], credited: [line] };
}

/** Money kept of an order that was cancelled before its invoice: nobody knows for what, so nothing can be invoiced. */
function sayKeptMoney(facts: OrderFacts): string | null {
  const kept = netPayment(facts) ?? 0;
  const standings = facts.refunds
    .filter((refund) => refund.transactionIds.length > 0)
    .map((refund) => judgeRefund(facts, refund));
  if (facts.cancelledAt === null || kept <= 0 || !standings.includes("settled") || standings.includes("waiting"))
    return null;
  return `Cancelled and refunded, but ${sayMoney(kept, facts.presentmentCurrency)} of its payment was kept and no invoice covers it: refund the rest, or invoice it by hand.`;
}

/** A document over nothing is none: free goods alone, or goods taken back whose money was kept. */
function isWorthADocument(amounts: readonly Amount[]): boolean {
  return sumOf(amounts) > 0;
}

function sumOf(amounts: readonly Amount[]): number {
  return amounts.reduce((sum, amount) => sum + totalOf(amount), 0);
}

function foreignCurrency({ documents, facts }: OrderContext): string | null {
  const other = documents.find((document) => document.currency !== facts.presentmentCurrency);
  return other
    ? `${other.number} was issued in ${other.currency}, the order is in ${facts.presentmentCurrency} now.`
    : null;
}

function sayStanding(
  issued: readonly IssuedDocument[],
  currency: string,
  standing: InvoicingStanding,
  differences: Differences,
): string {
  if (issued.length === 0) return "nothing to invoice";
  const invoices = issued.filter((document) => document.kind === "invoice").map((document) => document.number);
  const credited = issued
    .filter((document) => document.kind === "credit_note")
    .reduce((sum, document) => sum + document.totalMinor, 0);
  const words = [`invoiced (${invoices.join(", ")})`];
  if (credited > 0) words.push(`${sayMoney(credited, currency)} credited`);
  if (standing.due === "later" && isWorthADocument(differences.invoiced)) words.push(standing.reason);
  return words.join(", ");
}

function nothing(documentSentence: string): NextDocuments {
  return { documents: [], documentSentence, documentObstacle: null };
}
