import { editOrder, linesOfAddition } from "#tests/sandbox/commerce/edit-order.ts";
import { nextId } from "#tests/sandbox/state.ts";
import { unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { idFromGid } from "#tests/sandbox/state/ids.ts";
import type { CalculatedLine, CalculatedOrder } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { invalidGlobalId } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { findOrder, refusal, type Payload } from "./answer.ts";

/** An edit in progress with the order it belongs to. */
type Session = { calculated: CalculatedOrder; order: Order };

function sessionOf({ shop }: RequestContext, gid: string): Session | undefined {
  const id = idFromGid("CalculatedOrder", gid) ?? idOf("OrderEditSession", gid);
  const calculated = shop.calculatedOrders.get(id);
  const order = shop.orders.get(calculated?.orderId ?? "");
  return calculated && order ? { calculated, order } : undefined;
}

function begin(_: unknown, args: { id: string }, context: RequestContext): Payload {
  const { world, shop, app, now } = context;
  const order = findOrder(context, args.id);
  if (!order) return refusal("The order does not exist.", ["id"]);
  if (order.cancelledAt !== null) return refusal("The order cannot be edited.", ["id"]);
  const calculated: CalculatedOrder = {
    id: nextId(world, "CalculatedOrder"),
    orderId: order.id,
    apiKey: app.apiKey,
    lines: order.lineItems
      .filter((line) => line.currentQuantity > 0)
      .map((line) => ({
        id: line.id,
        lineItemId: line.id,
        quantity: line.currentQuantity,
        restock: true,
        staged: null,
      })),
    createdAt: now,
  };
  shop.calculatedOrders.set(calculated.id, calculated);
  return { calculatedOrder: calculated, orderEditSession: calculated, userErrors: [] };
}

type SetArguments = { id: string; lineItemId: string; quantity: number; restock?: boolean | null };

function setQuantity(_: unknown, args: SetArguments, context: RequestContext): Payload {
  const session = sessionOf(context, args.id);
  if (!session) return refusal("The calculated order does not exist.", ["id"]);
  const { calculated, order } = session;
  const lineId = idFromGid("CalculatedLineItem", args.lineItemId) ?? idFromGid("LineItem", args.lineItemId);
  if (lineId === undefined) throw invalidGlobalId(args.lineItemId);
  const line = calculated.lines.find(({ id }) => id === lineId);
  if (!line) return refusal("The line item does not exist.", ["lineItemId"]);
  if (args.quantity < sentUnits(context, order, line)) {
    return refusal("Quantity cannot be lower than what is already fulfilled.", ["quantity"]);
  }
  line.quantity = args.quantity;
  line.restock = args.restock ?? false;
  return {
    calculatedOrder: calculated,
    calculatedLineItem: { calculated, line },
    orderEditSession: calculated,
    userErrors: [],
  };
}

/** Units of a line that left already: no edit takes them back. */
function sentUnits({ shop }: RequestContext, order: Order, line: CalculatedLine): number {
  const lineItem = order.lineItems.find(({ id }) => id === line.lineItemId);
  if (!lineItem) return 0;
  return Math.max(lineItem.currentQuantity - unfulfilledQuantity(shop, order, lineItem), 0);
}

type AddArguments = {
  id: string;
  variantId: string;
  quantity: number;
  locationId?: string | null;
  allowDuplicates?: boolean | null;
};

function addVariant(_: unknown, args: AddArguments, context: RequestContext): Payload {
  const { world, shop } = context;
  const session = sessionOf(context, args.id);
  if (!session) return refusal("The calculated order does not exist.", ["id"]);
  const { calculated, order } = session;
  const variantId = idOf("ProductVariant", args.variantId);
  if (!shop.variants.has(variantId)) return refusal("The variant does not exist.", ["variantId"]);
  if (args.quantity < 1) return refusal("Quantity must be greater than 0.", ["quantity"]);
  const isThere = calculated.lines.some(
    ({ lineItemId, staged }) =>
      (staged ?? order.lineItems.find(({ id }) => id === lineItemId))?.variantId === variantId,
  );
  if (isThere && args.allowDuplicates !== true) return refusal("The variant is already on the order.", ["variantId"]);
  const addition = { variantId, quantity: args.quantity };
  const locationId = args.locationId ? idOf("Location", args.locationId) : null;
  const added = linesOfAddition(world, shop, order, addition).map((staged): CalculatedLine => ({
    id: nextId(world, "CalculatedLineItem"),
    lineItemId: null,
    quantity: staged.quantity,
    restock: false,
    staged,
    locationId,
  }));
  calculated.lines.push(...added);
  const line = added[0];
  return {
    calculatedOrder: calculated,
    calculatedLineItem: line ? { calculated, line } : null,
    orderEditSession: calculated,
    userErrors: [],
  };
}

type CommitArguments = { id: string; notifyCustomer?: boolean | null; staffNote?: string | null };

function commit(_: unknown, args: CommitArguments, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  const session = sessionOf(context, args.id);
  if (!session) return refusal("The calculated order does not exist.", ["id"]);
  const { calculated, order } = session;
  const setQuantities = calculated.lines.flatMap(({ lineItemId, quantity, restock }) => {
    const current = order.lineItems.find(({ id }) => id === lineItemId)?.currentQuantity;
    return lineItemId !== null && current !== undefined && current !== quantity
      ? [{ lineItemId, quantity, restock }]
      : [];
  });
  const additions = calculated.lines.flatMap(({ staged, quantity, locationId }) =>
    staged?.variantId && quantity > 0
      ? [{ variantId: staged.variantId, quantity, locationId: locationId ?? null }]
      : [],
  );
  shop.calculatedOrders.delete(calculated.id);
  if (setQuantities.length === 0 && additions.length === 0)
    return refusal("There are no staged changes to commit.", ["id"]);
  const notifyCustomer = args.notifyCustomer ?? false;
  editOrder(world, shop, order, { setQuantities, additions, notifyCustomer, staffNote: args.staffNote ?? "" }, actor);
  return { order, successMessages: ["Order updated"], userErrors: [] };
}

export const editMutations = {
  orderEditBegin: begin,
  orderEditSetQuantity: setQuantity,
  orderEditAddVariant: addVariant,
  orderEditCommit: commit,
};
