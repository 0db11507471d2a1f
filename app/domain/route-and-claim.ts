import type { LevelBook, OrderContext, PlannedQuantity, RoutePlan } from "#app/domain/decision.ts";
import { allocate, type AllocationOutcome } from "#app/domain/inventory/allocate.ts";
import { routeOrder } from "./routing/route-order.ts";
import { surveyWork, type WorkItem } from "./routing/survey-work.ts";

/** Where an order is to leave from, with what claims could be made for it. */
export type ClaimedRoute = {
  work: WorkItem[];
  /** As it is claimed: what no claim could be made for waits. Null where there is nothing to route. */
  route: RoutePlan | null;
  claims: AllocationOutcome;
  /** What waits, whether no location has it or it was claimed by others. */
  backordered: PlannedQuantity[];
};

/** The part of a decision in which stock and money have a say. */
export function routeAndClaim(context: OrderContext, levels: LevelBook): ClaimedRoute {
  const work = surveyWork(context);
  const route = routeOrder(context, work, levels);
  const claims = allocate(context.facts.id, route?.planned ?? [], context.allocations, levels);
  const backordered = [...(route?.backordered ?? []), ...claims.backordered];
  return { work, route: route && { ...route, planned: claims.served, backordered }, claims, backordered };
}
