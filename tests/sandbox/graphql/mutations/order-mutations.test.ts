import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { openTestApi, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { variantOfSku } from "#tests/sandbox/merchant/add-products.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";

type Errors = { userErrors: { field: string[] | null; message: string; code?: string }[] };

async function mutate<P>(api: TestApi, text: string, variables: Record<string, unknown> = {}): Promise<P & Errors> {
  const { data, errors } = await api.call<{ payload: (P & Errors) | null }>(text, variables);
  if (!data?.payload) throw new Error(errors[0]?.message);
  return data.payload;
}

test("tags are kept once each, in alphabetical order, whatever their case", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const tag = `mutation T($id: ID!, $tags: [String!]!) { payload: tagsAdd(id: $id, tags: $tags) { node { id } userErrors { message } } }`;
  const { node } = await mutate<{ node: { id: string } }>(api, tag, {
    id: gid("Order", order.id),
    tags: ["vip", "Gift", "VIP "],
  });
  expect(node.id).toBe(gid("Order", order.id));
  expect(order.tags).toEqual(["Gift", "vip"]);
  await mutate(api, tag.replace("tagsAdd", "tagsRemove"), { id: gid("Order", order.id), tags: ["gift"] });
  expect(order.tags).toEqual(["vip"]);
});

test("adding a tag that is there changes nothing and tells nobody", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 }, { tags: ["vip"] });
  const topics: string[] = [];
  api.world.listeners.push((_, { topic }) => topics.push(topic));
  await mutate(api, `mutation T($id: ID!) { payload: tagsAdd(id: $id, tags: ["vip"]) { userErrors { message } } }`, {
    id: gid("Order", order.id),
  });
  expect(topics).toEqual([]);
});

test("an update touches only what is given", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 }, { note: "Ring twice", tags: ["vip"] });
  const city = order.shippingAddress?.city;
  const update = `mutation U($input: OrderInput!) { payload: orderUpdate(input: $input) { order { id } userErrors { message } } }`;
  await mutate(api, update, { input: { id: gid("Order", order.id), poNumber: "4711" } });
  expect(order).toMatchObject({ poNumber: "4711", note: "Ring twice", tags: ["vip"] });
  expect(order.shippingAddress?.city).toBe(city);
  const shippingAddress = { address1: "Am Kai 1", city: "Hamburg", countryCode: "DE", zip: "20457" };
  await mutate(api, update, { input: { id: gid("Order", order.id), shippingAddress } });
  expect(order.shippingAddress).toMatchObject({
    address1: "Am Kai 1",
    country: "Germany",
    coordinatesValidated: false,
  });
});

test("a metafield is only overwritten by who has seen its last value", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const set = `mutation M($metafields: [MetafieldsSetInput!]!) { payload: metafieldsSet(metafields: $metafields) { metafields { namespace compareDigest value } userErrors { code elementIndex message field } } }`;
  const base = { ownerId: gid("Order", order.id), key: "promise", type: "single_line_text_field" };
  type Written = { metafields: { namespace: string; compareDigest: string; value: string }[] };
  const first = await mutate<Written>(api, set, { metafields: [{ ...base, value: "Monday", compareDigest: null }] });
  expect(first.metafields[0]?.namespace).toMatch(/^app--\d+$/);
  const again = await mutate<Written>(api, set, { metafields: [{ ...base, value: "Tuesday", compareDigest: null }] });
  expect(again.userErrors).toMatchObject([{ code: "STALE_OBJECT", elementIndex: 0 }]);
  const compareDigest = first.metafields[0]?.compareDigest;
  await mutate(api, set, { metafields: [{ ...base, value: "Tuesday", compareDigest }] });
  const read = `query Q($id: ID!) { order(id: $id) { metafield(namespace: "$app", key: "promise") { value } } }`;
  const { data } = await api.call<{ order: { metafield: { value: string } } }>(read, { id: gid("Order", order.id) });
  expect(data.order.metafield.value).toBe("Tuesday");
});

test("a fulfillment order can have no metafields", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const ownerId = gid("FulfillmentOrder", order.fulfillmentOrderIds[0] ?? "");
  const set = `mutation M($metafields: [MetafieldsSetInput!]!) { payload: metafieldsSet(metafields: $metafields) { userErrors { code message field } } }`;
  const { userErrors } = await mutate(api, set, {
    metafields: [{ ownerId, key: "promise", value: "x", type: "single_line_text_field" }],
  });
  expect(userErrors).toHaveLength(1);
});

