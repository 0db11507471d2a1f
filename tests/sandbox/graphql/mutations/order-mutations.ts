import type { GraphQLResolveInfo } from "graphql";
import { cancelOrder, whyNotCancel } from "#tests/sandbox/commerce/cancel-order.ts";
import { capturePayment, markAsPaid } from "#tests/sandbox/commerce/capture-payment.ts";
import { annotateOrder, setRisk, updateAddress } from "#tests/sandbox/commerce/change-order.ts";
import { displayFulfillmentStatus } from "#tests/sandbox/orders/order-fulfillment.ts";
import { openAuthorizations, totalOutstanding } from "#tests/sandbox/orders/order-payments.ts";
import type { Attribute, CancelReason, Order, RiskAssessment } from "#tests/sandbox/state/order.ts";
import { nextHex } from "#tests/sandbox/state/random.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import { parseGid } from "#tests/sandbox/state/ids.ts";
import { asNode, findNode } from "#tests/sandbox/graphql/queries/find-node.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { addressFrom, type AddressInput } from "./address-input.ts";
import { findOrder, refusal, type Payload } from "./answer.ts";
import { moneyOfOrder } from "./money-input.ts";
import { idempotently } from "./idempotent.ts";
import { giveBack, type RefundArguments } from "./give-back.ts";

type CancelArguments = {
  orderId: string;
  reason: CancelReason;
  restock: boolean;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null; storeCreditRefund?: unknown } | null;
  notifyCustomer?: boolean | null;
  staffNote?: string | null;
};

/** The longest note the platform takes with a cancellation. */
const maximumStaffNote = 255;

function cancel(_: unknown, args: CancelArguments, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  if (args.refundMethod?.storeCreditRefund) throw unsupported("refunds to store credit");
  const order = findOrder(context, args.orderId);
  const objection = order ? whyNotCancel(shop, order) : "Order does not exist";
  if (!order || objection !== null) {
    const errors = [{ field: ["orderId"], message: objection ?? "", code: order ? "INVALID" : "NOT_FOUND" }];
    return { orderCancelUserErrors: errors, userErrors: errors };
  }
  if ((args.staffNote?.length ?? 0) > maximumStaffNote) {
    const errors = [
      { field: ["staffNote"], message: "Staff note is too long (maximum is 255 characters)", code: "INVALID" },
    ];
    return { orderCancelUserErrors: errors, userErrors: errors };
  }
  const cancellation = {
    reason: args.reason,
    restock: args.restock,
    refund: args.refundMethod?.originalPaymentMethodsRefund ?? args.refund ?? false,
    notifyCustomer: args.notifyCustomer ?? false,
    staffNote: args.staffNote ?? null,
  };
  cancelOrder(world, shop, order, cancellation, actor);
  return { job: { id: jobId(context), isDone: false }, orderCancelUserErrors: [], userErrors: [] };
}

