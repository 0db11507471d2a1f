import { forShop } from "#app/db.server.ts";
import { calledBy } from "#app/db/shops/people-rows.ts";
import type { Permission } from "#app/domain/orders/order-can.ts";
import { actLimit, type LimitedAct } from "#app/domain/people/act-limit.ts";
import { mayChangeRole } from "#app/domain/people/may-change-role.ts";
import { roleCan, ROLES, type Role } from "#app/domain/people/role-can.ts";

export type ListedPerson = {
  id: string;
  name: string;
  /** Empty where Shopify has not said it. */
  email: string;
  role: Role;
  isAccountOwner: boolean;
  locationIds: string[];
  /** Whether the role may be taken back from an owner and, if not, why not. */
  demotion: Permission;
  /** Acts of the role that have a limit for this person: what was set, and what holds. Null: none set, none holds. */
  limits: { act: LimitedAct; setMinor: number | null; holdsMinor: number | null }[];
  firstSeenAt: string;
  lastSeenAt: string;
};

export type PeoplePage = {
  people: ListedPerson[];
  defaultRole: Role;
  locations: { id: string; name: string }[];
};

/** Everybody who has opened the app in a shop, owners first, with what they may. For owners alone. */
export function listPeople(shop: string): Promise<PeoplePage> {
  return forShop(shop, async (client) => {
    const known = { shop: BigInt(shop) };
    const rows = await client.person.findMany({ where: known, orderBy: [{ firstSeenAt: "asc" }, { id: "asc" }] });
    const owners = rows.filter(({ role }) => role === "owner").length;
    const locations = await client.location.findMany({
      where: { ...known, isActive: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    });
    const { defaultRole } = await client.shop.findUniqueOrThrow({
      where: { id: BigInt(shop) },
      select: { defaultRole: true },
    });
    const people = rows.map((row): ListedPerson => {
      const id = String(row.id);
      const role = row.role as Role;
      const name = calledBy(row.name, id);
      const limits = {
        role,
        refundLimitMinor: amountOf(row.refundLimitMinor),
        cancelLimitMinor: amountOf(row.cancelLimitMinor),
      };
      return {
        id,
        name,
        email: row.email,
        role,
        isAccountOwner: row.isAccountOwner,
        locationIds: row.locationIds.map(String),
        demotion: mayChangeRole({ name, role, isAccountOwner: row.isAccountOwner }, "viewer", owners),
        limits: limitsOf(limits),
        firstSeenAt: row.firstSeenAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
      };
    });
    people.sort((left, right) => ROLES.indexOf(left.role) - ROLES.indexOf(right.role));
    return {
      people,
      defaultRole: defaultRole as Role,
      locations: locations.map(({ id, name }) => ({ id: String(id), name })),
    };
  });
}

/** Nothing for an owner, who has no limits, and for roles that do neither. */
function limitsOf(person: Parameters<typeof actLimit>[0]): ListedPerson["limits"] {
  if (person.role === "owner") return [];
  const acts = (["refund", "cancel"] as const).filter((act) => roleCan(person.role, act).allowed);
  return acts.map((act) => ({
    act,
    setMinor: act === "refund" ? person.refundLimitMinor : person.cancelLimitMinor,
    holdsMinor: actLimit(person, act),
  }));
}

function amountOf(minor: bigint | null): number | null {
  return minor === null ? null : Number(minor);
}
