import { expect, test } from "vitest";
import { createWorld, nextId } from "#tests/sandbox/state.ts";
import { firstIdOf, gid, idFromGid, idKinds, parseGid } from "./ids.ts";

test("every kind's ids exceed 2^53 and fit into a 64-bit integer", () => {
  for (const kind of idKinds) {
    expect(firstIdOf(kind)).toBeGreaterThan(2n ** 53n);
    expect(firstIdOf(kind)).toBeLessThan(2n ** 63n - 10n ** 15n);
  }
});

test("neighbouring ids are one and the same number to JavaScript", () => {
  const world = createWorld({ clock: () => new Date(0), seed: 1 });
  const [one, other] = [nextId(world, "Order"), nextId(world, "Order")];
  expect(one).not.toBe(other);
  expect(Number(one)).toBe(Number(other));
});

test("two worlds of the same seed give the same ids", () => {
  const worlds = [1, 1].map((seed) => createWorld({ clock: () => new Date(0), seed }));
  const [first, second] = worlds.map((world) => [
    nextId(world, "Order"),
    nextId(world, "Refund"),
    nextId(world, "Order"),
  ]);
  expect(first).toEqual(second);
});

test("a gid is taken apart exactly, with its parameters", () => {
  expect(parseGid("gid://shopify/InventoryLevel/1?inventory_item_id=2")).toEqual({
    kind: "InventoryLevel",
    id: "1",
    parameters: "inventory_item_id=2",
  });
  expect(idFromGid("Order", gid("Order", "9007199254740993"))).toBe("9007199254740993");
  expect(idFromGid("Order", gid("Customer", "1"))).toBeUndefined();
  expect(parseGid("gid://other/Order/1")).toBeUndefined();
});
