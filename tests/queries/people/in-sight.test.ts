import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeLocation, placeOrder } from "#tests/support/place-rows.ts";
import { fulfillmentOrder, lineItem } from "#tests/domain/build-order.ts";
import { personAs } from "#tests/commands/click-as.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { ROLES, type Role } from "#app/domain/people/role-can.ts";
import { listOrders, type OrderListRequest } from "#app/queries/list-orders.ts";
import { readAdminOrder } from "#app/queries/read-admin-order.ts";
import { readHome } from "#app/queries/read-home.ts";
import { readOrderFilters } from "#app/queries/read-order-filters.ts";
import { readOrder } from "#app/queries/read-order.ts";

const everything: OrderListRequest = {
  tab: "all",
  search: "",
  countryCode: null,
  sourceName: null,
  isTest: null,
  sort: "newest",
  from: null,
  pageSize: 50,
};

/** Somebody of the warehouse in Lyon (location 11), unless another role is stated. */
const lyon = (role: Role = "warehouse") => personAs({ role, locationIds: ["11"] });

/** An order with work at these locations, as a batch leaves it in both of its places. */
async function placeWork(shop: string, id: string, locationIds: string[], columns = {}, status = "OPEN") {
  const lines = [lineItem({ id: `${id}1` })];
  const work = locationIds.map((locationId, index) =>
    fulfillmentOrder(lines, {
      id: `${id}2${index}`,
      locationId,
      status: status as OrderFacts["fulfillmentOrders"][number]["status"],
    }),
  );
  await placeOrder(shop, id, { facts: { lines, fulfillmentOrders: work }, ...columns });
  await forShop(shop, (client) =>
    client.fulfillmentOrder.createMany({
      data: work.map((each) => ({
        shop: BigInt(shop),
        id: BigInt(each.id),
        orderId: BigInt(id),
        status: each.status,
        locationId: BigInt(each.locationId!),
        updatedAt: NOW,
      })),
    }),
  );
}

const namesOf = async (shop: string, by = lyon(), request = everything) =>
  (await listOrders(shop, by, request)).orders.map(({ name }) => name).sort();

test("people of a warehouse see the orders with work at their own locations and no others", async () => {
  const shop = await openTestShop();
  await placeWork(shop, "1", ["11"]);
  await placeWork(shop, "2", ["12"]);
  await placeWork(shop, "3", ["11", "12"]);
  await placeWork(shop, "4", ["11"], {}, "CANCELLED");
  await placeWork(shop, "5", ["11"], {}, "CLOSED");
  expect(await namesOf(shop)).toEqual(["#1", "#3", "#5"]);
  const opened = await Promise.all(["1", "2", "3", "4", "5"].map((id) => readOrder(shop, lyon(), id, 30)));
  expect(opened.map((order) => order?.name)).toEqual(["#1", undefined, "#3", undefined, "#5"]);
  expect(await readAdminOrder(shop, lyon(), "2")).toBeUndefined();
  expect(await namesOf(shop, lyon("support"))).toHaveLength(5);
});

test("of an order that two locations work on, each sees its own work", async () => {
  const shop = await openTestShop();
  await placeWork(shop, "3", ["11", "12"]);
  expect((await readOrder(shop, lyon(), "3", 30))?.work.map(({ locationId }) => locationId)).toEqual(["11"]);
});

test("who has no own location yet sees no order", async () => {
  const shop = await openTestShop();
  await placeWork(shop, "1", ["11"], { needsPerson: true });
  const nobody = personAs({ role: "warehouse" });
  expect(await namesOf(shop, nobody)).toEqual([]);
  expect(await readOrderFilters(shop, nobody)).toMatchObject({ needsPersonCount: 0, hasAnyOrder: false });
  expect(await readHome(shop, nobody, NOW)).toMatchObject({ needsPersonCount: 0, problems: [], hasAnyOrder: false });
});

test("Home counts what is at one's own locations", async () => {
  const shop = await openTestShop();
  await placeLocation(shop, "11", "Lyon");
  await placeWork(shop, "1", ["11"], { needsPerson: true, problems: ["risk_high"] });
  await placeWork(shop, "2", ["12"], { needsPerson: true, problems: ["risk_high"] });
  await placeEffect(shop, "1", "a");
  await forShop(shop, async (client) => {
    for (const locationId of [11n, 12n]) {
      const units = { shop: BigInt(shop), inventoryItemId: locationId, units: 1, openedAt: NOW };
      await client.oversellCase.create({ data: { ...units, locationId } });
    }
  });
  const home = await readHome(shop, lyon(), NOW);
  expect(home).toMatchObject({ needsPersonCount: 1, oversoldCount: 1, suggestedCount: 0, notices: [], parked: null });
  expect(home.problems).toMatchObject([{ code: "risk_high", count: 1, newest: [{ name: "#1" }] }]);
  expect(home.lastDay).toEqual({ orders: 1, byItself: 0, sent: [], documents: null });
  expect(home.oversold.map(({ locationName }) => locationName)).toEqual(["Lyon"]);
});

// Amounts, names and streets that occur nowhere else, so that each can be looked for in everything that is answered.
const MONEY = /98765|987\.65|987,65/;
const BUYER = /Quistgaard|Ulvegade/;

