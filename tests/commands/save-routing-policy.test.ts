import { expect, test } from "vitest";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeLocation } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { returnToPolicy, saveRoutingPolicy, type PolicyWish } from "#app/commands/routing/save-routing-policy.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import { policyOf, savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";

function wish(changed: Partial<PolicyWish> = {}): PolicyWish {
  const { version: _version, currency: _currency, ...defaults } = savedDefaults("EUR");
  return { ...defaults, ...changed };
}

const save = (shop: string, basedOn: number, changed: Partial<PolicyWish> = {}, name = "Staff member 7") =>
  saveRoutingPolicy(shop, clickAs(name), { basedOn, policy: wish(changed), why: "" });

/** The settings as a batch loads them. */
async function settingsOf(shop: string) {
  const state = await database.inShop(shop, (sql) => loadShop(sql, shop));
  return state!.settings;
}

function rowsOf(shop: string) {
  return forShop(shop, (client) => client.routingPolicy.findMany({ orderBy: { version: "asc" } }));
}

test("the next batch weighs routes by what was saved, in the shop's currency", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  expect((await settingsOf(shop)).routing).toBeNull();
  expect(await save(shop, 0, { splitMinor: 400, shipsAloneSkus: ["TENT"] })).toEqual({ messageIds: [] });
  const settings = await settingsOf(shop);
  expect(settings.routing).toEqual({
    ...wish({ splitMinor: 400, shipsAloneSkus: ["TENT"] }),
    currency: "EUR",
    version: 1,
  });
  expect(policyOf(settings)).toMatchObject({ version: 1, splitMinor: 400 });
  expect((await settingsOf(other)).routing).toBeNull();
});

test("the newest of ten and more versions holds, and every one of them is kept as it was", async () => {
  const shop = await openTestShop();
  for (let version = 0; version < 11; version++) await save(shop, version, { dayMinor: version });
  expect((await settingsOf(shop)).routing).toMatchObject({ version: 11, dayMinor: 10 });
  expect((await rowsOf(shop)).map(({ policy }) => (policy as { dayMinor: number }).dayMinor)).toEqual([
    ...Array(11).keys(),
  ]);
});

test("who saved it, when and why stands with the version, and in the log what it was before", async () => {
  const shop = await openTestShop();
  await save(shop, 0);
  await saveRoutingPolicy(shop, clickAs("Staff member 8"), {
    basedOn: 1,
    policy: wish({ unitMinor: 99 }),
    why: "Slow",
  });
  expect((await rowsOf(shop))[1]).toMatchObject({ version: 2, savedBy: "Staff member 8", savedAt: NOW, why: "Slow" });
  expect((await readActs(shop)).log).toMatchObject([
    { person: "Staff member 7", action: "save_routing_policy", subject: "routing policy, version 1" },
    { person: "Staff member 8", action: "save_routing_policy", subject: "routing policy, version 2" },
  ]);
  const [, entry] = await forShop(shop, (client) => client.actionLog.findMany({ orderBy: { id: "asc" } }));
  expect(entry!.details).toMatchObject({ why: "Slow", before: { unitMinor: 14 }, after: { unitMinor: 99 } });
});

test("what somebody saved meanwhile is not undone unseen", async () => {
  const shop = await openTestShop();
  await save(shop, 0, { splitMinor: 400 }, "Staff member 8");
  const late = await save(shop, 0, { splitMinor: 1 });
  expect(late).toMatchObject({
    refused: expect.stringMatching(/^Staff member 8 saved version 1 meanwhile/) as unknown,
  });
  expect(await returnToPolicy(shop, clickAs(), { basedOn: 0, version: 0 })).toHaveProperty("refused");
  expect((await settingsOf(shop)).routing).toMatchObject({ version: 1, splitMinor: 400 });
});

test("of two who save at once, one is refused", async () => {
  const shop = await openTestShop();
  const outcomes = await Promise.all([save(shop, 0, { splitMinor: 1 }), save(shop, 0, { splitMinor: 2 })]);
  expect(outcomes.filter((outcome) => "refused" in outcome)).toHaveLength(1);
  expect(await rowsOf(shop)).toHaveLength(1);
});

test("an earlier version is saved once more, with the reason", async () => {
  const shop = await openTestShop();
  await save(shop, 0, { splitMinor: 400, keepTogether: [["A", "B"]] });
  await save(shop, 1, { splitMinor: 1 });
  expect(await returnToPolicy(shop, clickAs(), { basedOn: 2, version: 1 })).toEqual({ messageIds: [] });
  const [first, , third] = await rowsOf(shop);
  expect(third).toMatchObject({ version: 3, why: "Back to version 1" });
  expect(third!.policy).toEqual(first!.policy);
  expect((await settingsOf(shop)).routing).toMatchObject({ version: 3, splitMinor: 400, keepTogether: [["A", "B"]] });
});

test("one can return to the defaults, and to no version that holds already or never was", async () => {
  const shop = await openTestShop();
  await save(shop, 0, { splitMinor: 400 });
  expect(await returnToPolicy(shop, clickAs(), { basedOn: 1, version: 1 })).toEqual({
    refused: "Version 1 holds already.",
  });
  expect(await returnToPolicy(shop, clickAs(), { basedOn: 1, version: 9 })).toHaveProperty("refused");
  await returnToPolicy(shop, clickAs(), { basedOn: 1, version: 0 });
  expect((await settingsOf(shop)).routing).toEqual({ ...savedDefaults("EUR"), version: 2 });
  expect((await rowsOf(shop))[1]!.why).toBe("Back to the defaults");
});

test("a location that is not the shop's own cannot be told where it sends", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeLocation(shop, "11", "Lyon");
  await placeLocation(other, "12", "Elsewhere");
  expect(await save(shop, 0, { excludedRegions: { "12": ["CH"] } })).toHaveProperty("refused");
  expect(await save(shop, 0, { excludedRegions: { "11": ["CH"] } })).toEqual({ messageIds: [] });
  expect(policyOf(await settingsOf(shop)).excludedRegions).toEqual({ "11": ["CH"] });
});

test("of a store that removed the app nothing is set", async () => {
  const shop = await openTestShop();
  await save(shop, 0);
  await forShop(shop, (client) =>
    client.shop.update({ where: { id: BigInt(shop) }, data: { status: "uninstalled", uninstalledAt: NOW } }),
  );
  const outcomes = [await save(shop, 1), await returnToPolicy(shop, clickAs(), { basedOn: 1, version: 0 })];
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ refused: expect.stringMatching(/removed from this store/) as unknown });
  expect(await rowsOf(shop)).toHaveLength(1);
});

test("a version cannot be changed, not even by a statement", async () => {
  const shop = await openTestShop();
  await save(shop, 0);
  const change = database.inShop(shop, (sql) => sql.query("UPDATE routing_policies SET why = 'other'"));
  await expect(change).rejects.toThrow(/permission denied/);
});
