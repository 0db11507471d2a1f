import { expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { readActs } from "#tests/commands/click-as.ts";
import { recognisePerson } from "#app/commands/recognise-person.ts";
import type { StaffProfile } from "#app/domain/people/person.ts";

const ada: StaffProfile = { name: "Ada Vega", email: "ada@example.com", isAccountOwner: false };

/** Somebody comes to a shop; `asked` counts how often Shopify was asked who they are. */
function visitor(domain: string, personId: string, profile: StaffProfile | undefined = undefined) {
  const visitor = {
    asked: 0,
    profile,
    come: (now = NOW) =>
      recognisePerson(
        { domain, scopes: [], personId, identify: async () => ((visitor.asked += 1), visitor.profile) },
        now,
      ),
  };
  return visitor;
}

async function openShop(): Promise<{ shop: string; domain: string }> {
  const shop = await openTestShop();
  const { domain } = await forShop(shop, (client) => client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } }));
  return { shop, domain };
}

test("the first person of a shop is its owner, and the next begins as a viewer", async () => {
  const { shop, domain } = await openShop();
  expect(await visitor(domain, "7", ada).come()).toMatchObject({
    shop,
    isShopNew: false,
    by: { id: "7", name: "Ada Vega", role: "owner", locationIds: [], refundLimitMinor: null },
  });
  expect((await visitor(domain, "8").come()).by).toMatchObject({ id: "8", name: "Staff member 8", role: "viewer" });
  expect((await readActs(shop)).log).toEqual([
    { person: "Ada Vega", action: "first_visit", subject: "person 7" },
    { person: "Staff member 8", action: "first_visit", subject: "person 8" },
  ]);
});

test("a shop that nobody knew is opened with its first person", async () => {
  const { by, isShopNew } = await visitor("never-seen.myshopify.com", "7").come();
  expect([by.role, isShopNew]).toEqual(["owner", true]);
});

test("newcomers begin as the owner has said", async () => {
  const { shop, domain } = await openShop();
  await visitor(domain, "7").come();
  const where = { id: BigInt(shop) };
  await forShop(shop, (client) => client.shop.update({ where, data: { defaultRole: "support" } }));
  expect((await visitor(domain, "8").come()).by.role).toBe("support");
});

test("who owns the store at Shopify is an owner, whoever came first", async () => {
  const { domain } = await openShop();
  await visitor(domain, "7").come();
  expect((await visitor(domain, "8", { ...ada, isAccountOwner: true }).come()).by.role).toBe("owner");
});

test("of two who come first at once only one becomes the owner", async () => {
  // Several times: whether two really meet is up to the connections they get.
  for (let round = 0; round < 5; round++) {
    const { domain } = await openShop();
    const all = await Promise.all(["7", "8", "9"].map((id) => visitor(domain, id).come()));
    expect(all.map(({ by }) => by.role).sort()).toEqual(["owner", "viewer", "viewer"]);
  }
});

test("two tabs of one person make one person", async () => {
  const { shop, domain } = await openShop();
  await Promise.all([visitor(domain, "7").come(), visitor(domain, "7").come()]);
  expect(await forShop(shop, (client) => client.person.count())).toBe(1);
  expect((await readActs(shop)).log).toHaveLength(1);
});

test("the same person of another shop is somebody else there", async () => {
  const here = await openShop();
  const there = await openShop();
  await visitor(here.domain, "7").come();
  await visitor(there.domain, "1").come();
  expect((await visitor(there.domain, "7").come()).by.role).toBe("viewer");
  expect((await visitor(here.domain, "7").come()).by.role).toBe("owner");
});

test("Shopify is asked who somebody is on the first visit and then once a week", async () => {
  const { domain } = await openShop();
  const person = visitor(domain, "7", ada);
  await person.come(minutesAgo(8 * 24 * 60));
  await person.come(minutesAgo(6 * 24 * 60));
  expect(person.asked).toBe(1);
  person.profile = { ...ada, name: "Ada Vega-Lind" };
  expect((await person.come()).by.name).toBe("Ada Vega-Lind");
  expect(person.asked).toBe(2);
});

test("who could not be named works under a number, and Shopify is asked again after an hour", async () => {
  const { domain } = await openShop();
  const person = visitor(domain, "7");
  await person.come(minutesAgo(90));
  person.profile = ada;
  expect((await person.come(minutesAgo(60))).by.name).toBe("Staff member 7");
  expect((await person.come()).by.name).toBe("Ada Vega");
});

test("a name that Shopify no longer tells is kept", async () => {
  const { domain } = await openShop();
  const person = visitor(domain, "7", ada);
  await person.come(minutesAgo(8 * 24 * 60));
  person.profile = undefined;
  expect((await person.come()).by).toMatchObject({ name: "Ada Vega", role: "owner" });
});

test("who comes to own the store later is an owner from then on, and the log says so", async () => {
  const { shop, domain } = await openShop();
  await visitor(domain, "7").come();
  const person = visitor(domain, "8", ada);
  expect((await person.come(minutesAgo(8 * 24 * 60))).by.role).toBe("viewer");
  person.profile = { ...ada, isAccountOwner: true };
  expect((await person.come()).by.role).toBe("owner");
  expect((await readActs(shop)).log.at(-1)).toEqual({
    person: "Ada Vega",
    action: "became_owner",
    subject: "person 8",
  });
});

test("when somebody was last seen is kept to the quarter of an hour", async () => {
  const { shop, domain } = await openShop();
  const person = visitor(domain, "7", ada);
  const seen = async () => (await forShop(shop, (client) => client.person.findFirstOrThrow())).lastSeenAt;
  await person.come(minutesAgo(30));
  await person.come(minutesAgo(20));
  expect(await seen()).toEqual(minutesAgo(30));
  await person.come(minutesAgo(10));
  expect(await seen()).toEqual(minutesAgo(10));
});
