import { decideOrder } from "#app/domain/decide-order.ts";
import { contextOf } from "#app/domain/decision-inputs.ts";
import type { OrderDecision } from "#app/domain/decision.ts";
import type { StoredChoice } from "./read-stored-choices.ts";

/** A decision without what it says of documents: which there were is not among what is stored with it. */
type Fields = Omit<OrderDecision, "documents" | "documentSentence" | "documentObstacle" | "sentence">;

/** A stored decision and what comes out of its stored inputs, both as they are written in the database. */
export function recomputedFields(choice: StoredChoice): { stored: Fields; again: Fields } {
  const { context, levels } = contextOf(choice.facts, choice.inputs, choice.grounds);
  return {
    stored: inOrder(choice.decision),
    again: inOrder(decideOrder(context, levels, choice.decidedAt.toISOString())),
  };
}

/** Keys sorted, as a database of JSON gives them back in another order than they were written in; absent is absent. */
function inOrder({ documents, documentSentence, documentObstacle, sentence, ...fields }: OrderDecision): Fields {
  return sorted(JSON.parse(JSON.stringify(fields))) as Fields;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
