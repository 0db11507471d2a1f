import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { placeMessage, placeOrder } from "#tests/support/place-rows.ts";
import { readActs } from "#tests/commands/click-as.ts";
import type { Role } from "#app/domain/people/role-can.ts";
import { askRoute, signInAs, type RouteFunction, type TestStaff } from "./sign-in-as.ts";

const routes = {
  order: (await import("#app/routes/app.orders.$orderId/route.tsx")).loader,
  orders: (await import("#app/routes/app.orders._index/route.tsx")).loader,
  document: (await import("#app/routes/app.documents.$documentId/route.ts")).loader,
  message: (await import("#app/routes/app.messages.$messageId/route.ts")).loader,
  block: (await import("#app/routes/api.admin-order.ts")).loader,
} satisfies Record<string, RouteFunction>;

/** Somebody of a role in a shop with order 1, its invoice (document 1) and a message about it. */
async function openOrder(role: Role): Promise<TestStaff & { messageId: string }> {
  const staff = await signInAs(role, ["11"]);
  const shop = BigInt(staff.shop);
  await placeOrder(staff.shop, "1", { searchText: "#1 ada@example.com" });
  await forShop(staff.shop, async (client) => {
    const work = { shop, id: 12n, orderId: 1n, status: "OPEN", locationId: 11n, updatedAt: NOW };
    await client.fulfillmentOrder.create({ data: work });
    const invoice = { shop, id: 1n, orderId: 1n, kind: "invoice", series: "INV", number: 1n, label: "INV-1" };
    const issued = { issuedAt: NOW, issueDay: "2026-11-20", currency: "EUR", totalMinor: 1n, body: "{}", hash: "" };
    await client.document.create({ data: { ...invoice, ...issued } });
    const file = { shop, documentId: 1n, format: "pdf", bytes: Buffer.from("%PDF"), sha256: "", renderedAt: NOW };
    await client.documentFile.create({ data: file });
  });
  return { ...staff, messageId: await placeMessage(staff.shop, "a", { orderId: 1n, state: "done" }) };
}

async function logOf(shop: string): Promise<string[]> {
  return (await readActs(shop)).log.map(({ person, action, subject }) => `${person}: ${action}, ${subject}`);
}

test("each way to a buyer's data is logged with who looked and at what", async () => {
  const { shop, token, messageId } = await openOrder("owner");
  await askRoute(routes.order, token, { params: { orderId: "1" } });
  await askRoute(routes.document, token, { params: { documentId: "1" } });
  await askRoute(routes.message, token, { params: { messageId } });
  await askRoute(routes.orders, token, { search: "?search=ada%40example" });
  expect(await logOf(shop)).toEqual([
    "Ada: read_personal_data, order 1",
    "Ada: read_personal_data, document INV-1 of order 1",
    `Ada: read_personal_data, inbox message ${messageId} of order 1`,
    "Ada: search_orders, orders",
  ]);
});

test("the block in Shopify's order page is a look too", async () => {
  const { shop, token } = await openOrder("support");
  await askRoute(routes.block, token, { search: "?order=1" });
  expect(await logOf(shop)).toEqual(["Ada: read_personal_data, order 1"]);
});

test("who is shown no buyer, or searches by an order's name, leaves no entry", async () => {
  const { shop, token } = await openOrder("viewer");
  await askRoute(routes.order, token, { params: { orderId: "1" } });
  await askRoute(routes.block, token, { search: "?order=1" });
  await askRoute(routes.orders, token, { search: "?search=ada" });
  await askRoute(routes.orders, token, { search: "?search=%231" });
  expect(await logOf(shop)).toEqual([]);
});

test("what was refused, or is not there, was not seen", async () => {
  const { shop, token } = await openOrder("warehouse");
  await askRoute(routes.document, token, { params: { documentId: "1" } });
  await askRoute(routes.order, token, { params: { orderId: "2" } });
  expect(await logOf(shop)).toEqual([]);
  await askRoute(routes.order, token, { params: { orderId: "1" } });
  expect(await logOf(shop)).toEqual(["Ada: read_personal_data, order 1"]);
});
