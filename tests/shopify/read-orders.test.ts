import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { OrderRead } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { interpret } from "#app/pipeline/topics.ts";
import type { AdminCall, Send } from "#app/shopify/admin-client.ts";
import { UnreadableAnswer } from "#app/shopify/answer-values.ts";
import { fetchParcels } from "#app/shopify/find-changed.ts";
import { fetchLevels, fetchOrders, fetchWholeOrders } from "#app/shopify/fetch-orders.ts";
import { fetchHistoryDetails } from "#app/shopify/history/fetch-history-details.ts";
import { fetchProfile } from "#app/shopify/read-catalog.ts";
import { locationsCall, parseLocations } from "#app/shopify/read-locations.ts";
import { ordersOfWorkCall, parseOrdersOfWork } from "#app/shopify/read-orders.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import { addFulfillmentEvent } from "#tests/sandbox/commerce/track-fulfillment.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { buy, openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { executeOperation } from "#tests/sandbox/graphql/execute-operation.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { actOnOrder, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { drawOddities, roughMix } from "#tests/sandbox/merchant/traffic-mix.ts";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";
import { nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import { nowOf } from "#tests/sandbox/state.ts";
import { buildPayload } from "#tests/sandbox/webhooks/build-payload.ts";
import { writeJson } from "#tests/sandbox/webhooks/write-json.ts";

const config = readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8");
const scopes = /^scopes = "([^"]*)"/m.exec(config)?.[1]?.split(",") ?? [];

/** A shop of the sandbox with our app installed as shopify.app.toml asks, and the way we speak to its Admin API. */
function openShop(seed = 1) {
  const market = openTestMarket({ seed });
  const { world, shop } = market;
  const installation = installApp(world, shop, "test-key", scopes);
  const spent: number[] = [];
  const send: Send = async (call: AdminCall) => {
    const request = { query: call.document, variables: call.variables, operationName: null };
    const answer = executeOperation({ world, shop, installation, scopes, fault: null }, request);
    expect(answer.errors ?? []).toEqual([]);
    const { requestedQueryCost, actualQueryCost } = answer.extensions!.cost;
    expect(call.requestedPoints).toBeGreaterThanOrEqual(requestedQueryCost);
    spent.push(actualQueryCost ?? 0);
    return answer.data;
  };
  return { market, send, spent, now: () => world.clock() };
}

/** What every webhook from now on adds up to, order by order, and which orders it leaves to be read whole. */
function listen({ world, shop }: TestMarket) {
  const heard = { factsByOrder: new Map<string, OrderFacts>(), contested: new Set<string>() };
  const receiver = world.apps.get("test-key")!;
  world.listeners.push((_shop, announcement) => {
    const body = writeJson(buildPayload({ shop, apps: world.apps, receiver, now: nowOf(world) }, announcement));
    const meaning = interpret(announcement.topic, new TextEncoder().encode(body));
    if (!meaning.ok) throw new Error(meaning.reason);
    const { orderId } = meaning;
    for (const change of orderId === null ? [] : meaning.changes) {
      const folded = foldChange(heard.factsByOrder.get(orderId!) ?? null, change);
      if (folded.facts) heard.factsByOrder.set(orderId!, folded.facts);
      if (folded.wantsRead.some((read) => read.subject === "whole_order")) heard.contested.add(orderId!);
    }
  });
  return heard;
}

/** The part of an order's facts that webhooks and reads state alike. */
function commonFacts(facts: OrderFacts) {
  const isAbroad = facts.shopCurrency !== facts.presentmentCurrency;
  return {
    ...facts,
    snapshotReadAt: null,
    fulfillmentOrders: [],
    fulfillmentOrdersReadAt: null,
    risk: null,
    customer: facts.customer && { ...facts.customer, ordersCount: null },
    company: facts.company && { ...facts.company, name: null },
    // Webhooks state outstanding money and payments in one currency alone.
    totals: {
      ...facts.totals,
      presentment: { ...facts.totals.presentment, ...(isAbroad ? { outstandingMinor: 0 } : {}) },
    },
    transactions: facts.transactions.map(({ statedIn, amount, ...rest }) => ({
      ...rest,
      amount: isAbroad ? amount.presentmentMinor : amount,
    })),
    fulfillments: facts.fulfillments.map(({ shipmentStatus, ...rest }) => rest),
  };
}

