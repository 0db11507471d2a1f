import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeMessage } from "#tests/support/place-rows.ts";
import { waitForMessages } from "#app/queries/wait-for-messages.ts";

test("messages that are decided are settled, with the reasons of those that failed", async () => {
  const shop = await openTestShop();
  const ids = [
    await placeMessage(shop, "a", { state: "done" }),
    await placeMessage(shop, "b", { state: "parked", reason: "No id." }),
    await placeMessage(shop, "c", { state: "done", reason: "Nothing was issued." }),
  ];
  expect(await waitForMessages(shop, ids)).toEqual({ state: "settled", failures: ["No id.", "Nothing was issued."] });
});

test("a message is waited for until the worker has decided it", async () => {
  const shop = await openTestShop();
  const id = await placeMessage(shop, "a");
  const waiting = waitForMessages(shop, [id]);
  const where = { shop_id: { shop: BigInt(shop), id: BigInt(id) } };
  await forShop(shop, (client) => client.inboxMessage.update({ where, data: { state: "done", settledAt: NOW } }));
  expect(await waiting).toEqual({ state: "settled", failures: [] });
});

test("a click that is still queued says how many stand before it in its lane and the lanes before", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeMessage(other, "x", { lane: 0 });
  await placeMessage(shop, "a", { lane: 0 });
  await placeMessage(shop, "b", { lane: 2 });
  await placeMessage(shop, "c", { lane: 0, state: "done" });
  const ids = [await placeMessage(shop, "d", { lane: 0 }), await placeMessage(shop, "e", { lane: 0 })];
  await placeMessage(shop, "f", { lane: 0 });
  expect(await waitForMessages(shop, ids)).toEqual({ state: "waiting", ahead: 1 });
});
