import { expect, test } from "vitest";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeLocation } from "#tests/support/place-rows.ts";
import { card, zone } from "#tests/domain/routing/prices/build-cards.ts";
import { importRateCards, removeRateCard, returnToRateCards } from "#app/commands/routing/save-rate-cards.ts";
import { NotAllowed } from "#app/commands/require-right.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import { loadRateCards } from "#app/db/shops/rate-card-rows.ts";
import { cardKey, type RateCard } from "#app/domain/routing/prices/rate-card.ts";
import type { FileLine } from "#app/domain/routing/prices/rate-file/file-problem.ts";
import { clickAs, readActs } from "./click-as.ts";

const HEAD = ["service", "from", "zone", "destinations", "days", "up_to_kg", "price"];

/** Lines of a file: each a service, where it starts, and its price for 2 kg to Germany. */
function fileOf(...prices: [service: string, from: string, price: string][]): FileLine[] {
  const rows = prices.map(([service, from, price]) => [service, from, "1", "DE", "2", "2", price]);
  return [HEAD, ...rows].map((cells, index) => ({ line: index + 1, cells }));
}

const parcel = fileOf(["Parcel", "", "4.90"]);
const parcelCard = card("Parcel", [zone("1", "DE", 2, [2000, 490])]);
const letterCard = card("Letter", [zone("1", "DE", 2, [2000, 290])], { locationIds: ["11"] });

const seen = (seenVersion: number, why = "") => ({ seenVersion, why });

async function openShopWithLyon(): Promise<string> {
  const shop = await openTestShop();
  await placeLocation(shop, "11", "Lyon");
  return shop;
}

/** What batches will route by. */
async function held(shop: string): Promise<{ version: number; cards: readonly RateCard[] }> {
  return (await database.inShop(shop, (sql) => loadShop(sql, shop)))!.rateCards;
}

async function versionsOf(shop: string) {
  const rows = await forShop(shop, (client) => client.rateCardVersion.findMany({ orderBy: { version: "asc" } }));
  return rows.map(({ version, did, why, savedBy, savedAt }) => ({ version, did, why, savedBy, savedAt }));
}

test("a shop that entered none has version 0 and no cards", async () => {
  expect(await held(await openTestShop())).toEqual({ version: 0, cards: [] });
});

test("an import is the next version, says who, when and why, and holds from the next batch on", async () => {
  const shop = await openShopWithLyon();
  expect(await importRateCards(shop, clickAs(), parcel, seen(0, "January"))).toEqual({ messageIds: [] });
  expect(await held(shop)).toEqual({ version: 1, cards: [parcelCard] });
  const by = { savedBy: "Staff member 7", savedAt: NOW };
  expect(await versionsOf(shop)).toEqual([{ version: 1, did: "Imported 1 rate card", why: "January", ...by }]);
  expect((await readActs(shop)).log).toEqual([
    { person: "Staff member 7", action: "save_rate_cards", subject: "shipping costs" },
  ]);
});

test("a second import takes the place of all cards, and the version before stays as it was", async () => {
  const shop = await openShopWithLyon();
  await importRateCards(shop, clickAs(), parcel, seen(0));
  await importRateCards(shop, clickAs(), fileOf(["Letter", "Lyon", "2.90"]), seen(1));
  expect(await held(shop)).toEqual({ version: 2, cards: [letterCard] });
  const before = await database.inShop(shop, (sql) => loadRateCards(sql, shop, 1));
  expect(before).toEqual({ version: 1, cards: [parcelCard] });
});

test("a file with a wrong line saves nothing, and says which", async () => {
  const shop = await openShopWithLyon();
  const wrong = fileOf(["Parcel", "", "4.90"], ["Letter", "Atlantis", "2.90"]);
  const outcome = await importRateCards(shop, clickAs(), wrong, seen(0));
  expect(outcome).toMatchObject({ problems: [{ line: 3, column: "from" }] });
  expect([await held(shop), (await readActs(shop)).log]).toEqual([{ version: 0, cards: [] }, []]);
});

