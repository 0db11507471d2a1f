import type { Role } from "./role-can.ts";

/** A member of the merchant's staff who has opened the app, as far as it matters for what they may see and do. */
export type Person = {
  /** Shopify's id of them: the subject of their session token. */
  id: string;
  /** As Shopify says it, or "Staff member 7" where it has not said. Never empty: the log and the timeline call them by it. */
  name: string;
  role: Role;
  /** Own locations. They bind the warehouse's people; for everybody else they are only noted. */
  locationIds: readonly string[];
  /** What they may give back or cancel at once, in minor units of the shop's currency; null: what their role may. */
  refundLimitMinor: number | null;
  cancelLimitMinor: number | null;
};

/** What Shopify says of a member of staff when they are asked who they are. */
export type StaffProfile = {
  name: string;
  email: string;
  /** Owns the store at Shopify, not merely an account there. */
  isAccountOwner: boolean;
};
