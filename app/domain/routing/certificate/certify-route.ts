import { isAutomaticHold } from "#app/domain/actions/hold-handles.ts";
import { count } from "#app/domain/basics/phrase.ts";
import type { LevelBook, OrderContext, RoutePlan } from "#app/domain/decision.ts";
import { isParcelWork } from "#app/domain/orders/open-work.ts";
import { priceGroup } from "#app/domain/routing/price-group.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork, type WorkItem } from "#app/domain/routing/survey-work.ts";
import { explainMissing } from "./explain-missing.ts";
import { findBinding } from "./find-binding.ts";
import { openCase, sumOf, type GroupCase } from "./group-case.ts";
import { proveRoute } from "./prove-route.ts";
import type { GroupCertificate, RouteCertificate } from "./route-certificate.ts";
import { tellNextPlans } from "./tell-next-plans.ts";
import { tellLines, tellPlaces } from "./tell-plan.ts";

/**
 * Why an order's route is as it is, in figures: made from what the decision looked at, by routing it once more and watching.
 * The same input gives the same certificate.
 *
 * @param levels as the decision found them
 * @returns the certificate and the route as it came out; null when there was nothing to route
 */
export function certifyRoute(
  context: OrderContext,
  levels: LevelBook,
): { certificate: RouteCertificate; route: RoutePlan } | null {
  const work = surveyWork(context);
  const groups: GroupCertificate[] = [];
  const route = routeOrder(context, work, levels, (group, stock, destination, { placed }) => {
    groups.push(certifyGroup(openCase({ context, levels, group, stock, destination }, placed)));
  });
  if (route === null) return null;
  const staying = work.filter(({ standing }) => standing === "fixed").map((item) => sayStaying(context, item));
  return { certificate: { currency: context.settings.shopCurrency, groups, staying }, route };
}

function certifyGroup(group: GroupCase): GroupCertificate {
  return {
    lines: tellLines(group),
    places: tellPlaces(group),
    cost: priceGroup(group.view, group.chosen),
    proof: proveRoute(group),
    next: tellNextPlans(group),
    binding: findBinding(group),
    missing: explainMissing(group),
  };
}

function sayStaying(context: OrderContext, { fulfillmentOrder, lines, location }: WorkItem): string {
  const units = sumOf(lines.map(({ quantity }) => quantity));
  const { id, status, holds } = fulfillmentOrder;
  let why = "Shopify lets nobody move it";
  if (status === "IN_PROGRESS") why = "it is being worked on";
  else if (!isParcelWork(context.facts, fulfillmentOrder)) why = "it does not go out as a parcel";
  else if (context.frozenFulfillmentOrderIds.includes(id)) why = "the warehouse has it already";
  else if (holds.some((hold) => !isAutomaticHold(hold))) why = "somebody else holds it";
  return `${count(units, "unit")} stay${units === 1 ? "s" : ""} at ${location?.name ?? "a deleted location"}: ${why}.`;
}
