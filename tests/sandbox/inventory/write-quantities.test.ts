import { expect, test } from "vitest";
import { openTestApi, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { variantOfSku } from "#tests/sandbox/merchant/add-products.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { findLevel, onHandOf } from "#tests/sandbox/state/shop.ts";

type Payload = {
  inventoryAdjustmentGroup: { id: string; changes: { name: string; delta: number }[] } | null;
  userErrors: { code: string | null; field: string[] | null; message: string }[];
};
type Stockroom = TestApi & {
  item: string;
  place: string;
  level: () => { available: number; damaged: number; onHand: number };
};

const group = "inventoryAdjustmentGroup { id changes { name delta } } userErrors { code field message }";

function openStockroom(): Stockroom {
  const api = openTestApi();
  const itemId = variantOfSku(api.shop, "STOVE").inventoryItemId;
  const [location] = api.shop.locations.values();
  const level = () => {
    const found = findLevel(api.shop, itemId, location?.id ?? "");
    if (!found) throw new Error("The item is not stocked.");
    const { available, damaged } = found.quantities;
    return { available: available.quantity, damaged: damaged.quantity, onHand: onHandOf(found) };
  };
  return { ...api, item: gid("InventoryItem", itemId), place: gid("Location", location?.id ?? ""), level };
}

let keys = 0;
const freshKey = (): string => `key-${(keys += 1)}`;

async function write(
  room: Stockroom,
  mutation: "Set" | "Adjust" | "Move",
  input: object,
  key = freshKey(),
): Promise<Payload> {
  const query = `mutation W($input: Inventory${mutation}QuantitiesInput!, $key: String!) {
    payload: inventory${mutation}Quantities(input: $input) @idempotent(key: $key) { ${group} }
  }`;
  const { data, errors } = await room.call<{ payload: Payload | null }>(query, { input, key });
  if (!data.payload) throw new Error(errors[0]?.message);
  return data.payload;
}

const terms = { reason: "correction", referenceDocumentUri: "gid://switchyard/Count/1" };

function toSet(room: Stockroom, quantity: number, parts: object = {}, name = "available"): object {
  const entry = { inventoryItemId: room.item, locationId: room.place, quantity, changeFromQuantity: null, ...parts };
  return { ...terms, name, quantities: [entry] };
}

function toAdjust(room: Stockroom, delta: number, parts: object = {}, name = "available"): object {
  const entry = { inventoryItemId: room.item, locationId: room.place, delta, changeFromQuantity: null, ...parts };
  return { ...terms, name, changes: [entry] };
}

test("available is set to a value, and the receipt mirrors it in on hand", async () => {
  const room = openStockroom();
  const { available, onHand } = room.level();
  const { inventoryAdjustmentGroup } = await write(room, "Set", toSet(room, available + 5));
  expect(room.level()).toMatchObject({ available: available + 5, onHand: onHand + 5 });
  expect(inventoryAdjustmentGroup?.changes).toEqual([
    { name: "available", delta: 5 },
    { name: "on_hand", delta: 5 },
  ]);
});

test("on hand is set by way of available, and the other states stay facts", async () => {
  const room = openStockroom();
  await write(room, "Adjust", toAdjust(room, 3, { ledgerDocumentUri: "ledger://x/1" }, "damaged"));
  const { available, onHand } = room.level();
  await write(room, "Set", toSet(room, onHand - 2, {}, "on_hand"));
  expect(room.level()).toEqual({ available: available - 2, damaged: 3, onHand: onHand - 2 });
});

test("a write whose expectation is out of date is refused and nothing of it happens", async () => {
  const room = openStockroom();
  const { available } = room.level();
  const stale = await write(room, "Set", toSet(room, 7, { changeFromQuantity: available + 1 }));
  expect(stale.userErrors).toMatchObject([
    { code: "CHANGE_FROM_QUANTITY_STALE", field: ["input", "quantities", "0", "changeFromQuantity"] },
  ]);
  const adjusted = await write(room, "Adjust", toAdjust(room, 1, { changeFromQuantity: available + 1 }));
  expect(adjusted.userErrors[0]?.code).toBe("CHANGE_FROM_QUANTITY_STALE");
  expect(room.level().available).toBe(available);
  expect((await write(room, "Set", toSet(room, 7, { changeFromQuantity: available }))).userErrors).toEqual([]);
});

test("an expectation must be stated, though it may be null", async () => {
  const room = openStockroom();
  const input = toSet(room, 1, { changeFromQuantity: undefined });
  await expect(write(room, "Set", input)).rejects.toThrow(
    "InventoryQuantityInput must include the following argument: changeFromQuantity.",
  );
  const change = toAdjust(room, 1, { changeFromQuantity: undefined });
  await expect(write(room, "Adjust", change)).rejects.toThrow(
    "InventoryChangeInput must include the following argument",
  );
});

test("of several changes none happens when one is refused", async () => {
  const room = openStockroom();
  const before = room.level();
  const entry = { inventoryItemId: room.item, locationId: room.place, delta: 1, changeFromQuantity: null };
  const changes = [entry, { ...entry, inventoryItemId: "gid://shopify/InventoryItem/1" }];
  const { userErrors } = await write(room, "Adjust", { ...terms, name: "available", changes });
  expect(userErrors).toMatchObject([
    { code: "INVALID_INVENTORY_ITEM", field: ["input", "changes", "1", "inventoryItemId"] },
  ]);
  expect(room.level()).toEqual(before);
});

test.each([
  ["an unknown reason", { reason: "mood" }, "INVALID_REASON"],
  ["a reference that is no address", { referenceDocumentUri: "count 1" }, "INVALID_REFERENCE_DOCUMENT"],
  ["a state nobody may write", { name: "committed" }, "INVALID_QUANTITY_NAME"],
])("an adjustment with %s is refused", async (_, parts, code) => {
  const room = openStockroom();
  expect((await write(room, "Adjust", { ...toAdjust(room, 1), ...parts })).userErrors[0]?.code).toBe(code);
});

test.each([
  ["available", "ledger://x/1", "INVALID_AVAILABLE_DOCUMENT"],
  ["damaged", null, "INVALID_QUANTITY_DOCUMENT"],
  ["damaged", "gid://shopify/Order/1", "INTERNAL_LEDGER_DOCUMENT"],
  ["damaged", "shelf 4", "INVALID_LEDGER_DOCUMENT"],
])("adjusting %s with the ledger document %s is refused", async (name, ledgerDocumentUri, code) => {
  const room = openStockroom();
  const { userErrors } = await write(room, "Adjust", toAdjust(room, 1, { ledgerDocumentUri }, name));
  expect(userErrors[0]?.code).toBe(code);
});

test("the same item and location twice in one set is refused", async () => {
  const room = openStockroom();
  const [entry] = (toSet(room, 1) as { quantities: object[] }).quantities;
  const { userErrors } = await write(room, "Set", { ...terms, name: "available", quantities: [entry, entry] });
  expect(userErrors[0]?.code).toBe("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR");
});

test("quantities beyond the platform's bounds are refused", async () => {
  const room = openStockroom();
  expect((await write(room, "Set", toSet(room, 1_000_000_001))).userErrors[0]?.code).toBe("INVALID_QUANTITY_TOO_HIGH");
  expect((await write(room, "Adjust", toAdjust(room, -2_000_000_001))).userErrors[0]?.code).toBe(
    "INVALID_QUANTITY_TOO_LOW",
  );
});

test("a bundle has no stock of its own to write", async () => {
  const room = openStockroom();
  const bundle = [...room.shop.variants.values()].find(({ components }) => components.length > 0);
  const inventoryItemId = gid("InventoryItem", bundle?.inventoryItemId ?? "");
  const { userErrors } = await write(room, "Adjust", toAdjust(room, 1, { inventoryItemId }));
  expect(userErrors[0]?.code).toBe("NON_MUTABLE_INVENTORY_ITEM");
});

const end = (room: Stockroom, name: string, ledgerDocumentUri: string | null = null, locationId = room.place) => ({
  locationId,
  name,
  changeFromQuantity: null,
  ledgerDocumentUri,
});

test("a move between states leaves on hand alone", async () => {
  const room = openStockroom();
  const { available, onHand } = room.level();
  const change = {
    inventoryItemId: room.item,
    quantity: 2,
    from: end(room, "available"),
    to: end(room, "damaged", "ledger://x/1"),
  };
  const { inventoryAdjustmentGroup } = await write(room, "Move", { ...terms, changes: [change] });
  expect(room.level()).toEqual({ available: available - 2, damaged: 2, onHand });
  expect(inventoryAdjustmentGroup?.changes.map(({ name }) => name)).toEqual(["available", "damaged"]);
});

test("a move between locations, or to the same state, is refused", async () => {
  const room = openStockroom();
  const elsewhere = gid("Location", [...room.shop.locations.keys()][1] ?? "");
  const base = { inventoryItemId: room.item, quantity: 1, from: end(room, "available") };
  const far = { ...base, to: end(room, "damaged", "ledger://x/1", elsewhere) };
  const same = { ...base, to: end(room, "available") };
  expect((await write(room, "Move", { ...terms, changes: [far] })).userErrors[0]?.code).toBe("DIFFERENT_LOCATIONS");
  expect((await write(room, "Move", { ...terms, changes: [same] })).userErrors[0]?.code).toBe("SAME_QUANTITY_NAME");
});

test("a location that does not stock the item is passed over without an error", async () => {
  const room = openStockroom();
  const bundle = [...room.shop.inventoryItems.values()].find(
    ({ id, variantId }) =>
      !room.shop.levelsByItem.has(id) && room.shop.variants.get(variantId)?.components.length === 0,
  );
  const inventoryItemId = gid("InventoryItem", bundle?.id ?? "");
  const payload = await write(room, "Set", toSet(room, 5, { inventoryItemId }));
  expect(payload).toEqual({ inventoryAdjustmentGroup: null, userErrors: [] });
});

test("a write announces the level once for each change and leaves an effect", async () => {
  const room = openStockroom();
  const topics: string[] = [];
  room.world.listeners.push((_, { topic }) => topics.push(topic));
  await write(room, "Adjust", toAdjust(room, -1));
  expect(topics).toEqual(["inventory_levels/update"]);
  expect(room.world.log.at(-1)).toMatchObject({
    name: "inventory shifted",
    details: { shift: { available: -1 }, reason: "correction" },
  });
});

test("available may fall below zero: the platform does not stop it", async () => {
  const room = openStockroom();
  await write(room, "Set", toSet(room, 0));
  await write(room, "Adjust", toAdjust(room, -3));
  expect(room.level().available).toBe(-3);
});
