import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeLocation } from "#tests/support/place-rows.ts";
import { clickAs } from "#tests/commands/click-as.ts";
import { returnToPolicy, saveRoutingPolicy, type PolicyWish } from "#app/commands/routing/save-routing-policy.ts";
import { defaultPolicy, savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";
import { readRoutingPage } from "#app/queries/routing/read-routing-page.ts";
import { readSettings } from "#app/queries/read-settings.ts";

const { version: _version, currency: _currency, ...defaults } = savedDefaults("EUR");

const save = (shop: string, basedOn: number, changed: Partial<PolicyWish>, why = "") =>
  saveRoutingPolicy(shop, clickAs("Ada 8"), { basedOn, policy: { ...defaults, ...changed }, why });

test("before anybody has saved a policy the page shows the defaults, and no versions", async () => {
  const page = await readRoutingPage(await openTestShop());
  expect(page).toEqual({ policy: defaultPolicy("EUR"), currency: "EUR", locations: [], versions: [] });
});

test("each version says who saved it, when, why, and what it changed", async () => {
  const shop = await openTestShop();
  await placeLocation(shop, "11", "Lyon");
  await save(shop, 0, { splitMinor: 400 }, "Complaints");
  await save(shop, 1, { splitMinor: 400, excludedRegions: { "11": ["CH"] } });
  await returnToPolicy(shop, clickAs(), { basedOn: 2, version: 1 });
  const { policy, versions } = await readRoutingPage(shop);
  expect(policy).toMatchObject({ version: 3, splitMinor: 400, excludedRegions: {} });
  expect(versions).toMatchObject([
    { version: 3, why: "Back to version 1", changes: ["Lyon does not send to: removed CH"] },
    { version: 2, why: "", changes: ["Lyon does not send to: added CH"] },
    {
      version: 1,
      savedBy: "Ada 8",
      savedAt: NOW.toISOString(),
      why: "Complaints",
      changes: ["Each parcel beyond the first: 1.35 EUR → 4.00 EUR"],
    },
  ]);
  expect((await readSettings(shop)).settings.routing).toMatchObject({ version: 3, splitMinor: 400 });
  expect((await readRoutingPage(await openTestShop())).versions).toEqual([]);
});

test("only locations that may be routed to can be told where they do not send, and those that were told", async () => {
  const shop = await openTestShop();
  const places = [
    { id: 11n, name: "Lyon", isActive: true, facts: {} },
    { id: 12n, name: "Closed", isActive: false, facts: {} },
    { id: 13n, name: "Service", isActive: true, facts: { isFulfillmentService: true } },
    { id: 14n, name: "Closed and told", isActive: false, facts: {} },
  ];
  await forShop(shop, (client) =>
    client.location.createMany({ data: places.map((p) => ({ ...p, shop: BigInt(shop) })) }),
  );
  await save(shop, 0, { excludedRegions: { "14": ["CH"] } });
  const { locations } = await readRoutingPage(shop);
  expect(locations.map(({ name }) => name)).toEqual(["Closed and told", "Lyon"]);
});

test("the amounts of a shop that has another currency by now are its defaults", async () => {
  const shop = await openTestShop();
  await save(shop, 0, { splitMinor: 400, shipsAloneSkus: ["TENT"] });
  await forShop(shop, (client) => client.shop.update({ where: { id: BigInt(shop) }, data: { currency: "JPY" } }));
  const { policy, currency } = await readRoutingPage(shop);
  expect(policy).toMatchObject({ version: 1, splitMinor: defaultPolicy("JPY").splitMinor, shipsAloneSkus: ["TENT"] });
  expect(currency).toBe("JPY");
});
