import type { Scene } from "#tests/crash-sites/round/scene.ts";
import { SCOPES } from "#tests/crash-sites/round/scene.ts";
import { redactCustomer, redactShop, requestCustomerData } from "#tests/sandbox/commerce/erase-data.ts";
import { changeScopes, installApp, uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import { issueAccessToken, issueRefreshToken } from "#tests/sandbox/oauth/issue-tokens.ts";
import { levelAt } from "#tests/sandbox/inventory/shift-quantities.ts";
import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import { findLevel, type Shop } from "#tests/sandbox/state/shop.ts";
import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Provocation } from "./provoke.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };
/** A token that has so little left is renewed. */
const NEARLY_LAPSED_SECONDS = 120;
const DAY_MS = 86_400_000;

/** Shops come, change, leave and are forgotten; so are buyers. */
export function changeShops(scene: Scene, forgotten: Map<string, number>): Provocation[] {
  const { world, newcomers, acting } = scene;
  return [
    { everyMs: 1_500, act: (round) => installNewcomer(scene, newcomers[newcomers.length - 1 - round]) },
    { everyMs: 3_000, act: () => moveShelf(scene, newcomers[5]!) },
    { everyMs: 6_000, act: (round) => changeCatalogue(scene, newcomers[(round % 3) + 2], round) },
    { everyMs: 12_000, act: () => letTokenLapse(scene, acting) },
    { everyMs: 12_000, act: () => renameShop(scene, newcomers[2]) },
    { everyMs: 4_000, act: () => leaveAndForget(scene, newcomers[0]!, forgotten) },
    { everyMs: 4_000, act: () => leaveAndForget(scene, newcomers[1]!, forgotten) },
    { everyMs: 4_000, act: () => leaveUnheard(scene, newcomers[8]!, forgotten) },
    { everyMs: 5_000, act: () => askLate(scene, newcomers[4]!) },
    { everyMs: 5_000, act: () => forgetBuyer(scene) },
    {
      everyMs: 8_000,
      act: (round) => {
        const customer = [...acting.customers.values()].at(round);
        if (customer) requestCustomerData(world, acting, customer, staff);
      },
    },
  ];
}

/** As the first page in the admin does it: a token is exchanged and stored, and with the shop's first click it is opened. */
async function installNewcomer({ world, owner, click }: Scene, shop: Shop | undefined): Promise<void> {
  if (!shop || shop.installations.has(credentials.apiKey)) return;
  const installation = installApp(world, shop, credentials.apiKey, SCOPES);
  const token = issueAccessToken(world, installation, { kind: "offline", seconds: 86_400, userId: null });
  await owner.query(
    `INSERT INTO session (id, shop, state, "isOnline", scope, "accessToken", expires) VALUES ($1, $2, '', false, $3, $4, $5)`,
    [`offline_${shop.domain}`, shop.domain, SCOPES.join(","), token.token, token.expiresAt],
  );
  await click(shop, { act: "open" });
}

/** Staff changes goods and locations of a shop where nobody buys. */
async function changeCatalogue({ world, idOf }: Scene, shop: Shop | undefined, round: number): Promise<void> {
  if (!shop || (await idOf(shop)) === undefined) return;
  const [mug, bowl] = [...shop.variants.values()];
  const [product] = [...shop.products.values()];
  const [hamburg, lyon] = [...shop.locations.values()];
  const item = shop.inventoryItems.get(mug?.inventoryItemId ?? "");
  if (product) emit(world, shop, "products/update", { product }, staff);
  if (item) emit(world, shop, "inventory_items/update", { item }, staff);
  if (hamburg)
    emit(world, shop, "locations/update", { location: Object.assign(hamburg, { updatedAt: nowOf(world) }) }, staff);
  if (round < 3 || !mug || !bowl) return;
  if (lyon) {
    // The shelf is given up, then the place.
    disconnect(world, shop, mug.inventoryItemId, lyon.id);
    shop.locations.delete(lyon.id);
    emit(world, shop, "locations/delete", { locationId: lyon.id }, staff);
  }
  if (hamburg) disconnect(world, shop, bowl.inventoryItemId, hamburg.id);
  shop.variants.delete(bowl.id);
  shop.products.delete(bowl.productId);
  emit(world, shop, "inventory_items/delete", { inventoryItemId: bowl.inventoryItemId }, staff);
  emit(world, shop, "products/delete", { productId: bowl.productId }, staff);
}

/** Goods are no longer kept at a place, and then kept there again, in turn; as far as the app knows of the place at all. */
async function moveShelf({ world, owner, idOf }: Scene, shop: Shop): Promise<void> {
  const [mug] = [...shop.variants.values()];
  const [, lyon] = [...shop.locations.values()];
  if (!mug || !lyon) return;
  const place = [(await idOf(shop)) ?? null, mug.inventoryItemId, lyon.id];
  const { rows } = await owner.query<{ isConnected: boolean }>(
    `SELECT is_connected AS "isConnected" FROM inventory_levels WHERE shop = $1 AND inventory_item_id = $2 AND location_id = $3`,
    place,
  );
  const isKept = findLevel(shop, mug.inventoryItemId, lyon.id)?.isActive === true;
  if (rows[0]?.isConnected !== isKept) return;
  if (isKept) disconnect(world, shop, mug.inventoryItemId, lyon.id);
  else levelAt(world, shop, mug.inventoryItemId, lyon.id, staff);
}

