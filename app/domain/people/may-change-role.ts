import type { Permission } from "#app/domain/orders/order-can.ts";
import type { Role } from "./role-can.ts";

/**
 * Whether somebody's role may become another. A shop always has an owner; who owns the store at Shopify stays one, so that
 * a way back is there even when the owners here have quarrelled or left.
 *
 * @param owners how many owners the shop has now.
 */
export function mayChangeRole(
  person: { name: string; role: Role; isAccountOwner: boolean },
  wanted: Role,
  owners: number,
): Permission {
  if (person.role !== "owner" || wanted === "owner") return { allowed: true };
  if (person.isAccountOwner) {
    return { allowed: false, reason: `${person.name} owns the store at Shopify and is always an owner here.` };
  }
  if (owners > 1) return { allowed: true };
  return { allowed: false, reason: "Somebody has to be the owner: make another person an owner first." };
}