function factsOf(read: OrderRead): OrderFacts {
  return foldChange(null, { kind: "order_read", read }).facts!;
}

test("what the webhooks of an order's life add up to is what reading it whole shows", async () => {
  const { market, send, now } = openShop(7);
  const { world, shop, scheduler } = market;
  const heard = listen(market);
  for (let count = 0; count < 60; count += 1) {
    const checkout = drawCheckout(world, shop, world.random, { oddities: drawOddities(world.random, roughMix) });
    const placement = placeOrder(world, shop, checkout);
    if (placement.outcome === "refused") continue;
    const { order } = placement;
    for (let acts = nextInteger(world.random, 0, 4); acts > 0; acts -= 1) {
      await scheduler.advance(60_000);
      const possible = possibleActs(shop, order);
      if (possible.length > 0) actOnOrder(world, shop, order, nextChoice(world.random, possible), world.random);
    }
  }
  await scheduler.advance(60_000);
  const { reads, missingIds } = await fetchWholeOrders(send, [...heard.factsByOrder.keys()], now);
  expect(missingIds).toEqual([]);
  expect(reads.length).toBeGreaterThan(40);
  // Two bodies of one second contradict each other now and then; most orders need no read to be known.
  expect(heard.contested.size).toBeLessThan(reads.length / 2);
  for (const read of reads) {
    const facts = heard.factsByOrder.get(read.orderId)!;
    const settled = heard.contested.has(read.orderId) ? foldChange(facts, { kind: "order_read", read }).facts! : facts;
    expect(commonFacts(settled)).toEqual(commonFacts(factsOf(read)));
  }
});

test("reading orders shows their work, payments, risk and the levels of what is still to be shipped", async () => {
  const { market, send, now } = openShop();
  const order = buy(market, { "MUG-300ML": 2, STOVE: 1 });
  const { reads } = await fetchOrders(send, [order.id], now);
  const [read] = reads;
  expect(read).toMatchObject({ orderId: order.id, order: null, risk: { level: expect.any(String) as string } });
  expect(read!.transactions).toMatchObject([{ kind: "sale", status: "success", gateway: "shopify_payments" }]);
  const lines = read!.fulfillmentOrders.flatMap((work) =>
    work.lines.map((line) => ({ ...line, locationId: work.locationId })),
  );
  expect(lines.map((line) => line.lineItemId).sort()).toEqual(order.lineItems.map((line) => line.id).sort());
  expect(read!.fulfillmentOrders.every((work) => work.status === "OPEN" && work.deliveryMethod === "SHIPPING")).toBe(
    true,
  );
  for (const line of lines) {
    const level = findLevel(market.shop, line.inventoryItemId!, line.locationId!)!;
    const seen = read!.levels.find(
      (each) => each.inventoryItemId === line.inventoryItemId && each.locationId === line.locationId,
    );
    expect(seen?.quantities).toMatchObject({
      available: level.quantities.available.quantity,
      committed: level.quantities.committed.quantity,
    });
    expect(Object.keys(seen!.quantities)).toHaveLength(7);
  }
});

test("fifty orders that need no change cost at most five points each", async () => {
  const { market, send, spent, now } = openShop();
  const skus = ["MUG-300ML", "STOVE", "SOCK-36-38"];
  const orders = Array.from({ length: 50 }, () => buy(market, Object.fromEntries(skus.map((sku) => [sku, 1]))));
  const { reads } = await fetchOrders(
    send,
    orders.map((order) => order.id),
    now,
  );
  expect(reads.map((read) => read.orderId).sort()).toEqual(orders.map((order) => order.id).sort());
  expect(reads.every((read) => read.levels.length > 0)).toBe(true);
  const points = spent.reduce((sum, cost) => sum + cost, 0) / orders.length;
  expect(points).toBeLessThanOrEqual(5);
});

