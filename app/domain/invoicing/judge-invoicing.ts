import { compareInstants } from "#app/domain/basics/instant.ts";
import type { OrderContext } from "#app/domain/decision.ts";
import { hasLeft } from "#app/domain/orders/open-work.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { POINT_OF_SALE } from "#app/domain/validation/is-never-held.ts";
import { judgeRefund, keptBackOf } from "./judge-refund.ts";
import { netPayment } from "./net-payment.ts";

/**
 * Sales channels whose operator is the seller of record towards the buyer and writes the invoice itself, by the source name
 * Shopify gives their orders. Their orders are recorded only.
 */
const SELF_INVOICING_SOURCES: ReadonlySet<string> = new Set([
  "amazon",
  "amazon-marketplace",
  "ebay",
  "walmart",
  "etsy",
  "tiktok",
  "tiktok-shop",
  "target",
]);

const CAPTURED: ReadonlySet<OrderFacts["financialStatus"]> = new Set(["paid", "partially_refunded", "refunded"]);

/**
 * Whether documents may be written for an order:
 * - never: nothing is ever written for it;
 * - later: no invoice for now; credit notes for invoices that stand are still written;
 * - due: yes, and why.
 * The reason is a clause to be read after "the order: ...".
 */
export type InvoicingStanding = { due: "never" | "later" | "now"; reason: string };

export function judgeInvoicing(context: OrderContext, isHeld: boolean): InvoicingStanding {
  const { facts, documents } = context;
  const never = whyNever(context);
  if (never !== null) return { due: "never", reason: never };
  if (facts.cancelledAt !== null)
    return { due: "later", reason: documents.length > 0 ? "cancelled" : "no invoice: cancelled before one was issued" };
  if (isHeld) return { due: "later", reason: "the invoice waits while the order is held" };
  if (isCaptured(facts)) return { due: "now", reason: "payment captured" };
  if (facts.paymentTerms === null) return { due: "later", reason: "invoice due when paid" };
  return facts.fulfillments.some(hasLeft)
    ? { due: "now", reason: "goods sent on payment terms" }
    : { due: "later", reason: "invoice due with the first parcel" };
}

/** After a refund Shopify says "partially refunded", also while something that was added since is not paid. */
function isCaptured(facts: OrderFacts): boolean {
  if (!CAPTURED.has(facts.financialStatus)) return false;
  const paid = facts.financialStatus === "partially_refunded" ? netPayment(facts) : null;
  return paid === null || paid >= totalLessGoodwill(facts);
}

function totalLessGoodwill(facts: OrderFacts): number {
  const settled = facts.refunds.filter((refund) => judgeRefund(facts, refund) === "settled");
  return settled.reduce((sum, refund) => sum + keptBackOf(facts, refund), facts.totals.presentment.currentTotalMinor);
}

function whyNever(context: OrderContext): string | null {
  const { facts, settings, isImported, documents } = context;
  if (facts.isTest) return "no invoice for a test order";
  if (facts.isDeleted) return "no invoice: the order was deleted";
  if (facts.sourceName === POINT_OF_SALE) return "no invoice: sold at the till";
  if (SELF_INVOICING_SOURCES.has(facts.sourceName)) return "no invoice: the marketplace writes it";
  if (isImported) return "no invoice for an imported order";
  const { goLiveAt } = settings.capabilities.invoice;
  // What was invoiced once is corrected for ever, also after the day of going live was set anew.
  if (documents.length > 0) return null;
  if (goLiveAt !== null && compareInstants(facts.createdAt, goLiveAt) < 0)
    return "no invoice: ordered before invoicing began";
  return null;
}
