import { expect, test } from "vitest";
import { forShop } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { answerAsk } from "#app/commands/answer-ask.ts";

const answered = { refused: "This was answered already, or the order changed and it is no longer asked." };

test("approving and dismissing name the effect by its key, and change nothing before it is decided", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  const first = await placeEffect(shop, "1", "move:1#1");
  const second = await placeEffect(shop, "1", "hold:1#1", { state: "needs_person" });
  await answerAsk(shop, clickAs(), first, "approve");
  await answerAsk(shop, clickAs(), second, "dismiss");
  expect((await readActs(shop)).acts).toEqual([
    { act: "approve_action", orderId: "1", outboxKey: "move:1#1", person: "Staff member 7" },
    { act: "dismiss_action", orderId: "1", outboxKey: "hold:1#1", person: "Staff member 7" },
  ]);
  const states = await forShop(shop, (client) =>
    client.outboxMessage.findMany({ select: { state: true }, orderBy: { id: "asc" } }),
  );
  expect(states.map(({ state }) => state)).toEqual(["suggested", "needs_person"]);
});

test.each(["watched", "waiting", "sending", "sent", "obsolete", "dismissed"])(
  "an effect that is %s asks nobody",
  async (state) => {
    const shop = await openTestShop();
    await placeOrder(shop, "1");
    const id = await placeEffect(shop, "1", "a", { state });
    expect(await answerAsk(shop, clickAs(), id, "approve")).toEqual(answered);
    expect((await readActs(shop)).acts).toEqual([]);
  },
);

test("nothing is approved for an imported order, but it can be dismissed", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { isImported: true });
  const id = await placeEffect(shop, "1", "a");
  expect(await answerAsk(shop, clickAs(), id, "approve")).toEqual({
    refused: "The order is from before Switchyard was set live.",
  });
  expect(await answerAsk(shop, clickAs(), id, "dismiss")).toEqual({ messageIds: [expect.any(String)] });
});

test("another shop's effects cannot be answered", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeOrder(other, "1");
  const id = await placeEffect(other, "1", "a");
  expect(await answerAsk(shop, clickAs(), id, "approve")).toEqual(answered);
});
