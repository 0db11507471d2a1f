import type { OrderContext, Problem } from "#app/domain/decision.ts";
import { areaOf, mayServe } from "./find-candidates.ts";
import type { WorkItem } from "./survey-work.ts";

/**
 * Work whose location was deleted or switched off and that no other location may ever take over, whatever it stocks: nobody
 * would send it, so a person must look. Work that merely waits for stock is backordered, not unroutable.
 */
export function findUnroutable(context: OrderContext, work: readonly WorkItem[]): Problem | null {
  const stranded = work.find((item) => isStranded(context, item));
  if (stranded === undefined) return null;
  const why =
    stranded.location === null
      ? "the location Shopify assigned was deleted"
      : `${stranded.location.name} is switched off`;
  return {
    code: "unroutable",
    holdReason: "OTHER",
    sentence: `No location may serve it: ${why}.`,
    subject: `fulfillment order ${stranded.fulfillmentOrder.id}`,
    holds: true,
  };
}

function isStranded(context: OrderContext, item: WorkItem): boolean {
  if (item.location?.isActive) return false;
  if (item.standing === "fixed") return true;
  return (
    item.standing === "movable" &&
    !context.locations.some((location) => mayServe(context, areaOf(context, item), location))
  );
}
