import { expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeMessage, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs } from "#tests/commands/click-as.ts";
import { address, fulfillmentOrder, hold, lineItem, price } from "#tests/domain/build-order.ts";
import { noteExport, notePersonalRead, noteSearch } from "#app/commands/note-personal-read.ts";
import { redactFacts } from "#app/domain/orders/redact-facts.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { readCustomerData } from "#app/queries/people/read-customer-data.ts";

const ADA = { id: "31", displayName: "Ada Lovelace", ordersCount: 2 };
const GRACE = { id: "32", displayName: "Grace Hopper", ordersCount: 1 };

async function placeRequest(shop: string, orderIds: string[], customerId: string | null = ADA.id): Promise<string> {
  const details = { orderIds, customerId, requestId: "9" };
  const notice = { shop: BigInt(shop), at: minutesAgo(60), kind: "data_request", sentence: "Asked.", details };
  return String((await forShop(shop, (client) => client.notice.create({ data: notice }))).id);
}

/** An order with something in every place where a buyer is spoken of; each of its texts ends in the buyer's mark. */
async function placeWhole(shop: string, id: string, customer: OrderFacts["customer"], mark: string): Promise<void> {
  const line = lineItem({ id: `${id}1`, title: `Mug of ${mark}`, unitPrice: price(1999) });
  const facts: Partial<OrderFacts> = {
    customer,
    email: `${mark}@example.com`,
    phone: `+49 ${mark}`,
    confirmationNumber: `NUMBER-${mark}`,
    shippingAddress: address({ name: `Receiver ${mark}`, address1: `Shipping street ${mark}` }),
    billingAddress: address({ name: `Payer ${mark}`, company: `Company ${mark}`, address1: `Billing street ${mark}` }),
    note: `Note of ${mark}`,
    lines: [line],
    fulfillmentOrders: [fulfillmentOrder([line], { id: `${id}2`, holds: [hold({ reasonNotes: `Hold of ${mark}` })] })],
    fulfillments: [
      {
        id: `${id}3`,
        status: "success",
        createdAt: "2026-11-20T10:00:00.000Z",
        updatedAt: "2026-11-20T11:00:00.000Z",
        locationId: "11",
        trackingCompany: "DHL",
        trackingNumbers: [`PARCEL-${mark}`],
        trackingUrls: [`https://dhl.example/PARCEL-${mark}`],
        lines: [{ lineItemId: line.id, quantity: 2 }],
        events: [
          { id: "1", status: "delivered", happenedAt: "2026-11-20T11:00:00.000Z", message: `Signed by ${mark}` },
        ],
      },
    ],
  };
  await placeOrder(shop, id, { facts });
  const body = {
    note_attributes: [{ name: "gift", value: `Gift for ${mark}` }],
    line_items: [{ id: Number(line.id), properties: [{ name: "engraving", value: `Engraved ${mark}` }] }],
    browser_ip: `Address of ${mark}`,
  };
  const known = { shop: BigInt(shop), orderId: BigInt(id) };
  await placeMessage(shop, `early ${id}`, { orderId: BigInt(id), body: Buffer.from('{"note_attributes": []}') });
  await placeMessage(shop, `late ${id}`, { orderId: BigInt(id), body: Buffer.from(JSON.stringify(body)) });
  await placeEffect(shop, id, `hold ${id}`, { kind: "hold", payload: { notes: `Told of ${mark}` } });
  await forShop(shop, async (client) => {
    const said = { ...known, at: NOW, kind: "decision", sentence: `Decided for ${mark}.` };
    await client.timelineEntry.create({ data: said });
    const invoice = { ...known, kind: "invoice", series: "INV", number: BigInt(id), label: `INV-${id}` };
    const issued = { issuedAt: NOW, issueDay: "2026-11-20", currency: "EUR", totalMinor: 3998n, hash: "" };
    await client.document.create({ data: { ...invoice, ...issued, body: `{"buyer":"Invoiced to ${mark}"}` } });
    const finding = { ...known, kind: "bad_address", currency: "EUR", confidence: "likely", details: {} };
    await client.historyFinding.create({ data: { ...finding, sentence: `Found of ${mark}.` } });
  });
}