/** The goods are no longer kept there, and the app is told so. */
function disconnect(world: World, shop: Shop, inventoryItemId: string, locationId: string): void {
  const level = findLevel(shop, inventoryItemId, locationId);
  if (!level?.isActive) return;
  level.isActive = false;
  level.updatedAt = nowOf(world);
  emit(world, shop, "inventory_levels/disconnect", { inventoryItemId, locationId }, staff);
}

/** Gives a shop a token that has to be renewed, in the place of the one it has, and in clear as older versions stored it. */
async function letTokenLapse({ world, owner }: Scene, shop: Shop): Promise<void> {
  const installation = installationOf(shop, credentials.apiKey);
  if (!installation) return;
  const seconds = NEARLY_LAPSED_SECONDS;
  const access = issueAccessToken(world, installation, { kind: "offline", seconds, userId: null });
  const refresh = issueRefreshToken(world, installation, null);
  await owner.query(
    `UPDATE session SET "accessToken" = $2, expires = $3, "refreshToken" = $4, "refreshTokenExpires" = $5 WHERE shop = $1`,
    [shop.domain, access.token, access.expiresAt, refresh.token, refresh.expiresAt],
  );
}

async function renameShop({ world, idOf }: Scene, shop: Shop | undefined): Promise<void> {
  const installation = shop && installationOf(shop, credentials.apiKey);
  if (!installation || (await idOf(shop)) === undefined) return;
  emit(world, shop, "shop/update", {}, staff);
  changeScopes(world, shop, credentials.apiKey, installation.scopes);
}

/** A newcomer leaves, and two days later (here at once) Shopify asks to forget it. It does not come back. */
async function leaveAndForget(scene: Scene, shop: Shop, forgotten: Map<string, number>): Promise<void> {
  const { world, owner, idOf } = scene;
  const id = await idOf(shop);
  if (id === undefined) return;
  if (installationOf(shop, credentials.apiKey)) {
    const { rows } = await owner.query("SELECT 1 FROM shops WHERE id = $1 AND catalog_read_at IS NOT NULL", [id]);
    if (rows.length > 0) uninstallApp(world, shop, credentials.apiKey);
    return;
  }
  const { rows } = await owner.query("SELECT 1 FROM shops WHERE id = $1 AND status = 'uninstalled'", [id]);
  if (rows.length === 0 || forgotten.has(shop.domain)) return;
  forgotten.set(shop.domain, Date.now());
  redactShop(world, shop, credentials.apiKey, { kind: "shopify" });
}

/** It left days ago, nobody was told of it, and now it is to be forgotten all the same. */
async function leaveUnheard(scene: Scene, shop: Shop, forgotten: Map<string, number>): Promise<void> {
  const { stage, world, owner, idOf } = scene;
  const id = await idOf(shop);
  if (id === undefined || forgotten.has(shop.domain)) return;
  const { rows } = await owner.query("SELECT 1 FROM shops WHERE id = $1 AND catalog_read_at IS NOT NULL", [id]);
  if (rows.length === 0) return;
  const { faults } = stage.engine;
  stage.engine.faults = { ...noFaults, loss: 1 };
  uninstallApp(world, shop, credentials.apiKey);
  stage.engine.faults = faults;
  for (const age of [
    "UPDATE shops SET installed_at = installed_at - interval '5 days' WHERE id = $1",
    "UPDATE people SET last_seen_at = last_seen_at - interval '4 days' WHERE shop = $1",
    "UPDATE inbox_messages SET triggered_at = triggered_at - interval '4 days' WHERE shop = $1",
  ])
    await owner.query(age, [id]);
  forgotten.set(shop.domain, Date.now());
  redactShop(world, shop, credentials.apiKey, { kind: "shopify" });
}

/** Shopify asks to forget a shop that has come back meanwhile: it stays. */
async function askLate({ world, idOf }: Scene, shop: Shop): Promise<void> {
  if ((await idOf(shop)) === undefined || !installationOf(shop, credentials.apiKey)) return;
  redactShop(world, shop, credentials.apiKey, { kind: "shopify" });
}

/** Shopify asks ten days after the buyer did: their orders have long been told of, and are all of the past. */
async function forgetBuyer({ world, acting, owner, idOf }: Scene): Promise<void> {
  const { rows } = await owner.query("SELECT 1 FROM history_imports WHERE shop = $1 AND state = 'done'", [
    (await idOf(acting)) ?? null,
  ]);
  if (rows.length === 0) return;
  const { rows: told } = await owner.query<{ id: string }>("SELECT id FROM orders WHERE shop = $1", [
    await idOf(acting),
  ]);
  const isTold = new Set(told.map(({ id }) => id));
  const before = new Date(world.clock().getTime() - DAY_MS).toISOString();
  const customer = [...acting.customers.values()].find(({ id, redactedAt }) => {
    const orders = [...acting.orders.values()].filter((order) => order.customerId === id);
    const isOfPast = orders.every((order) => order.createdAt < before && isTold.has(order.id));
    return redactedAt === null && orders.length > 0 && isOfPast;
  });
  if (customer) redactCustomer(world, acting, customer, staff);
}
