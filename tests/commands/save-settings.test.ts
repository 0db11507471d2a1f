import { expect, test } from "vitest";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { saveSettings, type CapabilityWish, type SettingsWish } from "#app/commands/save-settings.ts";
import { saveDocuments } from "#app/db/document-rows.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import type { Capability } from "#app/domain/settings.ts";

const watching: CapabilityWish = { mode: "watch", goLiveDay: null, hourlyLimit: 500 };

function wish(capabilities: Partial<Record<Capability, Partial<CapabilityWish>>> = {}): SettingsWish {
  const of = (name: Capability): CapabilityWish => ({ ...watching, ...capabilities[name] });
  return {
    capabilities: {
      hold: of("hold"),
      route: of("route"),
      stock: of("stock"),
      invoice: of("invoice"),
      notify: of("notify"),
    },
    duplicateWindowMinutes: 30,
    holdRiskLevel: "MEDIUM",
    allowedBorderCrossings: ["DE>FR"],
    invoiceSeriesPrefix: "RE",
    seller: { name: "Mugs", address1: "Werkstraße 2", zip: "80331", city: "München", countryCode: "DE", vatId: null },
  };
}

/** The settings as a batch loads them. */
async function settingsOf(shop: string) {
  const state = await database.inShop(shop, (sql) => loadShop(sql, shop));
  return state!.settings;
}

test("the next batch decides by what was saved", async () => {
  const shop = await openTestShop();
  await saveSettings(shop, clickAs(), wish({ hold: { hourlyLimit: 20 } }));
  const { capabilities, ...settings } = await settingsOf(shop);
  const { capabilities: _wished, ...wished } = wish();
  expect(settings).toMatchObject(wished);
  expect(capabilities.hold).toEqual({ capability: "hold", mode: "watch", goLiveAt: null, hourlyLimit: 20 });
  expect((await readActs(shop)).log).toEqual([
    { person: "Staff member 7", action: "save_settings", subject: "settings" },
  ]);
});

test("the settings of another shop stay as they are", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act" } }));
  const { capabilities, duplicateWindowMinutes } = await settingsOf(other);
  expect([capabilities.hold.mode, duplicateWindowMinutes]).toEqual(["watch", 60]);
});

test("a capability that is let loose without a day goes live at that moment", async () => {
  const shop = await openTestShop();
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act" }, route: { mode: "suggest" } }));
  const { hold, route, stock } = (await settingsOf(shop)).capabilities;
  expect([hold.goLiveAt, route.goLiveAt, stock.goLiveAt]).toEqual([NOW.toISOString(), NOW.toISOString(), null]);
});

test("a day that is chosen begins at midnight of the shop, and one that is kept keeps its hour", async () => {
  const shop = await openTestShop();
  await forShop(shop, (client) =>
    client.shop.update({ where: { id: BigInt(shop) }, data: { timeZone: "America/New_York" } }),
  );
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act" } }));
  await saveSettings(
    shop,
    clickAs(),
    wish({
      hold: { mode: "act", goLiveDay: "2026-11-20", hourlyLimit: 9 },
      route: { mode: "act", goLiveDay: "2026-11-25" },
    }),
  );
  const { hold, route } = (await settingsOf(shop)).capabilities;
  expect(hold).toMatchObject({ goLiveAt: NOW.toISOString(), hourlyLimit: 9 });
  expect(route.goLiveAt).toBe("2026-11-25T05:00:00.000Z");
});

test("who changed a capability is kept only for those that changed", async () => {
  const shop = await openTestShop();
  await saveSettings(shop, clickAs("Staff member 1"), wish({ hold: { mode: "off" } }));
  await saveSettings(shop, clickAs("Staff member 2"), wish({ hold: { mode: "off" }, route: { mode: "off" } }));
  const rows = await forShop(shop, (client) => client.capability.findMany());
  expect(Object.fromEntries(rows.map((row) => [row.capability, row.changedBy]))).toMatchObject({
    hold: "Staff member 1",
    route: "Staff member 2",
    notify: "installation",
  });
});