test("whoever has not seen the newest version is refused, and told who saved it", async () => {
  const shop = await openShopWithLyon();
  await importRateCards(shop, clickAs("Ada 9"), parcel, seen(0));
  const refused = "Ada 9 has saved version 1 meanwhile. Look at it, and do this again if it is still right.";
  expect(await importRateCards(shop, clickAs(), fileOf(["Other", "", "1"]), seen(0))).toEqual({ refused });
  expect(await removeRateCard(shop, clickAs(), cardKey(parcelCard), seen(0))).toEqual({ refused });
  expect(await returnToRateCards(shop, clickAs(), 1, seen(0))).toEqual({ refused });
  expect(await held(shop)).toEqual({ version: 1, cards: [parcelCard] });
});

test("of two who save at once one is refused, and no version is lost", async () => {
  const shop = await openShopWithLyon();
  const outcomes = await Promise.all(
    ["1", "2", "3"].map((price) => importRateCards(shop, clickAs(), fileOf(["Parcel", "", price]), seen(0))),
  );
  expect(outcomes.filter((outcome) => "refused" in outcome)).toHaveLength(2);
  expect(await versionsOf(shop)).toHaveLength(1);
});

test("saving what holds already is refused", async () => {
  const shop = await openShopWithLyon();
  await importRateCards(shop, clickAs(), parcel, seen(0));
  const refused = "Nothing was saved: these are the prices that hold already.";
  expect(await importRateCards(shop, clickAs(), parcel, seen(1))).toEqual({ refused });
  expect(await returnToRateCards(shop, clickAs(), 1, seen(1))).toEqual({ refused });
});

test("removing a card leaves the others; the last one leaves estimates", async () => {
  const shop = await openShopWithLyon();
  await importRateCards(shop, clickAs(), fileOf(["Parcel", "", "4.90"], ["Letter", "Lyon", "2.90"]), seen(0));
  expect(await removeRateCard(shop, clickAs(), cardKey(parcelCard), seen(1))).toEqual({ messageIds: [] });
  expect(await held(shop)).toEqual({ version: 2, cards: [letterCard] });
  await removeRateCard(shop, clickAs(), cardKey(letterCard), seen(2));
  expect(await held(shop)).toEqual({ version: 3, cards: [] });
  const refused = "This rate card is not there any more.";
  expect(await removeRateCard(shop, clickAs(), cardKey(letterCard), seen(3))).toEqual({ refused });
  expect((await versionsOf(shop)).map(({ did }) => did)).toEqual([
    "Imported 2 rate cards",
    "Removed Parcel",
    "Removed Letter",
  ]);
});

test("returning to a version saves it anew", async () => {
  const shop = await openShopWithLyon();
  await importRateCards(shop, clickAs(), parcel, seen(0));
  await removeRateCard(shop, clickAs(), cardKey(parcelCard), seen(1));
  expect(await returnToRateCards(shop, clickAs(), 1, seen(2, "They are back"))).toEqual({ messageIds: [] });
  expect(await held(shop)).toEqual({ version: 3, cards: [parcelCard] });
  expect((await versionsOf(shop)).at(-1)).toMatchObject({ did: "Returned to version 1", why: "They are back" });
  expect(await returnToRateCards(shop, clickAs(), 9, seen(3))).toEqual({
    refused: "This version is not known here.",
  });
});

test("who may not change settings changes no rates", async () => {
  const shop = await openShopWithLyon();
  const click = clickAs({ role: "support" });
  await expect(importRateCards(shop, click, parcel, seen(0))).rejects.toThrow(NotAllowed);
  await expect(removeRateCard(shop, click, "", seen(0))).rejects.toThrow(NotAllowed);
  await expect(returnToRateCards(shop, click, 1, seen(0))).rejects.toThrow(NotAllowed);
});

test("no version is ever changed, not even by the app itself", async () => {
  const shop = await openShopWithLyon();
  await importRateCards(shop, clickAs(), parcel, seen(0));
  const change = database.inShop(shop, (sql) => sql.query("UPDATE rate_cards SET body = '[]'"));
  await expect(change).rejects.toThrow(/permission denied/);
});

test("another shop's versions are neither seen nor returned to", async () => {
  const [shop, other] = [await openShopWithLyon(), await openShopWithLyon()];
  await importRateCards(other, clickAs(), parcel, seen(0));
  expect(await held(shop)).toEqual({ version: 0, cards: [] });
  expect(await returnToRateCards(shop, clickAs(), 1, seen(0))).toEqual({ refused: "This version is not known here." });
  const seenRows = await database.inShop(shop, (sql) => sql.query("SELECT version FROM rate_cards"));
  expect(seenRows).toEqual([]);
});
