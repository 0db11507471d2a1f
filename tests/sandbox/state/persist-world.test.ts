import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buy, openTestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { createDeliveryState } from "#tests/sandbox/webhooks/delivery.ts";
import { keepSaved, loadWorld, saveWorld } from "./persist-world.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-world-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a saved world is loaded as it was, with new ids far behind those given out", async () => {
  const market = openTestMarket();
  const order = buy(market, { POTS: 2 });
  const file = join(folder, "deep", "world.bin");
  await saveWorld(file, { world: market.world, deliveries: createDeliveryState(1) });
  const loaded = await loadWorld(file, market.world.clock);
  const shop = loaded?.world.shops.get(market.shop.domain);
  expect(shop?.orders.get(order.id)).toEqual(order);
  expect(shop?.inventoryLevels.size).toBe(market.shop.inventoryLevels.size);
  // Levels are found by two indexes that must lead to the same object.
  const [level] = shop?.inventoryLevels.values() ?? [];
  expect(shop?.levelsByItem.get(level?.inventoryItemId ?? "")?.[0]).toBe(level);
  expect(BigInt(loaded?.world.lastIds.get("Order") ?? 0n) - BigInt(order.id)).toBe(10_000n);
  if (!loaded || !shop) throw new Error("The world was loaded.");
  buy({ world: loaded.world, shop, scheduler: market.scheduler }, { POTS: 1 });
  expect(shop.orders.size).toBe(2);
});

test("no file, a broken file and a file of another shape are no world", async () => {
  const file = join(folder, "world.bin");
  const clock = (): Date => new Date();
  expect(await loadWorld(file, clock)).toBeUndefined();
  await writeFile(file, "half of something");
  expect(await loadWorld(file, clock)).toBeUndefined();
});

test("changes are saved once for many, and on stop at the latest", async () => {
  const market = openTestMarket();
  const file = join(folder, "world.bin");
  const saver = keepSaved(file, { world: market.world, deliveries: createDeliveryState(1) }, () => {}, 3_600_000);
  for (let count = 0; count < 50; count += 1) saver.touch();
  expect(await readdir(folder)).toEqual([]);
  await saver.stop();
  expect(await readdir(folder)).toEqual(["world.bin"]);
});

test("a folder that cannot be written to is told, and the world goes on", async () => {
  const market = openTestMarket();
  await writeFile(join(folder, "taken"), "a file where a folder should be");
  const errors: unknown[] = [];
  const saver = keepSaved(
    join(folder, "taken", "world.bin"),
    { world: market.world, deliveries: createDeliveryState(1) },
    (error) => errors.push(error),
    3_600_000,
  );
  saver.touch();
  await saver.stop();
  expect(errors).toHaveLength(1);
});
