import type { Batch, UnderstoodMessage } from "./batch.ts";

/**
 * Messages of a batch whose bodies must not stay: whatever speaks of an order whose buyer was erased, however late it comes,
 * and the requests about personal data themselves, which name the buyer in full.
 */
export function forgottenMessages(batch: Batch, understood: readonly UnderstoodMessage[]): string[] {
  return understood
    .filter((entry) => isPersonalRequest(entry) || isOfErased(batch, entry))
    .map(({ message }) => message.id);
}

function isPersonalRequest({ changes }: UnderstoodMessage): boolean {
  return changes.some(({ kind }) => kind === "customer_redacted" || kind === "customer_data_requested");
}

function isOfErased(batch: Batch, { orderId }: UnderstoodMessage): boolean {
  return orderId !== null && batch.orders.get(orderId)?.facts?.isRedacted === true;
}