test("an app's word on risk replaces its earlier word, and decides the recommendation", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const assess = `mutation A($i: OrderRiskAssessmentCreateInput!) { payload: orderRiskAssessmentCreate(orderRiskAssessmentInput: $i) { orderRiskAssessment { riskLevel } userErrors { code message } } }`;
  const input = { orderId: gid("Order", order.id), facts: [{ description: "Two names", sentiment: "NEGATIVE" }] };
  await mutate(api, assess, { i: { ...input, riskLevel: "LOW" } });
  await mutate(api, assess, { i: { ...input, riskLevel: "HIGH" } });
  const read = `query Q($id: ID!) { order(id: $id) { risk { recommendation assessments { riskLevel provider { title } } } } }`;
  const { data } = await api.call<{ order: { risk: object } }>(read, { id: gid("Order", order.id) });
  const expected = {
    recommendation: "CANCEL",
    assessments: [{ riskLevel: "HIGH", provider: { title: "Switchyard" } }],
  };
  expect(data.order.risk).toEqual(expected);
  const facts = Array.from({ length: 21 }, () => input.facts[0]);
  const { userErrors } = await mutate(api, assess, { i: { ...input, facts, riskLevel: "LOW" } });
  expect(userErrors[0]?.code).toBe("TOO_MANY_FACTS");
});

test("authorised money is captured once, and no more than was authorised", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 }, { payment: { kind: "authorized", gateway: "shopify_payments" } });
  const [authorization] = order.transactions;
  const capture = `mutation C($input: OrderCaptureInput!) { payload: orderCapture(input: $input) { transaction { kind } userErrors { message field } } }`;
  const input = { id: gid("Order", order.id), parentTransactionId: gid("OrderTransaction", authorization?.id ?? "") };
  expect((await mutate(api, capture, { input: { ...input, amount: "9999.00" } })).userErrors).toHaveLength(1);
  const amount = ((authorization?.amount.presentmentMinor ?? 0) / 100).toFixed(2);
  expect((await mutate<{ transaction: object }>(api, capture, { input: { ...input, amount } })).transaction).toEqual({
    kind: "CAPTURE",
  });
  expect((await mutate(api, capture, { input: { ...input, amount } })).userErrors).toHaveLength(1);
});

test("a refund beyond what was paid is refused unless it is wanted", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const [sale] = order.transactions;
  const transactions = [
    {
      orderId: gid("Order", order.id),
      kind: "REFUND",
      gateway: "shopify_payments",
      parentId: gid("OrderTransaction", sale?.id ?? ""),
      amount: "99999.00",
    },
  ];
  const refund = `mutation R($input: RefundInput!) { payload: refundCreate(input: $input) @idempotent(key: "too-much") { refund { id } userErrors { message field } } }`;
  const { userErrors } = await mutate(api, refund, { input: { orderId: gid("Order", order.id), transactions } });
  expect(userErrors).toHaveLength(1);
  expect(order.refunds).toEqual([]);
});

test("an order cancelled once cannot be cancelled again", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const cancel = `mutation C($id: ID!) { payload: orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }) { job { id done } userErrors: orderCancelUserErrors { code message field } } }`;
  const { job } = await mutate<{ job: { id: string } }>(api, cancel, { id: gid("Order", order.id) });
  expect(job.id).toMatch(/^gid:\/\/shopify\/Job\/[0-9a-f]{8}-/);
  expect(order.cancelReason).toBe("CUSTOMER");
  expect((await mutate(api, cancel, { id: gid("Order", order.id) })).userErrors[0]?.code).toBe("INVALID");
});

test("what is not open for fulfillment is not fulfilled", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 2 });
  const work = api.shop.fulfillmentOrders.get(order.fulfillmentOrderIds[0] ?? "");
  const fulfillmentOrderId = gid("FulfillmentOrder", work?.id ?? "");
  const lines = [{ id: gid("FulfillmentOrderLineItem", work?.lines[0]?.id ?? ""), quantity: 3 }];
  const fulfill = `mutation F($f: FulfillmentInput!) { payload: fulfillmentCreate(fulfillment: $f) { fulfillment { id name trackingInfo { number } } userErrors { message field } } }`;
  const tooMuch = { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId, fulfillmentOrderLineItems: lines }] };
  expect((await mutate(api, fulfill, { f: tooMuch })).userErrors).toHaveLength(1);
  const whole = {
    lineItemsByFulfillmentOrder: [{ fulfillmentOrderId }],
    trackingInfo: { company: "DHL", number: "00340" },
  };
  type Done = { fulfillment: { name: string; trackingInfo: { number: string }[] } };
  const { fulfillment } = await mutate<Done>(api, fulfill, { f: whole });
  expect(fulfillment).toMatchObject({ name: `${order.name}-F1`, trackingInfo: [{ number: "00340" }] });
  expect((await mutate(api, fulfill, { f: whole })).userErrors[0]?.message).toContain("unfulfillable status= closed");
});

