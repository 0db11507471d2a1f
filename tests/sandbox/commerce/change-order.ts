import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order, RiskAssessment } from "#tests/sandbox/state/order.ts";
import type { Address } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { activeFulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";

/** A new address for what was not yet sent. The platform neither taxes nor routes again, and neither does this. */
export function updateAddress(world: World, shop: Shop, order: Order, address: Address, actor: Actor): void {
  order.shippingAddress = address;
  for (const fulfillmentOrder of activeFulfillmentOrdersOf(shop, order)) {
    fulfillmentOrder.destination = { ...address, email: order.email };
    fulfillmentOrder.updatedAt = nowOf(world);
  }
  touchOrder(world, shop, order, actor);
}

export type AssessmentParts = Pick<RiskAssessment, "riskLevel"> & Partial<Omit<RiskAssessment, "createdAt">>;

/** A provider's word on an order replaces its earlier one. */
export function setRisk(world: World, shop: Shop, order: Order, parts: AssessmentParts, actor: Actor): RiskAssessment {
  const providerApiKey = parts.providerApiKey ?? null;
  const assessment = { providerTitle: null, facts: [], ...parts, providerApiKey, createdAt: nowOf(world) };
  order.riskAssessments = [
    ...order.riskAssessments.filter((each) => each.providerApiKey !== providerApiKey),
    assessment,
  ];
  order.updatedAt = nowOf(world);
  emit(world, shop, "orders/risk_assessment_changed", { order, assessment }, actor);
  touchOrder(world, shop, order, actor);
  return assessment;
}

/** Staff changes what an order says of itself; `tags` and `note` replace what was there. */
export function annotateOrder(
  world: World,
  shop: Shop,
  order: Order,
  parts: Partial<Pick<Order, "note" | "tags" | "email" | "phone" | "poNumber" | "customAttributes">>,
  actor: Actor,
): void {
  Object.assign(order, parts);
  touchOrder(world, shop, order, actor);
}

/** Only orders that came in by the API or were archived can be deleted on the platform; the sandbox deletes any, to try the topic. */
export function deleteOrder(world: World, shop: Shop, order: Order, actor: Actor): void {
  shop.orders.delete(order.id);
  for (const id of order.fulfillmentOrderIds) shop.fulfillmentOrders.delete(id);
  for (const id of order.fulfillmentIds) shop.fulfillments.delete(id);
  emit(world, shop, "orders/delete", { orderId: order.id }, actor);
}