test("taking a capability back pulls back what it has queued: to Watch all of it, to Suggest what was not approved", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act" }, route: { mode: "act" } }));
  await placeEffect(shop, "1", "a", { state: "waiting", capability: "hold", createdAt: minutesAgo(1) });
  await placeEffect(shop, "1", "b", { state: "waiting", capability: "route" });
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "watch" }, route: { mode: "suggest" } }));
  const states = async () =>
    (await forShop(shop, (client) => client.outboxMessage.findMany({ orderBy: { id: "asc" } }))).map(
      (row) => row.state,
    );
  expect(await states()).toEqual(["watched", "suggested"]);
  await placeEffect(shop, "1", "c", { state: "waiting", capability: "route" });
  await saveSettings(shop, clickAs(), wish({ route: { mode: "suggest", hourlyLimit: 3 } }));
  expect(await states()).toEqual(["watched", "suggested", "waiting"]);
});

test("what an earlier stop has left in the queue is not sent because its capability acts again", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { createdAt: minutesAgo(2 * 24 * 60), version: 1 });
  await placeEffect(shop, "1", "left over", { state: "waiting", capability: "hold" });
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act" } }));
  const [effect] = await forShop(shop, (client) => client.outboxMessage.findMany());
  expect(effect!.state).toBe("watched");
  expect(await ordersToDecide(shop)).toEqual(["1"]);
});

test("a capability that goes live on a day that has passed has the orders since then decided again", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { createdAt: minutesAgo(2 * 24 * 60), version: 1 });
  await placeOrder(shop, "2", { createdAt: minutesAgo(60), version: 1 });
  await placeOrder(shop, "3", { createdAt: minutesAgo(60), version: 1, isImported: true });
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "watch", goLiveDay: "2026-11-20" } }));
  expect(await ordersToDecide(shop)).toEqual([]);
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act", goLiveDay: "2026-11-20" } }));
  expect(await ordersToDecide(shop)).toEqual(["2"]);
});

/** Which orders a click has asked to be decided again. */
async function ordersToDecide(shop: string): Promise<string[]> {
  const messages = await forShop(shop, (client) =>
    client.inboxMessage.findMany({ where: { topic: "switchyard/timer" }, orderBy: { id: "asc" } }),
  );
  return messages.map(({ body }) => (JSON.parse(Buffer.from(body).toString()) as { orderId: string }).orderId);
}

test("invoicing that is let loose again has every order with an invoice decided: it may have been refunded meanwhile", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { createdAt: minutesAgo(2 * 24 * 60), version: 1 });
  await placeOrder(shop, "2", { createdAt: minutesAgo(2 * 24 * 60), version: 1 });
  const issued = { kind: "invoice", series: "INV", number: 1n, label: "INV-1", issueDay: "2026-11-18", body: "{}" };
  const told = { issuedAt: minutesAgo(2 * 24 * 60), currency: "EUR", totalMinor: 2000, hash: "of the body" };
  await database.inShop(shop, (sql) => saveDocuments(sql, shop, [{ orderId: "2", ...issued, ...told }]));
  await saveSettings(shop, clickAs(), wish({ hold: { mode: "act", goLiveDay: "2026-11-20" } }));
  expect(await ordersToDecide(shop)).toEqual([]);
  await saveSettings(shop, clickAs(), wish({ invoice: { mode: "act", goLiveDay: "2026-11-20" } }));
  expect(await ordersToDecide(shop)).toEqual(["2"]);
});

test("of a store that removed the app nothing is set: it would act as soon as the app is installed again", async () => {
  const shop = await openTestShop();
  await forShop(shop, (client) =>
    client.shop.update({ where: { id: BigInt(shop) }, data: { status: "uninstalled", uninstalledAt: NOW } }),
  );
  const outcome = await saveSettings(shop, clickAs(), wish({ hold: { mode: "act" } }));
  expect(outcome).toMatchObject({ refused: expect.stringMatching(/removed from this store/) as unknown });
  expect((await settingsOf(shop)).capabilities.hold.mode).toBe("watch");
});
