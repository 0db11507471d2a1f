import { digest } from "#app/domain/basics/digest.ts";
import type { PlannedAction } from "#app/domain/decision.ts";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";

/** An action before it has its key. */
export type ActionWish = PlannedAction extends infer Action
  ? Action extends PlannedAction
    ? Omit<Action, "key">
    : never
  : never;

/**
 * The name of a wish. The same wish about the same state of the work has the same key, so it is queued once, however often
 * it is decided: when a merchant undoes by hand what we did, the next decision wishes the same again and we do not fight
 * over it. Another reason, another place, other units, or the next units of the same line are another wish.
 *
 * @param work the fulfillment order as it is when the wish is made
 */
export function withKey(wish: ActionWish, work: FulfillmentOrderFacts): PlannedAction {
  return { ...wish, key: `${wish.kind}:${wish.fulfillmentOrderId}:${subjectOf(wish, work)}` };
}

function subjectOf(wish: ActionWish, work: FulfillmentOrderFacts): string {
  switch (wish.kind) {
    case "hold":
      return `${wish.handle}:${digest(wish.notes)}`;
    case "release_hold":
      return wish.holdIds.join("+");
    case "move":
      return `${work.locationId ?? "nowhere"}>${wish.locationId}:${digest(sayUnits(wish.lines, work))}`;
    case "split":
      return digest(sayUnits(wish.lines, work));
  }
}

/** "2 of 3" for each line of the work, so that taking one of three and later one of two are told apart. */
function sayUnits(
  lines: readonly { fulfillmentOrderLineId: string; quantity: number }[] | null,
  work: FulfillmentOrderFacts,
): string {
  const words = work.lines.map(({ id, remainingQuantity }) => {
    const taken =
      lines === null ? remainingQuantity : (lines.find((line) => line.fulfillmentOrderLineId === id)?.quantity ?? 0);
    return `${id} ${taken} of ${remainingQuantity}`;
  });
  return words.join(", ");
}