test("an edit is nothing until it is committed", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 2 });
  const begin = `mutation B($id: ID!) { payload: orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 5) { nodes { id quantity } } } userErrors { message } } }`;
  type Begun = { calculatedOrder: { id: string; lineItems: { nodes: { id: string; quantity: number }[] } } };
  const { calculatedOrder } = await mutate<Begun>(api, begin, { id: gid("Order", order.id) });
  const set = `mutation S($id: ID!, $line: ID!) { payload: orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1, restock: true) { calculatedOrder { totalPriceSet { shopMoney { amount } } } userErrors { message } } }`;
  await mutate(api, set, { id: calculatedOrder.id, line: calculatedOrder.lineItems.nodes[0]?.id });
  const add = `mutation A($id: ID!, $variant: ID!) { payload: orderEditAddVariant(id: $id, variantId: $variant, quantity: 1) { calculatedLineItem { quantity } userErrors { message } } }`;
  await mutate(api, add, { id: calculatedOrder.id, variant: gid("ProductVariant", variantOfSku(api.shop, "POTS").id) });
  expect(order.lineItems).toMatchObject([{ currentQuantity: 2 }]);
  const commit = `mutation C($id: ID!) { payload: orderEditCommit(id: $id) { order { id } successMessages userErrors { message } } }`;
  await mutate(api, commit, { id: calculatedOrder.id });
  expect(order.lineItems).toMatchObject([
    { quantity: 2, currentQuantity: 1 },
    { sku: "POTS", currentQuantity: 1 },
  ]);
  expect((await mutate(api, commit, { id: calculatedOrder.id })).userErrors).toHaveLength(1);
});

test("an imported order takes stock only if it is asked to", async () => {
  const api = openTestApi();
  const variant = variantOfSku(api.shop, "STOVE");
  const committed = (): number => {
    const levels = api.shop.levelsByItem.get(variant.inventoryItemId) ?? [];
    return levels.reduce((sum, { quantities }) => sum + quantities.committed.quantity, 0);
  };
  const create = `mutation I($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) { payload: orderCreate(order: $order, options: $options) { order { id name displayFinancialStatus } userErrors { code message field } } }`;
  const order = {
    lineItems: [{ variantId: gid("ProductVariant", variant.id), quantity: 2 }],
    financialStatus: "PAID",
    processedAt: "2026-10-01T08:00:00Z",
  };
  const { order: imported } = await mutate<{ order: { id: string; displayFinancialStatus: string } }>(api, create, {
    order,
  });
  expect(imported.displayFinancialStatus).toBe("PAID");
  expect(committed()).toBe(0);
  await mutate(api, create, { order, options: { inventoryBehaviour: "DECREMENT_IGNORING_POLICY" } });
  expect(committed()).toBe(2);
  const future = { ...order, processedAt: "2027-01-01T00:00:00Z" };
  expect((await mutate(api, create, { order: future })).userErrors[0]?.code).toBe("PROCESSED_AT_INVALID");
});

test("an input the sandbox would have to drop is refused aloud", async () => {
  const api = openTestApi();
  const create = `mutation I($order: OrderCreateOrderInput!) { payload: orderCreate(order: $order) { userErrors { message } } }`;
  const order = { lineItems: [{ title: "Thing", quantity: 1 }], fulfillmentStatus: "FULFILLED" };
  await expect(mutate(api, create, { order })).rejects.toThrow("does not support `fulfillmentStatus`");
});

test("activating an item lets a location stock it, with what is already there", async () => {
  const api = openTestApi();
  const [place = ""] = api.shop.locations.keys();
  const item = [...api.shop.inventoryItems.values()].find(
    ({ id }) =>
      !findLevel(api.shop, id, place) &&
      api.shop.variants.get(api.shop.inventoryItems.get(id)?.variantId ?? "")?.components.length === 0,
  );
  const activate = (key: string, available: number | null) => ({
    text: `mutation A($item: ID!, $place: ID!, $available: Int) { payload: inventoryActivate(inventoryItemId: $item, locationId: $place, available: $available) @idempotent(key: "${key}") { inventoryLevel { id } userErrors { message field } } }`,
    variables: { item: gid("InventoryItem", item?.id ?? ""), place: gid("Location", place), available },
  });
  const first = activate("one", 7);
  await mutate(api, first.text, first.variables);
  expect(findLevel(api.shop, item?.id ?? "", place)?.quantities.available.quantity).toBe(7);
  const second = activate("two", 9);
  expect((await mutate(api, second.text, second.variables)).userErrors).toHaveLength(1);
});
