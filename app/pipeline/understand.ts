import type { ClaimedMessage } from "#app/db/inbox-claims.ts";
import type { Batch, UnderstoodMessage } from "./batch.ts";
import { interpret } from "./topics.ts";

/**
 * What each message means. Those that mean nothing to us are settled as ignored, those that cannot be understood are
 * parked with the reason, and neither stops the others.
 */
export function understand(batch: Batch, messages: readonly ClaimedMessage[]): UnderstoodMessage[] {
  const understood: UnderstoodMessage[] = [];
  for (const message of messages) {
    const meaning = interpret(message.topic, message.body);
    if (!meaning.ok) {
      batch.settled.push({ id: message.id, state: "parked", reason: meaning.reason, orderId: null });
      continue;
    }
    const [first] = meaning.changes;
    if (first?.kind === "ignored") {
      batch.settled.push({ id: message.id, state: "ignored", reason: first.reason, orderId: meaning.orderId });
      continue;
    }
    understood.push({ message, orderId: meaning.orderId, changes: meaning.changes });
  }
  return understood;
}
