import type { OrderFacts } from "#app/domain/orders/order-facts.ts";

/**
 * Money that came and did not go back, in presentment minor units. Null while no payment is known: webhooks of an order
 * state its refunds' transactions alone, the others come with a read.
 */
export function netPayment(facts: Pick<OrderFacts, "transactions">): number | null {
  let received = 0;
  let returned = 0;
  for (const { kind, status, amount } of facts.transactions) {
    if (status !== "success") continue;
    if (kind === "sale" || kind === "capture") received += amount.presentmentMinor;
    if (kind === "refund") returned += amount.presentmentMinor;
  }
  return received === 0 ? null : received - returned;
}