async function placeTellingOrder(shop: string): Promise<void> {
  const price = { shopMinor: 98765, presentmentMinor: 98765 };
  const lines = [lineItem({ id: "11", unitPrice: price })];
  const address = { name: "Ebba Quistgaard", address1: "Ulvegade", countryCode: "DK" };
  await placeWork(shop, "1", ["11"], {
    totalMinor: 98765,
    needsPerson: true,
    problems: ["house_number_missing"],
    sentence: "Held: “Ulvegade” has no house number; invoice of 987.65 EUR when paid.",
  });
  const facts = {
    lines,
    email: "ebba@quistgaard.example",
    customer: { id: "31", displayName: "Ebba Quistgaard", ordersCount: 1 },
    shippingAddress: address,
    billingAddress: address,
  };
  await forShop(shop, async (client) => {
    const known = { shop: BigInt(shop), orderId: 1n };
    const order = await client.order.findFirstOrThrow();
    const before = order.facts as unknown as OrderFacts;
    const totals = Object.fromEntries(Object.keys(before.totals.shop).map((name) => [name, 98765]));
    const work = before.fulfillmentOrders.map((each) => ({
      ...each,
      holds: [{ id: "1", reason: "OTHER", reasonNotes: "“Ulvegade”, 987.65 EUR", handle: null, isOurs: true }],
    }));
    await client.order.updateMany({
      data: {
        facts: {
          ...before,
          ...facts,
          fulfillmentOrders: work,
          totals: { shop: totals, presentment: totals },
        },
        searchText: "#1 ebba quistgaard",
      },
    });
    const sentence = "“Ulvegade” has no house number, and 987.65 EUR are to come.";
    const decision = {
      problems: [{ code: "house_number_missing", holdReason: "OTHER", sentence, subject: null, holds: true }],
      route: { planned: [], backordered: [], sentence: "Lyon has 41 of them.", alternatives: [] },
      planByFulfillmentOrder: { "120": { state: "held", sentence } },
      documents: [{ totalMinor: 98765 }],
      documentSentence: "invoice of 987.65 EUR when paid",
      documentObstacle: null,
      sentence,
    };
    const decided = { ...known, version: 1, decidedAt: NOW, batchId: 1n, inputs: {} };
    await client.decision.create({ data: { ...decided, decision } });
    await client.timelineEntry.createMany({
      data: [
        { ...known, at: NOW, kind: "fact", sentence: "Order #1 was placed: 2 units, 987.65 EUR." },
        { ...known, at: NOW, kind: "decision", sentence },
      ],
    });
  });
  const payload = { kind: "hold", notes: sentenceOfHold };
  await placeEffect(shop, "1", "a", { capability: "hold", kind: "hold", payload, reason: sentenceOfHold });
}

const sentenceOfHold = "“Ulvegade” has no house number, 987.65 EUR.";

/** Everything that pages and the block in Shopify's order page are sent of the telling order. */
async function answersTo(role: Role): Promise<string> {
  const shop = await openTestShop();
  await placeTellingOrder(shop);
  const by = lyon(role);
  const answers = await Promise.all([
    listOrders(shop, by, everything),
    readOrder(shop, by, "1", 30),
    readAdminOrder(shop, by, "1"),
    readHome(shop, by, NOW),
  ]);
  expect(answers[0].orders).toHaveLength(1);
  expect(answers[1]?.name).toBe("#1");
  return JSON.stringify(answers);
}

test.each(ROLES)("%s is sent amounts and buyers only as far as the role sees them", async (role) => {
  const text = await answersTo(role);
  expect(MONEY.test(text)).toBe(role !== "warehouse");
  expect(BUYER.test(text)).toBe(role !== "viewer");
  expect(/Lyon has 41/.test(text)).toBe(!["warehouse", "accounting", "viewer"].includes(role));
});

test("accounting sees documents and no promises of stock", async () => {
  const shop = await openTestShop();
  await placeWork(shop, "1", ["11"]);
  const claim = { shop: BigInt(shop), orderId: 1n, lineItemId: 11n, locationId: 11n, inventoryItemId: 5n, quantity: 1 };
  await forShop(shop, (client) => client.allocation.create({ data: { ...claim, updatedAt: NOW } }));
  expect(await readOrder(shop, lyon("accounting"), "1", 30)).toMatchObject({ allocations: [], documents: [] });
  const warehouse = await readOrder(shop, lyon(), "1", 30);
  expect(warehouse).toMatchObject({ allocations: [{ quantity: 1 }], documents: null, events: null, messages: [] });
});

test("a button that the role may not press says so, before the order's own reason", async () => {
  const shop = await openTestShop();
  await placeWork(shop, "1", ["11"]);
  const permissions = (await readOrder(shop, lyon("viewer"), "1", 30))?.permissions;
  expect(permissions?.pass_problems).toEqual({
    allowed: false,
    reason: "As Viewer you may not let a held order go on. An owner can give you another role under People.",
  });
  expect((await readOrder(shop, lyon("support"), "1", 30))?.permissions.pass_problems).toEqual({
    allowed: false,
    reason: "No problem stops this order.",
  });
});

test("who sees no buyers finds orders by their names alone", async () => {
  const shop = await openTestShop();
  await placeTellingOrder(shop);
  const search = async (role: Role, words: string) => {
    const list = await listOrders(shop, lyon(role), { ...everything, search: words });
    return [list.orders.length, list.isPersonalSearch];
  };
  expect(await search("support", "quistgaard")).toEqual([1, true]);
  expect(await search("viewer", "quistgaard")).toEqual([0, false]);
  expect(await search("viewer", "1")).toEqual([1, false]);
  expect(await search("support", "#1")).toEqual([1, false]);
});
