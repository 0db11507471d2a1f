import { expect, test } from "vitest";
import { casesPresent, webhookCases } from "#tests/support/cases.ts";
import { cancelOrder } from "#tests/sandbox/commerce/cancel-order.ts";
import { capturePayment } from "#tests/sandbox/commerce/capture-payment.ts";
import { adjustStock } from "#tests/sandbox/commerce/adjust-stock.ts";
import { setRisk } from "#tests/sandbox/commerce/change-order.ts";
import { editOrder } from "#tests/sandbox/commerce/edit-order.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import {
  approveReturn,
  cancelReturn,
  closeReturn,
  declineReturn,
  reopenReturn,
  requestReturn,
} from "#tests/sandbox/commerce/return-goods.ts";
import { buy, openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { addFulfillmentEvent } from "#tests/sandbox/commerce/track-fulfillment.ts";
import { activeFulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { changeScopes, installApp, uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import { holdFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/hold-fulfillment-order.ts";
import { moveFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/move-fulfillment-order.ts";
import { releaseHolds } from "#tests/sandbox/fulfillment-orders/release-holds.ts";
import { reportProgress } from "#tests/sandbox/fulfillment-orders/report-progress.ts";
import { deleteOrder } from "#tests/sandbox/commerce/change-order.ts";
import type { Announcement, Topic } from "#tests/sandbox/state/happenings.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { nowOf } from "#tests/sandbox/state.ts";
import { buildPayload } from "./build-payload.ts";
import { writeJson } from "./write-json.ts";

const staff = { kind: "staff", staffMemberId: null } as const;

/** Fields of the samples that only some orders, shops or lines bear, or whose contents the sandbox has not. */
const leftOut: Partial<Record<string, string[]>> = {
  // The samples of returns name a fee and an exchange, which the sandbox's returns never have.
  "returns/approve": ["return_shipping_fees[]", "exchange_line_items[]"],
};

/** Fields that the samples show empty or not at all, though the platform sends them: none of them may surprise a reader. */
const beyondSample =
  /(tax_lines|discount_allocations|discount_applications|discount_codes|line_item_groups|properties|fulfillments|refunds|returns|addresses|order_adjustments|refund_shipping_lines|return_line_items|payment_details|company|payment_terms|selling_plan_allocation|tip_payment|tracking|return)\b/;

/** One body of every topic that can be made to happen, by doing what makes it happen. */
function bodiesOf(market: TestMarket): Map<Topic, unknown> {
  const { world, shop } = market;
  const bodies = new Map<Topic, unknown>();
  const [app] = world.apps.values();
  if (!app) throw new Error("The app is registered.");
  world.listeners.push((_shop, announcement: Announcement) => {
    const context = { shop, apps: world.apps, receiver: app, now: nowOf(world) };
    if (bodies.has(announcement.topic)) return;
    bodies.set(announcement.topic, JSON.parse(writeJson(buildPayload(context, announcement))));
  });
  doEverything(market, app.apiKey);
  return bodies;
}

function doEverything(market: TestMarket, apiKey: string): void {
  const { world, shop } = market;
  installApp(world, shop, apiKey, ["read_orders"]);
  changeScopes(world, shop, apiKey, ["read_orders", "write_orders"]);
  const [customer] = shop.customers.values();
  const discounts = [{ kind: "code" as const, title: "TEN", value: { percent: "10" }, on: "order" as const }];
  const order = buy(
    market,
    { POTS: 3, "MUG-300ML": 2, "BUNDLE-CAMP": 1 },
    { customerId: customer?.id ?? null, discounts },
  );
  const other = buy(market, { STOVE: 1 }, { payment: { kind: "authorized", gateway: "shopify_payments" } });
  const lyon = workOnOrder(market, order, { kind: "app", apiKey });
  sendAndReturn(market, order);
  const inventoryItemId = shop.variants.get(order.lineItems[0]?.variantId ?? "")?.inventoryItemId ?? "";
  adjustStock(world, shop, { inventoryItemId, locationId: lyon, delta: 1 }, staff);
  capturePayment(world, shop, other, {}, staff);
  cancelOrder(world, shop, other, { reason: "CUSTOMER", restock: true, refund: true }, staff);
  deleteOrder(world, shop, other, staff);
  announceTheRest(market);
  uninstallApp(world, shop, apiKey);
}

/** Hold, release, move, progress, edit, refund; answers where the work is afterwards. */
function workOnOrder({ world, shop }: TestMarket, order: Order, byApp: Actor): string {
  const [first] = order.lineItems;
  const work = activeFulfillmentOrdersOf(shop, order)[0];
  const [, lyon] = shop.locations.values();
  if (!first || !work || !lyon) throw new Error("There is work, and a second location.");
  setRisk(world, shop, order, { riskLevel: "MEDIUM" }, byApp);
  const hold = {
    reason: "OTHER" as const,
    reasonNotes: "wait",
    handle: "h",
    externalId: null,
    notifyMerchant: false,
    lines: [],
  };
  holdFulfillmentOrder(world, shop, work, hold, byApp);
  releaseHolds(world, shop, work, null, byApp);
  moveFulfillmentOrder(world, shop, work, { locationId: lyon.id, lines: [] }, byApp);
  const moved = activeFulfillmentOrdersOf(shop, order)[0];
  if (!moved) throw new Error("There is work.");
  reportProgress(world, shop, moved, "packing", byApp);
  const additions = [{ variantId: first.variantId ?? "", quantity: 1, locationId: lyon.id }];
  editOrder(world, shop, order, { setQuantities: [{ lineItemId: first.id, quantity: 2 }], additions }, staff);
  const lines = [{ lineItemId: first.id, quantity: 1, restockType: "CANCEL" as const }];
  refundOrder(world, shop, order, { lines, shipping: { full: true } }, staff);
  return lyon.id;
}

/** A part with tracking, then the rest, an event of the carrier, and every turn that a return can take. */
function sendAndReturn({ world, shop }: TestMarket, order: Order): void {
  const [work] = activeFulfillmentOrdersOf(shop, order);
  const part = [{ id: work?.lines[0]?.id ?? "", quantity: 1 }];
  const tracking = { company: "UPS", numbers: ["1Z"], urls: ["https://ups.example/1Z"] };
  fulfill(world, shop, { fulfillmentOrders: [{ id: work?.id ?? "", lines: part }], tracking }, staff);
  const rest = activeFulfillmentOrdersOf(shop, order).map(({ id }) => ({ id }));
  const parcel = fulfill(world, shop, { fulfillmentOrders: rest }, staff);
  addFulfillmentEvent(world, shop, parcel, { status: "IN_TRANSIT" }, { kind: "shopify" });
  const asked = { lines: [{ lineItemId: parcel.lines[0]?.lineItemId ?? "", quantity: 1, reason: "UNWANTED" }] };
  declineReturn(world, shop, order, requestReturn(world, shop, order, asked, { kind: "shopper" }), staff);
  cancelReturn(world, shop, order, approveReturn(world, shop, order, asked, staff), staff);
  const returned = approveReturn(world, shop, order, asked, staff);
  closeReturn(world, shop, order, returned, staff);
  reopenReturn(world, shop, order, returned, staff);
}

/** Topics that come from pages of the admin which the sandbox has not, announced with what the shop has. */
function announceTheRest({ world, shop }: TestMarket): void {
  const [location] = shop.locations.values();
  const [product] = shop.products.values();
  const [item] = shop.inventoryItems.values();
  const [level] = shop.inventoryLevels.values();
  const [customer] = shop.customers.values();
  const [company] = shop.companies.values();
  const companyLocation = company?.locations[0];
  if (!location || !product || !item || !level || !customer || !company || !companyLocation)
    throw new Error("The shop has everything.");
  const announcements: Announcement[] = [
    { topic: "locations/create", subject: { location } },
    { topic: "locations/delete", subject: { locationId: location.id } },
    { topic: "products/create", subject: { product } },
    { topic: "products/delete", subject: { productId: product.id } },
    { topic: "inventory_items/create", subject: { item } },
    { topic: "inventory_items/delete", subject: { inventoryItemId: item.id } },
    { topic: "inventory_levels/connect", subject: { level } },
    { topic: "inventory_levels/disconnect", subject: { inventoryItemId: item.id, locationId: location.id } },
    { topic: "customers/create", subject: { customer } },
    { topic: "companies/create", subject: { company } },
    { topic: "company_locations/create", subject: { company, companyLocation } },
    { topic: "shop/update", subject: {} },
    { topic: "customers/data_request", subject: { customer, orderIds: ["1"] } },
    { topic: "customers/redact", subject: { customer, orderIds: ["1"] } },
    { topic: "shop/redact", subject: { apiKey: "test-key" } },
  ];
  for (const announcement of announcements) for (const listener of world.listeners) listener(shop, announcement, staff);
}

/** "line_items[].price_set.shop_money.amount" and so on, for everything in a body. */
function fieldsOf(value: unknown, path = ""): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [`${path}[]`, ...fieldsOf(each, `${path}[]`)]));
  if (value === null || typeof value !== "object") return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, inner]) => {
      const field = path === "" ? name : `${path}.${name}`;
      return [field, ...fieldsOf(inner, field)];
    }),
  );
}

