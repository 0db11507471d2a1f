import type { IncomingMessage } from "node:http";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import type { ShopSummary, StaffSummary } from "#tests/sandbox/admin/sandbox-client.ts";

/** A year: whoever tries the demo stays who they chose to be. */
const KEPT_S = 31_536_000;

function cookieName(shop: Pick<ShopSummary, "domain">): string {
  return `staff-${storeHandle(shop.domain)}`;
}

/** As whom somebody looks at a shop's admin: the member of staff they chose there, or the one who owns it. */
export function signedInStaff(req: IncomingMessage, shop: ShopSummary): StaffSummary {
  const cookies = new Map((req.headers.cookie ?? "").split("; ").map((pair) => pair.split("=", 2) as [string, string]));
  const chosen = cookies.get(cookieName(shop));
  const member = shop.staff.find(({ id }) => id === chosen) ?? shop.staff.find(({ isShopOwner }) => isShopOwner);
  return member ?? { id: "1", name: "Shop Owner", isShopOwner: true };
}

/** The cookie that signs a shop's admin in as a member of its staff. There are no passwords: it is a stand-in. */
export function staffCookie(shop: ShopSummary, member: StaffSummary): string {
  return `${cookieName(shop)}=${member.id}; Path=/; Max-Age=${KEPT_S}; SameSite=Lax; HttpOnly`;
}
