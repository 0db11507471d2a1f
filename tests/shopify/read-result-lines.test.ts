import { expect, test } from "vitest";
import { readResultOrders, type RawHistoryOrder } from "#app/shopify/history/read-result-lines.ts";

const order = (id: number) => `{"id":"gid://shopify/Order/${id}","name":"#${id} é"}`;
const part = (kind: string, id: number, parent: number) =>
  `{"id":"gid://shopify/${kind}/${id}","__parentId":"gid://shopify/Order/${parent}"}`;

async function read(text: string, size = 7): Promise<RawHistoryOrder[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const orders: RawHistoryOrder[] = [];
  for await (const each of readResultOrders(chunks())) orders.push(each);
  return orders;
}

test("a result that is cut anywhere, even inside a letter, gives each order with its parts", async () => {
  const lines = [
    order(1),
    part("LineItem", 2, 1),
    part("FulfillmentOrder", 3, 1),
    part("ShippingLine", 4, 1),
    order(5),
  ];
  for (const size of [1, 2, 7, 10_000]) {
    const orders = await read(lines.join("\n"), size);
    expect(orders.map((each) => each.order["name"])).toEqual(["#1 é", "#5 é"]);
    expect(orders[0]).toMatchObject({
      lineItems: [{ id: "gid://shopify/LineItem/2" }],
      fulfillmentOrders: [{ id: "gid://shopify/FulfillmentOrder/3" }],
      shippingLines: [{ id: "gid://shopify/ShippingLine/4" }],
    });
  }
});

test.each([
  ["whose parts stand elsewhere", [order(1), order(2), part("LineItem", 3, 1)], "does not stand behind its order"],
  ["with a part of an unknown kind", [order(1), part("Refund", 3, 1)], "of an unknown kind"],
  ["that ends in the middle of a line", [order(1), '{"id":"gid://shop'], "no object with an id"],
])("a result %s is refused with the reason", async (_, lines, reason) => {
  await expect(read(lines.join("\n"))).rejects.toThrow(reason);
});