const PLACES = [
  "@example.com",
  "+49 ",
  "NUMBER-",
  "Receiver ",
  "Shipping street ",
  "Payer ",
  "Company ",
  "Billing street ",
  "Note of ",
  "Mug of ",
  "Hold of ",
  "PARCEL-",
  "Signed by ",
  "Gift for ",
  "Engraved ",
  "Address of ",
  "Told of ",
  "Decided for ",
  "Invoiced to ",
  "Found of ",
];

const inPlace = (place: string, mark: string) => (place === "@example.com" ? mark + place : place + mark);

test("the file has everything of the customer, in each of their orders", async () => {
  const shop = await openTestShop();
  await placeWhole(shop, "1", ADA, "ada-one");
  await placeWhole(shop, "2", ADA, "ada-two");
  const told = await readCustomerData(shop, await placeRequest(shop, ["1"]), NOW);
  expect(told!.orders.map(({ name }) => name)).toEqual(["#1", "#2"]);
  for (const [index, mark] of ["ada-one", "ada-two"].entries()) {
    const text = JSON.stringify(told!.orders[index]);
    expect(PLACES.filter((place) => !text.includes(inPlace(place, mark)))).toEqual([]);
  }
  expect(told!.customer).toMatchObject({
    shopifyId: "31",
    emails: ["ada-one@example.com", "ada-two@example.com"],
    names: ["Ada Lovelace", "Receiver ada-one", "Payer ada-one", "Receiver ada-two", "Payer ada-two"],
  });
  expect(told!.orders[0]).toMatchObject({
    lines: [{ title: "Mug of ada-one", quantity: 2, unitPrice: "19.99 EUR", attributes: [{ name: "engraving" }] }],
    attributes: [{ name: "gift", value: "Gift for ada-one" }],
    parcels: [{ state: "delivered", lines: [{ title: "Mug of ada-one", quantity: 2 }] }],
    documents: [{ label: "INV-1", total: "39.98 EUR", text: { buyer: "Invoiced to ada-one" } }],
    toldShopify: [{ what: "hold", state: "suggested" }],
  });
  expect(told!.remarks).toEqual([]);
});

test("nothing of another customer or of another shop is in the file", async () => {
  const [shop, other] = [await openTestShop(), await openTestShop()];
  await placeWhole(shop, "1", ADA, "ada-one");
  await placeWhole(shop, "2", GRACE, "stranger");
  await placeWhole(shop, "3", null, "stranger");
  await placeWhole(other, "1", ADA, "stranger");
  await placeWhole(other, "4", ADA, "stranger");
  await notePersonalRead(shop, clickAs("Staff member 8"), "order 2");
  await notePersonalRead(other, clickAs("Staff member 9"), "order 1");
  await noteSearch(shop, clickAs("Staff member 5"), ["2", "3"]);
  const told = await readCustomerData(shop, await placeRequest(shop, ["1", "4"]), NOW);
  expect(told!.orders.map(({ id }) => id)).toEqual(["1"]);
  expect(JSON.stringify(told)).not.toMatch(/stranger|Hopper|Staff member/);
  expect(told!.remarks).toEqual(["Nothing is kept of these orders that Shopify named: 4."]);
});

test("an order that only its e-mail address led to stands in the notice, and one that came later is found", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { facts: { customer: null, email: "ada@example.com" } });
  await placeOrder(shop, "2", { facts: { customer: null }, customerKey: `customer ${ADA.id}` });
  await placeOrder(shop, "3", { facts: { customer: null, email: "ada@example.com" } });
  const told = await readCustomerData(shop, await placeRequest(shop, ["1"]), NOW);
  expect(told!.orders.map(({ id }) => id)).toEqual(["1", "2"]);
});

