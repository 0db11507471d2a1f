import { expect, test } from "vitest";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openShop } from "#app/commands/open-shop.ts";

const readShop = (shop: string) =>
  forShop(shop, (client) => client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } }));

test("an installation opens a shop that watches, by the first part of its domain until its name is read", async () => {
  const shop = await openShop("mugs.myshopify.com", ["read_orders"], NOW);
  expect(await readShop(shop)).toMatchObject({
    name: "mugs",
    status: "installed",
    scopes: ["read_orders"],
    installedAt: NOW,
  });
  const modes = await forShop(shop, (client) => client.capability.findMany());
  expect(modes.map(({ mode }) => mode)).toEqual(["watch", "watch", "watch", "watch", "watch"]);
});

test("a later token changes the scopes and the moment of it, and nothing else", async () => {
  const shop = await openShop("caps.myshopify.com", ["read_orders"], minutesAgo(60));
  const before = await readShop(shop);
  expect(await openShop("caps.myshopify.com", ["read_orders", "write_orders"], NOW)).toBe(shop);
  expect(await readShop(shop)).toEqual({ ...before, scopes: ["read_orders", "write_orders"], authorizedAt: NOW });
});

test("a shop that was uninstalled is open again after a reinstallation, under the same id", async () => {
  const shop = await openShop("hats.myshopify.com", [], minutesAgo(60));
  await database.inShop(shop, (sql) =>
    sql.query("UPDATE shops SET status = 'uninstalled', uninstalled_at = $2 WHERE id = $1", [shop, minutesAgo(30)]),
  );
  expect(await openShop("hats.myshopify.com", [], NOW)).toBe(shop);
  expect(await readShop(shop)).toMatchObject({ status: "installed", uninstalledAt: null, installedAt: NOW });
});
