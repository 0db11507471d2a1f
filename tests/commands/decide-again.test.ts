import { expect, test } from "vitest";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { decideAgain } from "#app/commands/decide-again.ts";

test("an order is decided again when a person asks for it", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await placeOrder(shop, "2", { facts: { isDeleted: true } });
  expect(await decideAgain(shop, clickAs(), ["1", "2"])).toEqual({ messageIds: [expect.any(String)] });
  expect((await readActs(shop)).acts).toEqual([{ act: "decide_again", orderId: "1", person: "Staff member 7" }]);
});

test("an order that was deleted in Shopify is not decided again, and the reason is said", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { facts: { isDeleted: true } });
  expect(await decideAgain(shop, clickAs(), ["1"])).toEqual({ refused: "The order was deleted in Shopify." });
  expect(await decideAgain(shop, clickAs(), ["2"])).toEqual({ refused: "This order is not known here." });
});
