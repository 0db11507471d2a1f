import { forShop, type ShopClient } from "#app/db.server.ts";
import { mayChangeRole } from "#app/domain/people/may-change-role.ts";
import { ROLE_TITLE, type Role } from "#app/domain/people/role-can.ts";
import { calledBy } from "#app/db/shops/people-rows.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { logAction } from "./log-action.ts";
import { requireRight } from "./require-right.ts";

/** What an owner may change about a person. Limits in minor units of the shop's currency; null: what the role may. */
export type PersonChange = {
  role?: Role;
  locationIds?: readonly string[];
  refundLimitMinor?: number | null;
  cancelLimitMinor?: number | null;
};

/**
 * An owner gives a person another role, own locations or limits. It holds from the person's next click on, and the last
 * owner stays one.
 *
 * @throws NotAllowed
 */
export async function changePerson(
  shop: string,
  click: Click,
  personId: string,
  change: PersonChange,
): Promise<ClickOutcome> {
  requireRight(click.by, "manage_people");
  return forShop(shop, async (client) => {
    await lockRoles(client, shop);
    const where = { shop_id: { shop: BigInt(shop), id: BigInt(personId) } };
    const before = await client.person.findUnique({ where });
    if (!before) return { refused: "This person is not known here." };
    const person = { ...before, role: before.role as Role, name: calledBy(before.name, personId) };
    const permission = mayChangeRole(person, change.role ?? person.role, await countOwners(client, shop));
    if (!permission.allowed) return { refused: permission.reason };
    const { locationIds, refundLimitMinor, cancelLimitMinor } = change;
    const refused = locationIds && (await refuseLocations(client, shop, locationIds));
    if (refused) return { refused };
    await client.person.update({
      where,
      data: {
        ...(change.role === undefined ? {} : { role: change.role, isRoleChosen: true }),
        ...(locationIds === undefined ? {} : { locationIds: locationIds.map(BigInt) }),
        ...(refundLimitMinor === undefined ? {} : { refundLimitMinor }),
        ...(cancelLimitMinor === undefined ? {} : { cancelLimitMinor }),
      },
    });
    const was = {
      role: before.role,
      locationIds: before.locationIds.map(String),
      refundLimitMinor: amountOf(before.refundLimitMinor),
      cancelLimitMinor: amountOf(before.cancelLimitMinor),
    };
    await logAction(client, shop, click, {
      action: "change_person",
      subject: `person ${personId}`,
      details: { before: was, after: { ...was, ...change, locationIds: [...(locationIds ?? was.locationIds)] } },
    });
    return { messageIds: [] };
  });
}

/**
 * An owner says what somebody is who opens the app for the first time. Who is here already stays what they are.
 *
 * @throws NotAllowed
 */
export async function setDefaultRole(shop: string, click: Click, role: Role): Promise<ClickOutcome> {
  requireRight(click.by, "manage_people");
  if (role === "owner") return { refused: `Nobody begins as ${ROLE_TITLE.owner}: make a person an owner by name.` };
  return forShop(shop, async (client) => {
    const where = { id: BigInt(shop) };
    const { defaultRole } = await client.shop.findUniqueOrThrow({ where, select: { defaultRole: true } });
    await client.shop.update({ where, data: { defaultRole: role } });
    const details = { before: defaultRole, after: role };
    await logAction(client, shop, click, { action: "set_default_role", subject: "people", details });
    return { messageIds: [] };
  });
}

/** Roles of a shop are changed one at a time: two owners who demote each other at once must not both succeed. */
async function lockRoles(client: ShopClient, shop: string): Promise<void> {
  await client.$queryRaw`SELECT id FROM shops WHERE id = ${BigInt(shop)} FOR UPDATE`;
}

function countOwners(client: ShopClient, shop: string): Promise<number> {
  return client.person.count({ where: { shop: BigInt(shop), role: "owner" } });
}

/** Locations are the shop's own: another id would wait for a location that may one day be somebody else's work. */
async function refuseLocations(client: ShopClient, shop: string, locationIds: readonly string[]) {
  const ids = [...new Set(locationIds)].map(BigInt);
  const known = await client.location.count({ where: { shop: BigInt(shop), id: { in: ids } } });
  return known === ids.length ? undefined : "One of these locations is not known any more. Reload the page.";
}

function amountOf(minor: bigint | null): number | null {
  return minor === null ? null : Number(minor);
}
