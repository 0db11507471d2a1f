import type { Permission } from "#app/domain/orders/order-can.ts";

export const ROLES = ["owner", "operations", "warehouse", "accounting", "support", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** What may be seen and done. A page, a button or a figure belongs to one of them. */
export const RIGHTS = [
  "open_app",
  "see_all_locations",
  "see_prices",
  "see_personal_data",
  "see_documents",
  "see_stock",
  "see_routing",
  "see_messages",
  "see_history",
  "see_settings",
  "see_notices",
  "see_log",
  "release_holds",
  "decide_again",
  "steer_routes",
  "approve_effects",
  "approve_documents",
  "settle_parked",
  "settle_notices",
  "export_personal_data",
  "import_history",
  "stop_everything",
  "change_settings",
  "manage_people",
  "refund",
  "cancel",
] as const;
export type Right = (typeof RIGHTS)[number];

/**
 * Who may what; the one table that pages, commands and queries obey. Least privilege decides where the trade has no
 * custom: a viewer, which everybody is at first, sees no buyer's name, and documents carry one; what a message said whole
 * (`see_messages`) is prices, names and stock in one, and stays with those who run the shop, and so does a customer's data as
 * one file (`export_personal_data`), which they alone are told is asked for. Why a location was chosen (`see_routing`) weighs
 * prices, stock and how far the buyer is, from several places at once: it is for those who see all three.
 */
const RIGHTS_OF: Record<Role, readonly Right[]> = {
  owner: RIGHTS,
  operations: RIGHTS.filter((right) => right !== "manage_people" && right !== "see_log"),
  // Own locations, no prices, no refunds: what has to be packed, and where it goes.
  warehouse: ["open_app", "see_personal_data", "see_stock"],
  // Documents, no stock: levels, promises and oversold goods are nothing to book.
  accounting: [
    "open_app",
    "see_all_locations",
    "see_prices",
    "see_personal_data",
    "see_documents",
    "see_history",
    "see_settings",
    "approve_documents",
  ],
  support: [
    "open_app",
    "see_all_locations",
    "see_prices",
    "see_personal_data",
    "see_documents",
    "see_stock",
    "see_routing",
    "see_history",
    "see_settings",
    "release_holds",
    "decide_again",
    "steer_routes",
    "refund",
    "cancel",
  ],
  viewer: ["open_app", "see_all_locations", "see_prices", "see_stock", "see_settings"],
};

export const ROLE_TITLE: Record<Role, string> = {
  owner: "Owner",
  operations: "Operations",
  warehouse: "Warehouse",
  accounting: "Accounting",
  support: "Support",
  viewer: "Viewer",
};

/** What a role is for, as one reads it where roles are given. */
export const ROLE_SENTENCE: Record<Role, string> = {
  owner: "Sees and does everything, gives the roles and reads the log.",
  operations: "Runs the day: sees and does everything but roles and the log.",
  warehouse: "Sees the orders of their own locations, without prices or documents, and changes nothing.",
  accounting: "Sees orders, prices and documents, not stock, and approves documents.",
  support: "Sees orders, buyers and documents, and lets held orders go on.",
  viewer: "Sees orders and decisions, without buyers' names or documents, and changes nothing.",
};

/** What the sentence of a refusal says that one may not do. */
const DEED: Record<Right, string> = {
  open_app: "open Switchyard",
  see_all_locations: "see orders of other locations",
  see_prices: "see prices",
  see_personal_data: "see who bought",
  see_documents: "see documents",
  see_stock: "see stock",
  see_routing: "see why a location was chosen",
  see_messages: "see messages as they came in",
  see_history: "see the report on the last 60 days",
  see_settings: "see the settings",
  see_notices: "see notices",
  see_log: "see the log",
  release_holds: "let a held order go on",
  decide_again: "have orders decided again",
  steer_routes: "say where an order leaves from",
  approve_effects: "approve what Shopify is told",
  approve_documents: "approve documents",
  settle_parked: "settle parked messages",
  settle_notices: "settle notices",
  export_personal_data: "download a customer's data",
  import_history: "have the last 60 days read",
  stop_everything: "stop everything",
  change_settings: "change the settings",
  manage_people: "give roles",
  refund: "refund",
  cancel: "cancel orders",
};

/** Whether a role has a right and, if not, why not, in the words that a disabled button or a refused page shows. */
export function roleCan(role: Role, right: Right): Permission {
  if (RIGHTS_OF[role].includes(right)) return { allowed: true };
  return {
    allowed: false,
    reason: `As ${ROLE_TITLE[role]} you may not ${DEED[right]}. An owner can give you another role under People.`,
  };
}
