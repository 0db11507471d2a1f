import { sayMoney } from "#app/domain/basics/phrase.ts";
import type { OrderContext } from "#app/domain/decision.ts";
import { totalOf, type Amount } from "./amount.ts";
import type { DocumentDraft, DocumentLine } from "./document.ts";
import { judgeRefund } from "./judge-refund.ts";
import { printLine } from "./sum-documents.ts";

/** A draft of an invoice over these amounts. */
export function draftInvoice(context: OrderContext, amounts: readonly Amount[], cause: string): DocumentDraft {
  return draft(context, "invoice", amounts, cause, null);
}

/** A draft of a credit note that takes these amounts back, from the first invoice that carries the largest of them. */
export function draftCreditNote(context: OrderContext, amounts: readonly Amount[]): DocumentDraft {
  const largest = amounts.reduce((best, amount) => (totalOf(amount) > totalOf(best) ? amount : best));
  const invoices = context.documents.filter((document) => document.kind === "invoice");
  const corrected = invoices.find((invoice) => invoice.lines.some((line) => line.key === largest.key)) ?? invoices[0];
  const total = amounts.reduce((sum, amount) => sum + totalOf(amount), 0);
  return draft(context, "credit_note", amounts, causeOfCredit(context, total), corrected?.number ?? null);
}

function draft(
  context: OrderContext,
  kind: DocumentDraft["kind"],
  amounts: readonly Amount[],
  cause: string,
  correctsNumber: string | null,
): DocumentDraft {
  const { facts } = context;
  const lines = amounts.map(printLine);
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0);
  return {
    kind,
    orderId: facts.id,
    orderName: facts.name,
    currency: facts.presentmentCurrency,
    lines,
    taxByRate: sumByRate(lines),
    netMinor,
    taxMinor,
    totalMinor: netMinor + taxMinor,
    cause,
    correctsNumber,
    isProRata: lines.some((line) => line.key.startsWith("adjustment:") && line.taxMinor !== 0),
    poNumber: facts.poNumber,
  };
}

/** Net and tax of each rate, over all lines, in order of first appearance. */
function sumByRate(lines: readonly DocumentLine[]): DocumentDraft["taxByRate"] {
  const byRate: DocumentDraft["taxByRate"] = [];
  for (const part of lines.flatMap((line) => line.taxes)) {
    const same = byRate.find((other) => other.title === part.title && other.ratePpm === part.ratePpm);
    if (same) {
      same.netMinor += part.netMinor;
      same.taxMinor += part.taxMinor;
    } else byRate.push({ ...part });
  }
  return byRate.filter((part) => part.netMinor !== 0 || part.taxMinor !== 0);
}

function causeOfCredit(context: OrderContext, totalMinor: number): string {
  const { facts } = context;
  const hasRefund = facts.refunds.some(
    (refund) => refund.transactionIds.length > 0 && judgeRefund(facts, refund) === "settled",
  );
  if (hasRefund) return `refund of ${sayMoney(totalMinor, facts.presentmentCurrency)}`;
  return facts.cancelledAt === null ? "order edited" : "order cancelled";
}