test("who has seen the customer's data is told with when and what", async () => {
  const shop = await openTestShop();
  await placeWhole(shop, "1", ADA, "ada-one");
  await placeWhole(shop, "11", GRACE, "stranger");
  const at = (minutes: number, id: string) => ({ ...clickAs(`Staff member ${id}`), now: minutesAgo(minutes) });
  const message = await placeMessage(shop, "late", { orderId: 1n });
  await notePersonalRead(shop, at(60, "1"), "order 1");
  await notePersonalRead(shop, at(50, "2"), "document INV-1 of order 1");
  await notePersonalRead(shop, at(40, "3"), `inbox message ${message} of order 1`);
  await noteSearch(shop, at(30, "4"), ["11", "1"]);
  await notePersonalRead(shop, at(20, "5"), "order 11");
  await noteSearch(shop, at(15, "6"), ["11"]);
  await noteExport(shop, at(10, "7"), "1", ["1"]);
  const told = await readCustomerData(shop, await placeRequest(shop, ["1"]), NOW);
  expect(told!.seenBy).toEqual([
    { at: minutesAgo(60).toISOString(), person: "Staff member 1", saw: "order 1" },
    { at: minutesAgo(50).toISOString(), person: "Staff member 2", saw: "document INV-1 of order 1" },
    { at: minutesAgo(40).toISOString(), person: "Staff member 3", saw: `inbox message ${message} of order 1` },
    { at: minutesAgo(30).toISOString(), person: "Staff member 4", saw: "their orders, by a search" },
    { at: minutesAgo(10).toISOString(), person: "Staff member 7", saw: "all of this, as a file" },
  ]);
});

test("of an erased customer the file says so, and has what is kept", async () => {
  const shop = await openTestShop();
  await placeWhole(shop, "1", ADA, "ada-one");
  await forShop(shop, async (client) => {
    const where = { shop_id: { shop: BigInt(shop), id: 1n } };
    const { facts } = await client.order.findUniqueOrThrow({ where });
    await client.order.update({ where, data: { facts: redactFacts(facts as OrderFacts) } });
    await client.inboxMessage.updateMany({ data: { body: Buffer.from("") } });
  });
  const told = await readCustomerData(shop, await placeRequest(shop, ["1"], null), NOW);
  expect(told!.remarks).toEqual([expect.stringMatching(/^The customer's personal data has been erased on request\./)]);
  expect(told!.orders).toMatchObject([
    { isErased: true, note: null, attributes: [], lastMessage: null, documents: [{ label: "INV-1" }] },
  ]);
  expect(told!.customer).toEqual({ shopifyId: null, names: [], emails: [], phones: [], companies: [] });
});

test("a notice of something else, of another shop or of no shop is answered with nothing", async () => {
  const [shop, other] = [await openTestShop(), await openTestShop()];
  await placeOrder(shop, "1");
  const notice = { shop: BigInt(shop), at: NOW, kind: "limit", sentence: "Tripped.", details: { orderIds: ["1"] } };
  const limit = await forShop(shop, (client) => client.notice.create({ data: notice }));
  expect(await readCustomerData(shop, String(limit.id), NOW)).toBeUndefined();
  expect(await readCustomerData(other, await placeRequest(shop, ["1"]), NOW)).toBeUndefined();
  expect(await readCustomerData(shop, "999999", NOW)).toBeUndefined();
});

test("a customer of whom nothing is kept is told so", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { facts: { customer: null, email: null } });
  const told = await readCustomerData(shop, await placeRequest(shop, [], null), NOW);
  expect([told!.orders, told!.remarks]).toEqual([[], ["No order of this customer is kept here."]]);
});

test("ids beyond what a double holds stand in the file as Shopify wrote them", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { facts: { lines: [lineItem({ id: "150000000000000029" })] } });
  const line = '{"id": 150000000000000029, "price": 10.50, "properties": [{"name": "engraving", "value": "Ada"}]}';
  await placeMessage(shop, "a", { orderId: 1n, body: Buffer.from(`{"line_items": [${line}]}`) });
  const told = await readCustomerData(shop, await placeRequest(shop, ["1"]), NOW);
  expect(told!.orders[0]!.lines[0]!.attributes).toEqual([{ name: "engraving", value: "Ada" }]);
  const text = JSON.stringify(told!.orders[0]!.lastMessage);
  expect(text).toContain('{"id":"150000000000000029","price":10.5');
});

test("a message that cannot be parsed is told as it came", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await placeMessage(shop, "a", { orderId: 1n, body: Buffer.from('{"note": "Ring') });
  const told = await readCustomerData(shop, await placeRequest(shop, ["1"]), NOW);
  expect(told!.orders[0]!.lastMessage?.body).toBe('{"note": "Ring');
});