/** Jobs are named by a UUID on the platform. */
function jobId({ world }: RequestContext): string {
  const hex = nextHex(world.random, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function refund(_: unknown, args: RefundArguments, context: RequestContext, info: GraphQLResolveInfo): Payload {
  const memory = {
    remember: ({ order, refund: source }: Payload) => ({
      orderId: (order as Order).id,
      refundId: (source as { refund: { id: string } }).refund.id,
    }),
    recall: ({ orderId, refundId }: { orderId: string; refundId: string }): Payload => {
      const order = context.shop.orders.get(orderId);
      const found = order?.refunds.find(({ id }) => id === refundId);
      return { order, refund: found ? { order, refund: found } : null, userErrors: [] };
    },
  };
  return idempotently(info, context, args, memory, () => giveBack(context, args));
}

type UpdateInput = {
  id: string;
  note?: string | null;
  tags?: string[] | null;
  email?: string | null;
  phone?: string | null;
  poNumber?: string | null;
  customAttributes?: Attribute[] | null;
  shippingAddress?: AddressInput | null;
  metafields?: unknown;
  localizedFields?: unknown;
};

/** Only what is given changes; tags and custom attributes are overwritten as a whole. */
function update(_: unknown, { input }: { input: UpdateInput }, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  const { id, shippingAddress, metafields, localizedFields, ...parts } = input;
  if (metafields || localizedFields)
    throw unsupported("metafields and localized fields in orderUpdate (use metafieldsSet)");
  const order = findOrder(context, id);
  if (!order) return refusal("Order does not exist", ["id"]);
  const changes = { ...parts, ...(parts.tags ? { tags: sortedTags(parts.tags) } : {}) };
  if (shippingAddress) updateAddress(world, shop, order, addressFrom(shippingAddress), actor);
  const given = Object.entries(changes).filter(([name, value]) => value !== undefined && !isEmptyList(name, value));
  if (given.length > 0) annotateOrder(world, shop, order, Object.fromEntries(given), actor);
  return { order, userErrors: [] };
}

/** A list field that is null leaves the list alone. */
function isEmptyList(name: string, value: unknown): boolean {
  return value === null && (name === "tags" || name === "customAttributes");
}

/** Tags are kept in alphabetical order, each once, without regard to case. */
function sortedTags(tags: readonly string[]): string[] {
  const byLowerCase = new Map<string, string>();
  for (const tag of tags.map((each) => each.trim()).filter(Boolean)) {
    if (!byLowerCase.has(tag.toLowerCase())) byLowerCase.set(tag.toLowerCase(), tag);
  }
  return [...byLowerCase.values()].toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
}

type TagArguments = { id: string; tags: string[] };
type Tagged = { tags: string[]; updatedAt: string };

function changeTags(args: TagArguments, context: RequestContext, change: (tags: string[]) => string[]): Payload {
  const kind = parseGid(args.id)?.kind ?? "";
  const found = findNode(context, args.id);
  if (!found || !["Order", "Customer", "Product"].includes(kind)) return refusal("Object does not exist", ["id"]);
  const tagged = found as Tagged;
  const tags = sortedTags(change(tagged.tags));
  if (kind === "Order") {
    if (tags.join() !== tagged.tags.join()) {
      annotateOrder(context.world, context.shop, found as Order, { tags }, context.actor);
    }
  } else {
    tagged.tags = tags;
    tagged.updatedAt = context.now;
  }
  return { node: asNode(kind, found), userErrors: [] };
}

function addTags(_: unknown, args: TagArguments, context: RequestContext): Payload {
  return changeTags(args, context, (tags) => [...tags, ...args.tags]);
}

function removeTags(_: unknown, args: TagArguments, context: RequestContext): Payload {
  const gone = new Set(args.tags.map((tag) => tag.trim().toLowerCase()));
  return changeTags(args, context, (tags) => tags.filter((tag) => !gone.has(tag.toLowerCase())));
}

type RiskInput = { orderId: string; riskLevel: RiskAssessment["riskLevel"]; facts: RiskAssessment["facts"] };

const maximumFacts = 20;

function assess(
  _: unknown,
  { orderRiskAssessmentInput: input }: { orderRiskAssessmentInput: RiskInput },
  context: RequestContext,
): Payload {
  const { world, shop, actor, app } = context;
  const order = findOrder(context, input.orderId);
  const field = ["orderRiskAssessmentInput", "orderId"];
  if (!order) return refusal("The order could not be found.", field, "NOT_FOUND");
  if (displayFulfillmentStatus(shop, order) === "FULFILLED") {
    const message = "The order is marked as fulfilled and can no longer accept new order risk assessments.";
    return refusal(message, field, "ORDER_ALREADY_FULFILLED");
  }
  if (input.facts.length > maximumFacts) {
    const message = "More than 20 facts were provided for the order risk assessment.";
    return refusal(message, ["orderRiskAssessmentInput", "facts"], "TOO_MANY_FACTS");
  }
  const parts = {
    riskLevel: input.riskLevel,
    facts: input.facts,
    providerApiKey: app.apiKey,
    providerTitle: app.title,
  };
  return { orderRiskAssessment: setRisk(world, shop, order, parts, actor), userErrors: [] };
}

function markPaid(_: unknown, { input }: { input: { id: string } }, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  const order = findOrder(context, input.id);
  if (!order) return refusal("Order does not exist", ["id"]);
  if (totalOutstanding(order).presentmentMinor <= 0 || order.cancelledAt !== null) {
    return refusal("Order cannot be marked as paid.", ["id"]);
  }
  markAsPaid(world, shop, order, actor);
  return { order, userErrors: [] };
}

type CaptureInput = { id: string; parentTransactionId: string; amount: string; currency?: string | null };

function capture(_: unknown, { input }: { input: CaptureInput }, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  const order = findOrder(context, input.id);
  if (!order) return refusal("Order does not exist", ["id"]);
  const parentId = idOf("OrderTransaction", input.parentTransactionId);
  const parent = openAuthorizations(order).find(({ id }) => id === parentId);
  if (!parent) return refusal("Transaction cannot be captured.", ["parentTransactionId"]);
  const amount = moneyOfOrder(shop, order, input.amount, input.currency ?? order.presentmentCurrency);
  if (!amount || amount.presentmentMinor <= 0) return refusal("Amount is invalid.", ["amount"]);
  if (amount.presentmentMinor > parent.amount.presentmentMinor) {
    return refusal("Amount exceeds the authorized amount.", ["amount"]);
  }
  const transaction = capturePayment(world, shop, order, { parentId, amount }, actor);
  return { transaction: { order, transaction }, userErrors: [] };
}

export const orderMutations = {
  orderCancel: cancel,
  refundCreate: refund,
  orderUpdate: update,
  tagsAdd: addTags,
  tagsRemove: removeTags,
  orderRiskAssessmentCreate: assess,
  orderMarkAsPaid: markPaid,
  orderCapture: capture,
};