test("orders that a search does not find yet are read by their ids, and those that are gone are named", async () => {
  const { market, send, now } = openShop();
  const [fresh, known] = [buy(market, { STOVE: 1 }), buy(market, { STOVE: 1 })];
  // What the platform's search knows lags behind what it has.
  const lagging: Send = async (call) => {
    const data = (await send(call)) as { orders?: { nodes: { id: string }[] } };
    if (data.orders) data.orders.nodes = data.orders.nodes.filter((node) => !node.id.endsWith(`/${fresh.id}`));
    return data;
  };
  const { reads, missingIds } = await fetchOrders(lagging, [fresh.id, known.id, "999"], now);
  expect(reads.map((read) => read.orderId).sort()).toEqual([fresh.id, known.id].sort());
  expect(missingIds).toEqual(["999"]);
  expect((await fetchWholeOrders(send, ["999"], now)).missingIds).toEqual(["999"]);
});

/** An order of so many lines, each of one piece made for the buyer. */
function buyEngravings(market: TestMarket, count: number): Order {
  const engraving = (number: number) => ({
    title: `Engraving ${number}`,
    priceMinor: 100,
    requiresShipping: true,
    taxable: true,
    weightGrams: 5,
  });
  const lines = Array.from({ length: count }, (_, index) => ({ quantity: 1, custom: engraving(index + 1) }));
  return buy(market, {}, { lines });
}

test("an order of more lines and parcels than a page holds is read to its end", async () => {
  const { market, send, now } = openShop();
  const { world } = market;
  const order = buyEngravings(market, 120);
  const { reads } = await fetchWholeOrders(send, [order.id], now);
  expect(reads[0]?.order?.lines.map((line) => line.id)).toEqual(order.lineItems.map((line) => line.id));
  const units = reads[0]?.fulfillmentOrders
    .flatMap((work) => work.lines)
    .reduce((sum, line) => sum + line.remainingQuantity, 0);
  expect(units).toBe(order.lineItems.length);
  const lean = await fetchOrders(send, [order.id], now);
  expect(lean.reads[0]?.fulfillmentOrders).toEqual(reads[0]?.fulfillmentOrders);
  expect(world.log.some((entry) => entry.kind === "call" && entry.operationName === "ReadMoreLineItems")).toBe(true);
  expect(
    world.log.some((entry) => entry.kind === "call" && entry.operationName === "ReadMoreFulfillmentOrderLines"),
  ).toBe(true);
});

const STAFF: Actor = { kind: "staff", staffMemberId: null };

/** An order of 300 lines that left in one parcel, was scanned, and came back in one refund, paid out in 40 parts. */
async function sendAndRefundAll(market: TestMarket, scans = 1): Promise<Order> {
  const { world, shop, scheduler } = market;
  const order = buyEngravings(market, 300);
  await scheduler.advance(60_000);
  expect(order.fulfillmentOrderIds).toHaveLength(1);
  const parcel = fulfill(world, shop, { fulfillmentOrders: [{ id: order.fulfillmentOrderIds[0]! }] }, STAFF);
  await scheduler.advance(60_000);
  for (let scan = 0; scan < scans; scan += 1) addFulfillmentEvent(world, shop, parcel, { status: "IN_TRANSIT" }, STAFF);
  await scheduler.advance(60_000);
  const lines = order.lineItems.map(({ id }) => ({ lineItemId: id, quantity: 1, restockType: "RETURN" as const }));
  const part = { amount: { shopMinor: 10, presentmentMinor: 10 } };
  refundOrder(world, shop, order, { lines, transactions: Array.from({ length: 40 }, () => part) }, STAFF);
  await scheduler.advance(60_000);
  return order;
}

