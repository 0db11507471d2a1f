import { expect, test } from "vitest";
import { forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { readSettings } from "#app/queries/read-settings.ts";
import { readShop } from "#app/queries/read-shop.ts";

test("a shop that set nothing has the defaults, and every capability watches", async () => {
  const shop = await openTestShop();
  const { settings, scopes, locationCountryCodes } = await readSettings(shop);
  expect(settings).toMatchObject({ duplicateWindowMinutes: 60, holdRiskLevel: "HIGH", allowedBorderCrossings: [] });
  expect(Object.values(settings.capabilities).map(({ mode }) => mode)).toEqual([
    "watch",
    "watch",
    "watch",
    "watch",
    "watch",
  ]);
  expect([scopes, locationCountryCodes]).toEqual([[], []]);
});

test("what was set replaces the defaults, and the countries are those of open locations", async () => {
  const shop = await openTestShop();
  const places = [
    ["1", "FR", true],
    ["2", "DE", true],
    ["3", "DE", true],
    ["4", "JP", false],
  ] as const;
  await forShop(shop, async (client) => {
    await client.shop.update({
      where: { id: BigInt(shop) },
      data: { settings: { duplicateWindowMinutes: 5 }, scopes: ["read_orders"] },
    });
    await client.capability.update({
      where: { shop_capability: { shop: BigInt(shop), capability: "hold" } },
      data: { mode: "act", goLiveAt: NOW },
    });
    await client.location.createMany({
      data: places.map(([id, countryCode, isActive]) => ({
        shop: BigInt(shop),
        id: BigInt(id),
        name: id,
        isActive,
        facts: { countryCode },
      })),
    });
  });
  const page = await readSettings(shop);
  expect(page.settings.duplicateWindowMinutes).toBe(5);
  expect(page.settings.capabilities.hold).toMatchObject({ mode: "act", goLiveAt: NOW.toISOString() });
  expect(page).toMatchObject({ scopes: ["read_orders"], locationCountryCodes: ["DE", "FR"] });
});

test("a shop reads its own name and no other's", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  expect((await readShop(shop)).domain).not.toBe((await readShop(other)).domain);
  await expect(readShop("999999")).rejects.toThrow();
});
