import { plainText } from "#app/domain/basics/plain-text.ts";
import { sayMoney } from "#app/domain/basics/phrase.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";

/** How merchants and gateways call paying at the door, as plain text. */
const CASH_ON_DELIVERY = [
  "cash on delivery",
  "cod",
  "nachnahme",
  "contrassegno",
  "contra reembolso",
  "contrareembolso",
  "contre remboursement",
  "paiement a la livraison",
  "rembours",
  "postforskott",
  "efterkrav",
  "za pobraniem",
  "dobirka",
];

/**
 * Goods wait for their money: a bank transfer is held and releases itself when the order turns to paid. Payment terms of a
 * business buyer and cash on delivery pass, for there the goods come first; so does an authorised card, whose money is kept.
 */
export function checkPayment(context: OrderContext): Problem | null {
  const { facts } = context;
  const clause = openPayment(facts);
  if (clause === null || facts.paymentTerms !== null || isCashOnDelivery(facts)) return null;
  return {
    code: "payment_pending",
    holdReason: "AWAITING_PAYMENT",
    sentence: clause,
    subject: "financialStatus",
    holds: true,
  };
}

function openPayment(facts: OrderFacts): string | null {
  const { outstandingMinor, currentTotalMinor } = facts.totals.presentment;
  const open = sayMoney(outstandingMinor, facts.presentmentCurrency);
  const way = facts.gatewayNames.length > 0 ? ` by ${facts.gatewayNames.join(" and ")}` : "";
  switch (facts.financialStatus) {
    case "pending":
      return currentTotalMinor > 0 ? `Not paid yet: ${open} is to come${way}.` : null;
    case "partially_paid":
      return outstandingMinor > 0 ? `Paid in part: ${open} is still to come.` : null;
    case "expired":
      return "The authorised payment has expired and was not captured.";
    case "voided":
      return currentTotalMinor > 0 ? "The authorised payment was voided." : null;
    default:
      return null;
  }
}

function isCashOnDelivery(facts: OrderFacts): boolean {
  return facts.gatewayNames.some((name) => {
    const words = ` ${plainText(name)} `;
    return CASH_ON_DELIVERY.some((way) => words.includes(` ${way} `));
  });
}