test("an order of 300 lines in one parcel and in one refund is read as its webhooks state it", async () => {
  const { market, send, now } = openShop();
  const heard = listen(market);
  const order = await sendAndRefundAll(market);
  const [read] = (await fetchWholeOrders(send, [order.id], now)).reads;
  const { lines, fulfillments, refunds } = read!.order!;
  const lineIds = order.lineItems.map(({ id }) => id);
  expect(lines.map(({ id }) => id)).toEqual(lineIds);
  expect(fulfillments[0]?.lines).toEqual(lineIds.map((lineItemId) => ({ lineItemId, quantity: 1 })));
  expect(refunds[0]?.lines.map(({ lineItemId }) => lineItemId)).toEqual(lineIds);
  expect(refunds[0]?.transactionIds).toHaveLength(40);
  expect(read!.fulfillmentOrders.map((work) => work.lines.length)).toEqual([300]);
  const facts = heard.factsByOrder.get(order.id)!;
  expect(commonFacts(facts)).toEqual(commonFacts(factsOf(read!)));
});

test("the history reads an order whole whose parcel or refund has more lines than its search shows", async () => {
  const { market, send, now } = openShop();
  const order = await sendAndRefundAll(market);
  const small = buy(market, { STOVE: 1 });
  actOnOrder(market.world, market.shop, small, "fulfill", market.world.random);
  const { reads } = await fetchWholeOrders(send, [order.id, small.id], now);
  const known = reads.map((read) => {
    const bare = { ...read.order!, refunds: [], fulfillments: [] };
    return { read: { ...read, order: bare }, needsParts: true, needsWork: true };
  });
  const detailed = await fetchHistoryDetails(send, known, now);
  expect(detailed.map((each) => each.order.fulfillments.map((parcel) => parcel.lines.length))).toEqual([[300], [1]]);
  expect(detailed.map((each) => each.order.refunds.map((refund) => refund.lines.length))).toEqual([[300], []]);
});

test("shipping that was changed again and again is read to its end", async () => {
  const { market, send, now } = openShop();
  const order = buy(market, { STOVE: 1 });
  const [first] = order.shippingLines;
  for (let edit = 1; edit <= 11; edit += 1) {
    order.shippingLines.push({ ...first!, id: `90000${edit}`, isRemoved: edit < 11 });
  }
  const [read] = (await fetchWholeOrders(send, [order.id], now)).reads;
  expect(read?.order?.shippingLines.map(({ id }) => id)).toEqual(order.shippingLines.map(({ id }) => id));
});

test("a refund of more payments than the largest page shows is not taken for one of fewer", async () => {
  const { market, send, now } = openShop();
  const order = await sendAndRefundAll(market);
  const [refund] = order.refunds;
  const [payment] = order.transactions;
  const ids = Array.from({ length: 251 }, (_, index) => `80000${index + 1}`);
  order.transactions.push(...ids.map((id) => ({ ...payment!, id })));
  refund!.transactionIds = ids;
  const failure = fetchWholeOrders(send, [order.id], now);
  await expect(failure).rejects.toThrow("the payments of a refund cannot be read: there is more of it");
});

test("every event of a parcel is known, however often it was scanned", async () => {
  const { market, send, now } = openShop();
  const order = await sendAndRefundAll(market, 260);
  const [parcel] = await fetchParcels(send, order.fulfillmentIds);
  expect(new Set(parcel?.eventIds).size).toBe(260);
  const [read] = (await fetchWholeOrders(send, [order.id], now)).reads;
  expect(read?.order?.fulfillments[0]?.events.map(({ id }) => id)).toEqual(parcel?.eventIds);
});

test("a shop of more locations than a page shows has all of them, in Shopify's order", async () => {
  const { market, send } = openShop();
  const { shop } = market;
  const [first] = shop.locations.values();
  for (let number = 1; number <= 260; number += 1) {
    const id = String(900_000_000_000 + number);
    shop.locations.set(id, { ...first!, id, name: `Shop ${String(number).padStart(3, "0")}` });
  }
  const { locations } = await fetchProfile(send);
  expect(locations.map(({ id }) => id).sort()).toEqual([...shop.locations.keys()].sort());
  expect(locations.map(({ priority }) => priority)).toEqual(locations.map((_, index) => index));
});

