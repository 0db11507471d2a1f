import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { trackingState } from "#app/domain/orders/tracking-state.ts";

/**
 * Facts without the traces of how we came to know them: which of a carrier's words, and in how many currencies an amount
 * came. What was lost and is found later by comparing is known by what it is, not by how it was told.
 */
export function withoutTraces(facts: OrderFacts) {
  const fulfillments = facts.fulfillments.map(({ events: _events, shipmentStatus: _status, ...parcel }, index) => ({
    ...parcel,
    state: trackingState(facts.fulfillments[index]!),
  }));
  const transactions = facts.transactions.map(({ statedIn: _currency, ...transaction }) => transaction);
  return { ...facts, transactions, fulfillments };
}
