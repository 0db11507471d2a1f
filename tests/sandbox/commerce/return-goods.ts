import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Return } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import { putBack } from "./remove-work.ts";

export type ReturnRequest = {
  lines: { lineItemId: string; quantity: number; reason: string; reasonNote?: string; customerNote?: string }[];
};

/** The buyer asks to send goods back; the merchant has to approve. */
export function requestReturn(world: World, shop: Shop, order: Order, request: ReturnRequest, actor: Actor): Return {
  const returned = startReturn(world, shop, order, request, "REQUESTED");
  emit(world, shop, "returns/request", { order, return: returned }, actor);
  touchOrder(world, shop, order, actor);
  return returned;
}

/** Opens a return: one the buyer asked for, or a new one that staff creates. */
export function approveReturn(
  world: World,
  shop: Shop,
  order: Order,
  asked: Return | ReturnRequest,
  actor: Actor,
): Return {
  const returned = "id" in asked ? asked : startReturn(world, shop, order, asked, "OPEN");
  returned.status = "OPEN";
  emit(world, shop, "returns/approve", { order, return: returned }, actor);
  touchOrder(world, shop, order, actor);
  return returned;
}

export function declineReturn(world: World, shop: Shop, order: Order, returned: Return, actor: Actor): void {
  returned.status = "DECLINED";
  emit(world, shop, "returns/decline", { order, return: returned }, actor);
  touchOrder(world, shop, order, actor);
}

export function cancelReturn(world: World, shop: Shop, order: Order, returned: Return, actor: Actor): void {
  returned.status = "CANCELED";
  emit(world, shop, "returns/cancel", { order, return: returned }, actor);
  touchOrder(world, shop, order, actor);
}

/**
 * The goods are back at a location. Restocked ones are available again; the money is a refund of its own (with restock kind
 * NO_RESTOCK, or they would be put back twice). When everything is back the return closes.
 */
export function receiveReturn(
  world: World,
  shop: Shop,
  order: Order,
  returned: Return,
  receipt: { locationId: string; restock: boolean; lines?: { id: string; quantity: number }[] },
  actor: Actor,
): void {
  if (returned.status !== "OPEN")
    throw new Error(`Return ${returned.name} is ${returned.status}, so nothing can be received.`);
  const all = returned.lines.map((line) => ({ id: line.id, quantity: line.quantity - line.processedQuantity }));
  for (const { id, quantity } of receipt.lines ?? all) {
    const line = returned.lines.find((each) => each.id === id);
    if (!line || line.processedQuantity + quantity > line.quantity)
      throw new Error(`Return line ${id} has no ${quantity} units to come.`);
    line.processedQuantity += quantity;
    const lineItem = order.lineItems.find((each) => each.id === line.lineItemId);
    if (lineItem && receipt.restock) putBack(world, shop, order, lineItem, receipt.locationId, quantity, actor);
  }
  recordEffect(world, shop, {
    actor,
    name: "return received",
    subject: gid("Return", returned.id),
    details: { orderId: order.id, locationId: receipt.locationId, restock: receipt.restock },
  });
  if (returned.lines.every((line) => line.processedQuantity === line.quantity))
    closeReturn(world, shop, order, returned, actor);
  else touchOrder(world, shop, order, actor);
}

export function closeReturn(world: World, shop: Shop, order: Order, returned: Return, actor: Actor): void {
  returned.status = "CLOSED";
  returned.closedAt = nowOf(world);
  emit(world, shop, "returns/close", { order, return: returned }, actor);
  touchOrder(world, shop, order, actor);
}

export function reopenReturn(world: World, shop: Shop, order: Order, returned: Return, actor: Actor): void {
  returned.status = "OPEN";
  returned.closedAt = null;
  emit(world, shop, "returns/reopen", { order, return: returned }, actor);
  touchOrder(world, shop, order, actor);
}

function startReturn(world: World, shop: Shop, order: Order, request: ReturnRequest, status: Return["status"]): Return {
  const returned: Return = {
    id: nextId(world, "Return"),
    name: `${order.name}-R${order.returns.length + 1}`,
    status,
    lines: request.lines.map((line) => ({
      id: nextId(world, "ReturnLineItem"),
      lineItemId: line.lineItemId,
      fulfillmentLineItemId: sentLine(shop, order, line.lineItemId, line.quantity),
      quantity: line.quantity,
      refundedQuantity: 0,
      processedQuantity: 0,
      reason: line.reason,
      reasonNote: line.reasonNote ?? "",
      customerNote: line.customerNote ?? null,
    })),
    createdAt: nowOf(world),
    closedAt: null,
  };
  order.returns.push(returned);
  return returned;
}

/** Only what was sent can come back. */
function sentLine(shop: Shop, order: Order, lineItemId: string, quantity: number): string {
  const lines = fulfillmentsOf(shop, order)
    .filter(({ status }) => status === "SUCCESS")
    .flatMap((fulfillment) => fulfillment.lines)
    .filter((line) => line.lineItemId === lineItemId);
  const sent = lines.reduce((sum, line) => sum + line.quantity, 0);
  const first = lines[0];
  if (!first || sent < quantity) throw new Error(`Only ${sent} units of line ${lineItemId} were sent.`);
  return first.id;
}