type MoreLines = { nodes: ({ refundLineItems: { pageInfo: object } } | null)[] };

test.each<[why: string, spoil: (answer: MoreLines, call: AdminCall) => void]>([
  [
    "says that there is more, and not where",
    (answer) => (answer.nodes[0]!.refundLineItems.pageInfo = { hasNextPage: true, endCursor: null }),
  ],
  [
    "there is more of it after 100 pages",
    (answer, { variables }) =>
      (answer.nodes[0]!.refundLineItems.pageInfo = { hasNextPage: true, endCursor: variables.after }),
  ],
  ["it is not there any more", (answer) => (answer.nodes = [null])],
])("a list that cannot be read to its end is never cut short: %s", async (why, spoil) => {
  const { market, send, now } = openShop();
  const order = await sendAndRefundAll(market);
  const spoilt: Send = async (call) => {
    const data = await send(call);
    if (call.document.includes("query ReadMoreRefundLines")) spoil(data as MoreLines, call);
    return data;
  };
  const failure = await fetchWholeOrders(spoilt, [order.id], now).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UnreadableAnswer);
  expect((failure as Error).message).toContain(why);
});

test("tracking events that no webhook told are found by reading the order whole", async () => {
  const { market, send, now } = openShop();
  const { world, shop } = market;
  const order = buy(market, { STOVE: 1 });
  actOnOrder(world, shop, order, "fulfill", world.random);
  const fulfillment = shop.fulfillments.get(order.fulfillmentIds[0]!)!;
  addFulfillmentEvent(world, shop, fulfillment, { status: "DELIVERED" }, { kind: "staff", staffMemberId: null });
  const { reads } = await fetchWholeOrders(send, [order.id], now);
  expect(reads[0]?.order?.fulfillments).toMatchObject([{ status: "success", events: [{ status: "delivered" }] }]);
});

test("the order of a fulfillment order is found by the id that a hint names", async () => {
  const { market, send } = openShop();
  const order = buy(market, { STOVE: 1 });
  const [workId] = order.fulfillmentOrderIds;
  expect(parseOrdersOfWork(await send(ordersOfWorkCall([workId!, "999"])))).toEqual(new Map([[workId, order.id]]));
});

test("locations are read with their coordinates", async () => {
  const { market, send } = openShop();
  const ids = [...market.shop.locations.keys()];
  const locations = parseLocations(await send(locationsCall([...ids, "999"])));
  expect(locations.map((location) => location.id)).toEqual(ids);
  expect(locations[0]).toMatchObject({
    name: expect.any(String) as string,
    countryCode: expect.any(String) as string,
    latitude: expect.any(Number) as number,
  });
});

test("an item that a location does not hold has no level, and is not asked for twice", async () => {
  const { market, send, spent } = openShop();
  const [location] = market.shop.locations.keys();
  const unheld = [...market.shop.inventoryItems.keys()]
    .filter((item) => !findLevel(market.shop, item, location!))
    .slice(0, 2);
  expect(
    await fetchLevels(
      send,
      unheld.map((inventoryItemId) => ({ inventoryItemId, locationId: location! })),
      () => new Date(0),
    ),
  ).toEqual([]);
  expect(spent).toHaveLength(unheld.length === 0 ? 0 : 1);
});

test("an answer that is not what was asked for is said with the field", async () => {
  const odd: Send = async () => ({ nodes: [{ id: "gid://shopify/Order/1", updatedAt: "yesterday" }] });
  await expect(fetchOrders(odd, ["1"], () => new Date(0))).rejects.toThrow(UnreadableAnswer);
  await expect(fetchOrders(odd, ["1"], () => new Date(0))).rejects.toThrow(/an order cannot be read: updatedAt/);
});
