import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { placeOrder } from "#tests/support/place-rows.ts";
import { loader, shouldRevalidate } from "#app/routes/app.orders.$orderId_.certificate/route.ts";
import { askRoute, signInAs } from "./sign-in-as.ts";

async function ask(token: string, orderId: string): Promise<Response> {
  return (await askRoute(loader, token, { params: { orderId } })) as Response;
}

test("the certificate of an order is answered as JSON, and kept by nobody", async () => {
  const { shop, token } = await signInAs("support");
  await placeOrder(shop, "1");
  const decided = { shop: BigInt(shop), orderId: 1n, version: 1, decidedAt: NOW, batchId: 1n, inputs: {} };
  await forShop(shop, (client) => client.decision.create({ data: { ...decided, decision: { route: null } } }));
  const answer = await ask(token, "1");
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toEqual({
    kind: "none",
    decidedAt: NOW.toISOString(),
    sentence: "There was nothing to route.",
  });
});

test.each(["2", "", "1 OR 1=1", "99999999999999999999999"])(
  "order %j, which is not there, is 404 in a sentence",
  async (id) => {
    const { token } = await signInAs("owner");
    const answer = await ask(token, id);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      "This order is not here, or nothing is decided about it yet.",
    ]);
  },
);

test("it is not computed again every time the page looks for news", () => {
  expect(shouldRevalidate()).toBe(false);
});
