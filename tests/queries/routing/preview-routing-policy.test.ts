import { expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { decideOrder } from "#app/domain/decide-order.ts";
import { previewRoutingPolicy } from "#app/queries/routing/preview-routing-policy.ts";
import { contextOf, defaults, hasty, levels, namesOf, openDecided, record } from "./decided-shop.ts";

test("a draft is tried as if the orders were decided by it, beside the policy that holds", async () => {
  const shop = await openDecided(["1"]);
  const { currency, effects } = await previewRoutingPolicy(shop, hasty);
  const [now, then] = [null, hasty].map(
    (policy) => decideOrder(contextOf("1", policy), levels, NOW.toISOString()).route!,
  );
  expect(currency).toBe("EUR");
  expect(effects).toEqual([
    {
      orderId: "1",
      name: "#1",
      changes: true,
      now: { places: namesOf(now!), costMinor: now!.cost!.totalMinor, waitingUnits: 0, sentence: now!.sentence },
      then: { places: namesOf(then!), costMinor: then!.cost!.totalMinor, waitingUnits: 0, sentence: then!.sentence },
    },
  ]);
  expect([effects[0]!.now.places, effects[0]!.then.places]).toEqual([["Hamburg"], ["Munich", "Augsburg"]]);
});

test("the policy that holds changes nothing, whichever it is", async () => {
  const shop = await openDecided(["1", "2"]);
  const unset = (await previewRoutingPolicy(shop, defaults)).effects;
  expect(unset.map(({ changes, then }) => ({ changes, then }))).toEqual(
    unset.map(({ now }) => ({ changes: false, then: now })),
  );
  const { version: _version, ...policy } = hasty;
  await forShop(shop, (client) =>
    client.routingPolicy.create({
      data: { shop: BigInt(shop), version: 1, policy, savedAt: NOW, savedBy: "Ada" },
    }),
  );
  const held = (await previewRoutingPolicy(shop, hasty)).effects;
  expect(held.map(({ changes, now }) => [changes, now.places])).toEqual([
    [false, ["Munich", "Augsburg"]],
    [false, ["Munich", "Augsburg"]],
  ]);
  expect((await previewRoutingPolicy(shop, defaults)).effects.every(({ changes }) => changes)).toBe(true);
});

test("rules are tried too: what waits then is told", async () => {
  const shop = await openDecided(["1"]);
  const regions = { "11": ["DE"], "12": ["DE"], "13": ["DE"] };
  const [effect] = (await previewRoutingPolicy(shop, { ...defaults, excludedRegions: regions })).effects;
  expect(effect).toMatchObject({ changes: true, then: { places: [], costMinor: null, waitingUnits: 3 } });
  expect(effect!.then.sentence).toContain("Munich does not send to DE");
});

test("the five most recent orders that have a route are tried, and no order of another shop", async () => {
  const shop = await openDecided(["1", "2", "3", "4", "5", "6", "7"]);
  await placeOrder(shop, "8", { version: 1, createdAt: minutesAgo(1) });
  await placeOrder(shop, "9", { version: 1, createdAt: minutesAgo(1) });
  const routed = (id: string) => decideOrder(contextOf(id), levels, NOW.toISOString());
  await record(shop, "9", 1, contextOf("9"), { ...routed("9"), route: null });
  await record(shop, "7", 0, contextOf("7"), routed("7"));
  const { effects } = await previewRoutingPolicy(shop, defaults);
  expect(effects.map(({ name }) => name)).toEqual(["#7", "#6", "#5", "#4", "#3"]);
  expect((await previewRoutingPolicy(await openTestShop(), defaults)).effects).toEqual([]);
});