const market = openTestMarket();
const bodies = bodiesOf(market);
const samples = webhookCases().filter(({ topic, body }) => bodies.has(topic as Topic) && body.length > 3);

test("everything that people and apps do is announced by topic", () => {
  expect([...bodies.keys()].sort()).toMatchInlineSnapshot(`
    [
      "app/scopes_update",
      "app/uninstalled",
      "companies/create",
      "company_locations/create",
      "customers/create",
      "customers/data_request",
      "customers/redact",
      "fulfillment_events/create",
      "fulfillment_holds/added",
      "fulfillment_holds/released",
      "fulfillment_orders/hold_released",
      "fulfillment_orders/moved",
      "fulfillment_orders/order_routing_complete",
      "fulfillment_orders/placed_on_hold",
      "fulfillment_orders/progress_reported",
      "fulfillments/create",
      "fulfillments/update",
      "inventory_items/create",
      "inventory_items/delete",
      "inventory_levels/connect",
      "inventory_levels/disconnect",
      "inventory_levels/update",
      "locations/create",
      "locations/delete",
      "order_transactions/create",
      "orders/cancelled",
      "orders/create",
      "orders/delete",
      "orders/edited",
      "orders/fulfilled",
      "orders/paid",
      "orders/partially_fulfilled",
      "orders/risk_assessment_changed",
      "orders/updated",
      "products/create",
      "products/delete",
      "refunds/create",
      "returns/approve",
      "returns/cancel",
      "returns/close",
      "returns/decline",
      "returns/reopen",
      "returns/request",
      "shop/redact",
      "shop/update",
    ]
  `);
});

