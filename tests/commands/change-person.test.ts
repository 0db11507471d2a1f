import { expect, test } from "vitest";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeLocation } from "#tests/support/place-rows.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { changePerson, setDefaultRole } from "#app/commands/change-person.ts";
import { NotAllowed } from "#app/commands/require-right.ts";
import { addPerson } from "#app/db/shops/people-rows.ts";
import type { Role } from "#app/domain/people/role-can.ts";

/** A shop whose owner is person 7 and whose viewer is person 8. */
async function openStaffedShop(): Promise<string> {
  const shop = await openTestShop();
  for (const id of ["7", "8"]) await database.inShop(shop, (sql) => addPerson(sql, shop, id, undefined, NOW));
  return shop;
}

async function roleOf(shop: string, id: string): Promise<string> {
  const where = { shop_id: { shop: BigInt(shop), id: BigInt(id) } };
  return (await forShop(shop, (client) => client.person.findUniqueOrThrow({ where }))).role;
}

test("an owner gives a role, and the log tells what it was and what it is", async () => {
  const shop = await openStaffedShop();
  expect(await changePerson(shop, clickAs(), "8", { role: "support" })).toEqual({ messageIds: [] });
  expect(await roleOf(shop, "8")).toBe("support");
  const entry = await forShop(shop, (client) => client.actionLog.findFirst({ orderBy: { id: "desc" } }));
  expect(entry).toMatchObject({
    person: "Staff member 7",
    personId: 7n,
    action: "change_person",
    subject: "person 8",
    details: { before: { role: "viewer" }, after: { role: "support" } },
  });
});

test("choosing again takes a role back", async () => {
  const shop = await openStaffedShop();
  await changePerson(shop, clickAs(), "8", { role: "operations" });
  await changePerson(shop, clickAs(), "8", { role: "viewer" });
  expect(await roleOf(shop, "8")).toBe("viewer");
  const changes = (await readActs(shop)).log.filter(({ action }) => action === "change_person");
  expect(changes).toHaveLength(2);
});

test("the last owner cannot step down until another person is one", async () => {
  const shop = await openStaffedShop();
  const refused = "Somebody has to be the owner: make another person an owner first.";
  expect(await changePerson(shop, clickAs(), "7", { role: "viewer" })).toEqual({ refused });
  expect(await roleOf(shop, "7")).toBe("owner");
  await changePerson(shop, clickAs(), "8", { role: "owner" });
  expect(await changePerson(shop, clickAs(), "7", { role: "viewer" })).toEqual({ messageIds: [] });
});

test("two owners who demote each other at once do not both succeed", async () => {
  const shop = await openStaffedShop();
  // Several times: whether the two really meet is up to the connections they get.
  for (let round = 0; round < 5; round++) {
    await forShop(shop, (client) => client.person.updateMany({ data: { role: "owner" } }));
    const outcomes = await Promise.all([
      changePerson(shop, clickAs({ id: "7" }), "8", { role: "viewer" }),
      changePerson(shop, clickAs({ id: "8" }), "7", { role: "viewer" }),
    ]);
    expect(outcomes.filter((outcome) => "refused" in outcome)).toHaveLength(1);
    expect([await roleOf(shop, "7"), await roleOf(shop, "8")].sort()).toEqual(["owner", "viewer"]);
  }
});

test("who owns the store at Shopify stays an owner", async () => {
  const shop = await openStaffedShop();
  await forShop(shop, (client) =>
    client.person.updateMany({ where: { id: 8n }, data: { name: "Ada", role: "owner", isAccountOwner: true } }),
  );
  const refused = "Ada owns the store at Shopify and is always an owner here.";
  expect(await changePerson(shop, clickAs(), "8", { role: "viewer" })).toEqual({ refused });
});

test("own locations are those of the shop", async () => {
  const shop = await openStaffedShop();
  await placeLocation(shop, "11", "Lyon");
  expect(await changePerson(shop, clickAs(), "8", { locationIds: ["11", "12"] })).toEqual({
    refused: "One of these locations is not known any more. Reload the page.",
  });
  expect(await changePerson(shop, clickAs(), "8", { locationIds: ["11"] })).toEqual({ messageIds: [] });
  const person = await forShop(shop, (client) => client.person.findFirstOrThrow({ where: { id: 8n } }));
  expect(person.locationIds).toEqual([11n]);
});

test("limits are kept to the cent and taken away again", async () => {
  const shop = await openStaffedShop();
  const limits = () =>
    forShop(shop, (client) =>
      client.person.findFirstOrThrow({
        where: { id: 8n },
        select: { refundLimitMinor: true, cancelLimitMinor: true },
      }),
    );
  await changePerson(shop, clickAs(), "8", { refundLimitMinor: 4999, cancelLimitMinor: 0 });
  expect(await limits()).toEqual({ refundLimitMinor: 4999n, cancelLimitMinor: 0n });
  await changePerson(shop, clickAs(), "8", { refundLimitMinor: null, cancelLimitMinor: null });
  expect(await limits()).toEqual({ refundLimitMinor: null, cancelLimitMinor: null });
});

test("another shop's person is not known", async () => {
  const shop = await openStaffedShop();
  const other = await openStaffedShop();
  await database.inShop(other, (sql) => addPerson(sql, other, "9", undefined, NOW));
  expect(await changePerson(shop, clickAs(), "9", { role: "owner" })).toEqual({
    refused: "This person is not known here.",
  });
  expect(await roleOf(other, "9")).toBe("viewer");
});

test.each<Role>(["operations", "warehouse", "accounting", "support", "viewer"])(
  "%s gives no roles, not even to themselves",
  async (role) => {
    const shop = await openStaffedShop();
    const click = clickAs({ id: "8", role });
    await expect(changePerson(shop, click, "8", { role: "owner" })).rejects.toThrow(NotAllowed);
    await expect(setDefaultRole(shop, click, "operations")).rejects.toThrow(NotAllowed);
    expect(await roleOf(shop, "8")).toBe("viewer");
  },
);

test("what newcomers begin as is set and logged, and is never owner", async () => {
  const shop = await openStaffedShop();
  expect(await setDefaultRole(shop, clickAs(), "accounting")).toEqual({ messageIds: [] });
  expect(await setDefaultRole(shop, clickAs(), "owner")).toMatchObject({ refused: expect.any(String) as string });
  const { defaultRole } = await forShop(shop, (client) => client.shop.findFirstOrThrow());
  expect(defaultRole).toBe("accounting");
  expect((await readActs(shop)).log.at(-1)).toMatchObject({ action: "set_default_role", subject: "people" });
  expect(await roleOf(shop, "8")).toBe("viewer");
});
