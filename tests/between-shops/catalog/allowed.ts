/**
 * Everything that is allowed beyond "the app sees its own shop's rows", each with its reason. What is not written here the
 * guard objects to: whoever adds a table, a function or a right that reaches beyond a shop writes the reason down.
 */

/** Tables that no shop owns, which are therefore not guarded by row. */
export const UNGUARDED: Readonly<Record<string, { appMay: string[]; reason: string }>> = {
  _prisma_migrations: { appMay: [], reason: "The record of the migrations; the app has no right to it." },
  session: {
    appMay: ["DELETE", "INSERT", "SELECT", "UPDATE"],
    reason: "The library's session storage asks for a session before it is known which shop's it is.",
  },
};

/** What the app may do with a shop's table within its shop. TRUNCATE and REFERENCES would pass the policies by. */
export const APP_RIGHTS = ["DELETE", "INSERT", "SELECT", "UPDATE"];

/** Indexes that tell shops apart, and so cannot begin with one. */
export const UNIQUE_OVER_SHOPS = ["shops_pkey", "shops_domain_key"];

/** A right of a role that sees rows of every shop: these columns and no others. */
export type Reach = { role: string; table: string; privilege: string; columns: string[]; reason: string };

const DISPATCHER = "switchyard_dispatcher";
const INGEST = "switchyard_ingest";
const DOORKEEPER = "switchyard_doorkeeper";
const FINDER = "switchyard_finder";

/** A whole table: every column, those that are added later too. */
export const WHOLE = "*";

export const REACHES: readonly Reach[] = [
  {
    role: INGEST,
    table: "shops",
    privilege: "SELECT",
    columns: ["domain", "id", "status"],
    reason: "A webhook names a domain: the map says whose it is and whether that shop is installed.",
  },
  {
    role: INGEST,
    table: "inbox_messages",
    privilege: "INSERT",
    columns: [WHOLE],
    reason: "Takes in what was signed, for whichever shop it is; it can read nothing of it again.",
  },
  {
    role: DISPATCHER,
    table: "shops",
    privilege: "SELECT",
    columns: ["catalog_read_at", "domain", "id", "installed_at", "reconciled_at", "status"],
    reason: "Finds shops whose catalogue was never read, and those to be compared with Shopify.",
  },
  {
    role: DISPATCHER,
    table: "inbox_messages",
    privilege: "SELECT",
    columns: ["id", "lane", "received_at", "shop", "state"],
    reason: "Finds shops whose messages wait, and how long; not what the messages say.",
  },
  {
    role: DISPATCHER,
    table: "outbox_messages",
    privilege: "SELECT",
    columns: ["due_at", "lease_until", "shop", "state"],
    reason: "Finds shops that have something to tell Shopify; not what.",
  },
  {
    role: DISPATCHER,
    table: "wanted_reads",
    privilege: "SELECT",
    columns: ["due_at", "shop"],
    reason: "Finds shops that have something to ask Shopify; not what.",
  },
  {
    role: DISPATCHER,
    table: "orders",
    privilege: "SELECT",
    columns: ["decide_at", "shop"],
    reason: "Finds shops of whose orders one is to be decided again now; not which.",
  },
  {
    role: DISPATCHER,
    table: "history_imports",
    privilege: "SELECT",
    columns: ["shop", "started_at", "state"],
    reason: "Finds imports that stand still.",
  },
  {
    role: DISPATCHER,
    table: "silences",
    privilege: "SELECT",
    columns: ["shop"],
    reason: "Counts for the metrics for how many shops Shopify does not answer.",
  },
  {
    role: DOORKEEPER,
    table: "shops",
    privilege: "SELECT",
    columns: ["domain", "id", "installed_at", "status", "uninstalled_at"],
    reason: "Opens a shop, or opens it again, by its domain.",
  },
  {
    role: DOORKEEPER,
    table: "shops",
    privilege: "INSERT",
    columns: ["domain", "installed_at", "name", "scopes"],
    reason: "Opens a shop.",
  },
  {
    role: DOORKEEPER,
    table: "shops",
    privilege: "UPDATE",
    columns: ["installed_at", "status", "uninstalled_at"],
    reason: "Opens a shop again after it left; its settings stay.",
  },
  { role: DOORKEEPER, table: "shop_writers", privilege: "INSERT", columns: ["shop"], reason: "Opens a shop." },
  {
    role: DOORKEEPER,
    table: "capabilities",
    privilege: "INSERT",
    columns: ["capability", "changed_at", "changed_by", "shop"],
    reason: "Opens a shop with every capability in Watch.",
  },
  {
    role: DOORKEEPER,
    table: "people",
    privilege: "SELECT",
    columns: [
      "cancel_limit_minor",
      "id",
      "last_seen_at",
      "location_ids",
      "name",
      "named_at",
      "refund_limit_minor",
      "role",
      "shop",
    ],
    reason: "Tells who asks, and what they may do, before anything else is known of the request.",
  },
  {
    role: FINDER,
    table: "orders",
    privilege: "SELECT",
    columns: ["created_at", "id", "search_text", "shop"],
    reason: "Searches by the index on trigrams, which PostgreSQL does not use where a policy asks for the shop.",
  },
];

/** Functions that work with rights other than the caller's: as whom, and why that is safe. */
export const DEFINERS: Readonly<Record<string, { owner: string; reason: string }>> = {
  "open_shop(shop_domain text, shop_name text, opened_at timestamp with time zone)": {
    owner: DOORKEEPER,
    reason: "Makes the row that the policies speak of. Takes a domain that a token has just proven, and answers an id.",
  },
  "shop_of_domain(shop_domain text)": {
    owner: DOORKEEPER,
    reason: "Answers the id of a domain that a token has just proven, and nothing else of that shop.",
  },
  "person_of(shop_domain text, person bigint)": {
    owner: DOORKEEPER,
    reason: "Answers about the one person whose token has just proven both, and about nobody else.",
  },
  "search_orders(pattern text, newest_first boolean, most integer)": {
    owner: FINDER,
    reason: "Takes no shop: it asks current_shop() like the policies, and answers ids alone.",
  },
};