test.skipIf(!casesPresent).each(samples)(
  "the body of $topic has the fields of the platform's sample",
  ({ topic, body }) => {
    const sample = fieldsOf(JSON.parse(body.toString("utf8")));
    const own = fieldsOf(bodies.get(topic as Topic));
    const isLeftOut = (field: string): boolean => (leftOut[topic] ?? []).some((prefix) => field.startsWith(prefix));
    // Where the sample has an object or an element and this order has none, the inside cannot be compared.
    const isBelowNothing = (field: string): boolean => valueAt(bodies.get(topic as Topic), field) === "nothing above";
    expect([...sample].filter((field) => !own.has(field) && !isLeftOut(field) && !isBelowNothing(field))).toEqual([]);
    expect([...own].filter((field) => !sample.has(field) && !beyondSample.test(field))).toEqual([]);
  },
);

function valueAt(body: unknown, field: string): unknown {
  let value = body;
  for (const name of field.replaceAll("[]", ".0").split(".")) {
    if (value === null || value === undefined) return "nothing above";
    value = (value as Record<string, unknown>)[name];
  }
  return field.endsWith("[]") && value === undefined ? "nothing above" : value;
}

test("ids in a body are exact beyond 2^53", () => {
  const [order] = market.shop.orders.values();
  const context = {
    shop: market.shop,
    apps: market.world.apps,
    receiver: [...market.world.apps.values()][0] as never,
    now: nowOf(market.world),
  };
  if (!order) throw new Error("There is an order.");
  const text = writeJson(buildPayload(context, { topic: "orders/updated", subject: { order } }));
  for (const id of [
    order.id,
    order.customerId,
    ...order.lineItems.map((line) => line.id),
    ...order.refunds.map((refund) => refund.id),
  ]) {
    expect(text).toContain(`:${id},`);
  }
});
