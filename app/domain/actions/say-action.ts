import type { PlannedAction } from "#app/domain/decision.ts";

/** A planned action in a few words for a timeline: "hold the fulfillment order: the house number is missing". */
export function sayAction(action: PlannedAction): string {
  switch (action.kind) {
    case "hold":
      return `hold the fulfillment order: ${action.notes}`;
    case "release_hold":
      return "release our hold";
    case "move":
      return action.lines === null
        ? "move the fulfillment order to another location"
        : "move some lines to another location";
    case "split":
      return "split the fulfillment order";
  }
}
