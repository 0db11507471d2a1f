import { expect, test } from "vitest";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeLocation, placeOrder } from "#tests/support/place-rows.ts";
import { steerRoute } from "#app/commands/routing/steer-route.ts";

async function openFurnished(): Promise<string> {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await placeLocation(shop, "11", "Lyon");
  return shop;
}

test("what a person says about a route waits in the lane of people and stands in the log of actions", async () => {
  const shop = await openFurnished();
  const steps = [
    { act: "lock_route", locationId: "11" },
    { act: "lock_route", locationId: null },
    { act: "reject_route", locationId: "11", reason: "damaged" },
    { act: "withdraw_rejection", locationId: "11" },
  ] as const;
  for (const step of steps) {
    expect(await steerRoute(shop, clickAs(), "1", step)).toEqual({ messageIds: [expect.stringMatching(/^\d+$/)] });
  }
  const { acts, lanes, log } = await readActs(shop);
  expect(acts).toEqual(steps.map((step) => ({ ...step, orderId: "1", person: "Staff member 7" })));
  expect(lanes).toEqual([0, 0, 0, 0]);
  expect(log).toMatchObject(steps.map(({ act }) => ({ action: act, subject: "order 1" })));
});

test("an order that is cancelled or unknown is not steered", async () => {
  const shop = await openFurnished();
  await placeOrder(shop, "2", { facts: { cancelledAt: NOW.toISOString() } });
  const lock = { act: "lock_route", locationId: "11" } as const;
  expect(await steerRoute(shop, clickAs(), "2", lock)).toEqual({ refused: "The order is cancelled." });
  expect(await steerRoute(shop, clickAs(), "3", lock)).toEqual({ refused: "This order is not known here." });
  expect((await readActs(shop)).acts).toEqual([]);
});

test("nothing is locked to a location that is closed or another shop's", async () => {
  const shop = await openFurnished();
  const other = await openTestShop();
  await placeLocation(other, "12", "Madrid");
  await forShop(shop, (client) => client.location.updateMany({ data: { isActive: false } }));
  expect(await steerRoute(shop, clickAs(), "1", { act: "lock_route", locationId: "11" })).toEqual({
    refused: "Lyon is closed. Choose another location.",
  });
  expect(await steerRoute(shop, clickAs(), "1", { act: "lock_route", locationId: "12" })).toEqual({
    refused: "This location is not known here.",
  });
  expect((await readActs(shop)).acts).toEqual([]);
});

test("a location that has closed can still turn an order down", async () => {
  const shop = await openFurnished();
  await forShop(shop, (client) => client.location.updateMany({ data: { isActive: false } }));
  const reject = { act: "reject_route", locationId: "11", reason: "closed today" } as const;
  expect(await steerRoute(shop, clickAs(), "1", reject)).toMatchObject({ messageIds: [expect.any(String)] });
});
