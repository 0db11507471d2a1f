import type { OrderContext, Problem } from "#app/domain/decision.ts";
import { areaOf, mayServe } from "./find-candidates.ts";
import { excludedRegion } from "./rules/excluded-regions.ts";
import type { WorkItem } from "./survey-work.ts";

/**
 * Work whose location was deleted, switched off or excluded for where it goes, and that no other location may ever take over,
 * whatever it stocks: nobody would send it, so a person must look. Work that merely waits for stock is backordered, not unroutable.
 */
export function findUnroutable(context: OrderContext, work: readonly WorkItem[]): Problem | null {
  const stranded = work.find((item) => isStranded(context, item));
  if (stranded === undefined) return null;
  return {
    code: "unroutable",
    holdReason: "OTHER",
    sentence: `No location may serve it: ${sayWhy(context, stranded)}.`,
    subject: `fulfillment order ${stranded.fulfillmentOrder.id}`,
    holds: true,
  };
}

function sayWhy(context: OrderContext, { location }: WorkItem): string {
  if (location === null) return "the location Shopify assigned was deleted";
  if (!location.isActive) return `${location.name} is switched off`;
  return `${location.name} does not send to ${excludedRegion(context, location.id)}`;
}

function isStranded(context: OrderContext, item: WorkItem): boolean {
  const { location, standing } = item;
  if (standing === "fixed") return !location?.isActive;
  if (standing !== "movable") return false;
  const sends = ({ id }: { id: string }) => excludedRegion(context, id) === null;
  if (location?.isActive && sends(location)) return false;
  return !context.locations.some((each) => mayServe(context, areaOf(context, item), each) && sends(each));
}
