import { sayMoney } from "#app/domain/basics/phrase.ts";
import type { Permission } from "#app/domain/orders/order-can.ts";
import type { Person } from "./person.ts";
import { roleCan, type Role } from "./role-can.ts";

/** Acts that give money back or up, and therefore have a limit. */
export const LIMITED_ACTS = ["refund", "cancel"] as const;
export type LimitedAct = (typeof LIMITED_ACTS)[number];

/**
 * Up to which amount somebody may do it at once, in minor units of the shop's currency; null: any amount. An owner has no
 * limit. Support has none to spend until an owner sets one; operations may spend any amount until then.
 */
export function actLimit(person: Pick<Person, "role" | "refundLimitMinor" | "cancelLimitMinor">, act: LimitedAct) {
  if (!roleCan(person.role, act).allowed) return 0;
  if (person.role === "owner") return null;
  const own = act === "refund" ? person.refundLimitMinor : person.cancelLimitMinor;
  return own ?? LIMIT_UNTIL_SET[person.role];
}

const LIMIT_UNTIL_SET: Record<Exclude<Role, "owner">, number | null> = {
  operations: null,
  support: 0,
  warehouse: 0,
  accounting: 0,
  viewer: 0,
};

/** Whether a person may do it for this amount (minor units of the shop's currency) and, if not, why not. */
export function personCan(person: Person, act: LimitedAct, amountMinor: number, currency: string): Permission {
  const permission = roleCan(person.role, act);
  if (!permission.allowed) return permission;
  const limit = actLimit(person, act);
  if (limit === null || amountMinor <= limit) return { allowed: true };
  const verb = act === "refund" ? "refund" : "cancel orders for";
  return {
    allowed: false,
    reason: `You may ${verb} up to ${sayMoney(limit, currency)}, and this is ${sayMoney(amountMinor, currency)}. An owner can do it or raise your limit under People.`,
  };
}
