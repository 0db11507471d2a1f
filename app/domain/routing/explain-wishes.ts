import { listInWords } from "#app/domain/basics/phrase.ts";
import type { OrderContext } from "#app/domain/decision.ts";
import { areaOf, mayServe } from "./find-candidates.ts";
import type { WorkItem } from "./survey-work.ts";

/** What people said about where work leaves from, in clauses for the sentence of its route; none where they said nothing. */
export function explainWishes(context: OrderContext, work: readonly WorkItem[]): string[] {
  const { lock, rejections } = context.routeWishes;
  if (work.length === 0) return [];
  if (lock !== null) return [`${lock.person} locked it to ${sayLocked(context, work, lock.locationId)}`];
  if (rejections.length === 0) return [];
  const turnedDown = rejections.map(({ locationId, reason }) => `${nameOf(context, locationId)} (${reason})`);
  return [`turned down by ${listInWords(turnedDown)}`];
}

/** The name, with what keeps the location from serving the work, if anything does. */
function sayLocked(context: OrderContext, work: readonly WorkItem[], locationId: string): string {
  const name = nameOf(context, locationId);
  const location = context.locations.find(({ id }) => id === locationId);
  if (location === undefined) return name;
  if (!location.isActive) return `${name}, which is closed`;
  const isAssigned = work.every(({ fulfillmentOrder }) => fulfillmentOrder.locationId === locationId);
  if (isAssigned || work.every((item) => mayServe(context, areaOf(context, item), location))) return name;
  if (!location.fulfillsOnlineOrders) return `${name}, which serves no online orders`;
  return `${name}, which lies beyond a customs border`;
}

function nameOf({ locations }: OrderContext, locationId: string): string {
  return locations.find(({ id }) => id === locationId)?.name ?? "a deleted location";
}
