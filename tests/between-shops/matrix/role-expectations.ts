/**
 * What the definitions of the trade say of roles, written without a look at how the app decides it: owner; operations;
 * warehouse (own locations; no prices, no refunds); accounting (documents; no stock); support; viewer. An owner may
 * everything and alone gives roles and reads the log; a viewer changes nothing; where the definitions leave it open whether a
 * role may, either answer is right.
 */
export const STAFF_ROLES = ["operations", "warehouse", "accounting", "support", "viewer"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export type Expectation = "answers" | "refuses" | "open";

type Row = Readonly<Record<StaffRole, Expectation>>;

const row = (
  operations: Expectation,
  warehouse: Expectation,
  accounting: Expectation,
  support: Expectation,
  viewer: Expectation,
): Row => ({ operations, warehouse, accounting, support, viewer });

const EVERYBODY = row("answers", "answers", "answers", "answers", "answers");
const OWNER_ALONE = row("refuses", "refuses", "refuses", "refuses", "refuses");
/** Runs the day: not for those who pack, book or only look. */
const DAILY_ACT = row("answers", "refuses", "refuses", "open", "refuses");
const SETTING = row("open", "refuses", "refuses", "refuses", "refuses");

/** By route and verb, for an action also by what it is asked to do. */
export const expectations: Readonly<Record<string, Row>> = {
  "routes/app GET": EVERYBODY,
  "routes/app.$ GET": EVERYBODY,
  "routes/app._index GET": EVERYBODY,
  "routes/app._index POST approve": DAILY_ACT,
  "routes/app._index POST dismiss": DAILY_ACT,
  "routes/app._index POST finish": DAILY_ACT,
  "routes/app.orders._index GET": EVERYBODY,
  "routes/app.orders._index POST pass_problems": DAILY_ACT,
  "routes/app.orders._index POST decide_again": DAILY_ACT,
  "routes/app.orders.$orderId GET": EVERYBODY,
  "routes/app.orders.$orderId POST pass_problem": DAILY_ACT,
  "routes/app.orders.$orderId POST decide_again": DAILY_ACT,
  "routes/app.orders.$orderId POST lock": DAILY_ACT,
  "routes/app.orders.$orderId POST unlock": DAILY_ACT,
  "routes/app.orders.$orderId POST reject": DAILY_ACT,
  "routes/app.orders.$orderId POST withdraw_rejection": DAILY_ACT,
  "routes/app.orders.$orderId POST approve": DAILY_ACT,
  "routes/app.orders.$orderId POST dismiss": DAILY_ACT,
  // Prices and stock of all locations, and how far the buyer is from each.
  "routes/app.orders.$orderId_.certificate GET": row("answers", "refuses", "refuses", "answers", "open"),
  "routes/api.admin-order GET": EVERYBODY,
  "routes/api.admin-order POST -": DAILY_ACT,
  // A document is prices through and through.
  "routes/app.documents.$documentId GET": row("answers", "refuses", "answers", "open", "open"),
  // All that is kept of a buyer, prices and documents in it: for those who run the shop, who are told that it is asked for.
  "routes/app.data-requests.$noticeId GET": row("answers", "refuses", "refuses", "open", "refuses"),
  // What a message said whole carries prices, and what Shopify says of stock.
  "routes/app.messages.$messageId GET": row("answers", "refuses", "open", "open", "open"),
  "routes/app.parked GET": row("answers", "open", "open", "open", "open"),
  "routes/app.parked POST replay": DAILY_ACT,
  "routes/app.parked POST discard": DAILY_ACT,
  // What the last 60 days cost, in money.
  "routes/app.history GET": row("answers", "refuses", "open", "open", "open"),
  "routes/app.history POST start_again": DAILY_ACT,
  "routes/app.settings GET": row("answers", "open", "open", "open", "open"),
  "routes/app.settings POST -": SETTING,
  // What carriers ask the merchant, in money.
  "routes/app.shipping-costs GET": row("answers", "refuses", "open", "open", "open"),
  "routes/app.shipping-costs POST preview": SETTING,
  "routes/app.shipping-costs POST import": SETTING,
  "routes/app.shipping-costs POST remove_card": SETTING,
  "routes/app.shipping-costs POST return_to": SETTING,
  "routes/app.rate-files.$name GET": row("answers", "refuses", "open", "open", "open"),
  "routes/app.routing GET": row("answers", "open", "open", "open", "open"),
  "routes/app.routing POST save": SETTING,
  "routes/app.routing POST return": SETTING,
  "routes/app.routing POST preview": SETTING,
  "routes/app.routing_.what-if POST -": SETTING,
  "routes/app.stop POST -": row("answers", "refuses", "refuses", "open", "refuses"),
  "routes/app.people GET": OWNER_ALONE,
  "routes/app.people POST set_role": OWNER_ALONE,
  "routes/app.people POST set_locations": OWNER_ALONE,
  "routes/app.people POST set_limits": OWNER_ALONE,
  "routes/app.people POST set_default_role": OWNER_ALONE,
  "routes/app.log GET": OWNER_ALONE,
};

/** Routes that no staff member asks: the buyers', and those in front of the sign-in. */
export const NOT_OF_STAFF = [
  "root",
  "routes/$",
  "routes/_index",
  "routes/auth.$",
  "routes/auth.login",
  "routes/api.order-status",
];
