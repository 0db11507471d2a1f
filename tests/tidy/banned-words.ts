/** A run of words inside a name that is not to be used, and what to say instead. */
export type BannedWords = {
  words: string[];
  say: string;
  /** The run is allowed when one of these words comes next: "order line item" is not an "order line". */
  unlessBefore?: string[];
  /** The same for the word before it: Shopify itself says "MoneyV2". */
  unlessAfter?: string[];
};

const ban = (
  say: string,
  runs: string[],
  unless: Pick<BannedWords, "unlessBefore" | "unlessAfter"> = {},
): BannedWords[] => runs.map((run) => ({ words: run.split(" "), say, ...unless }));

/**
 * The vocabulary of the house: one word for one thing. A word is banned alone where it has no other meaning in this trade,
 * else only in the company that gives it the banned sense: "store" is a shop of Shopify's or a verb, "store id" a location.
 */
export const bannedWords: readonly BannedWords[] = [
  ...ban("order", ["sales order"]),
  ...ban("line item", ["order line", "order lines"], { unlessBefore: ["item", "items"] }),
  ...ban("fulfillment order", ["shipment", "shipments", "fulfillment task", "order task"], {
    unlessBefore: ["status"],
  }),
  ...ban("fulfillment", ["order delivery", "partial delivery", "order deliveries"]),
  ...ban("location", [
    "warehouse id",
    "warehouse ids",
    "warehouses",
    "facility",
    "facilities",
    "store id",
    "store location",
  ]),
  ...ban("shop", ["tenant", "tenants", "shop account", "merchant account"]),
  ...ban("inventory item or inventory level", ["stock record", "stock records", "stock item", "stock items"]),
  ...ban("the inventory state, in full (on hand, available)", ["qty", "atp", "qoh"]),
  ...ban("assigned location, or route", ["source location", "sourcing", "broker", "order routing source"]),
  ...ban("allocation (reserved is a state of Shopify's)", ["reservation", "reservations"]),
  ...ban("ready, or release hold", ["release order", "released order", "released orders", "release to warehouse"]),
  ...ban("hold", [
    "block order",
    "blocked order",
    "blocked orders",
    "order block",
    "block reason",
    "pause order",
    "paused order",
    "paused orders",
  ]),
  ...ban("backorder", ["shortage", "shortages"]),
  ...ban("supplier", ["vendor id", "vendors"]),
  ...ban("purchase order", ["po"], { unlessBefore: ["number"] }),
  ...ban("bill of materials", ["kit", "kits", "recipe", "recipes"]),
  ...ban("load, or stop", ["trips", "trip id", "dispatch load", "load dispatch", "dispatch order"]),
  ...ban("invoice", ["bill", "bills"], { unlessBefore: ["of"] }),
  ...ban("inbox message, outbox message, or change", [
    "inbox event",
    "outbox event",
    "webhook event",
    "domain event",
    "event bus",
  ]),
  ...ban("job", ["cron", "background task", "worker task", "scheduled task"]),
  ...ban("what differs, instead of its age", ["new", "old", "legacy", "v1", "v2", "v3"], {
    unlessBefore: ["window", "tab", "line", "york", "zealand"],
    unlessAfter: ["money", "is"],
  }),
];

/** Words for a place where anything may go. */
export const bannedPlaces = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "lib",
  "services",
  "managers",
  "misc",
  "shared",
]);

/** The words of a name, in lower case: "orderLineItems", "order-line-items" and "ORDER_LINE_ITEMS" have the same. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** The first banned run of words in a name, if there is one. */
export function findBanned(name: string): BannedWords | undefined {
  const words = wordsOf(name);
  return bannedWords.find((banned) => words.some((_word, start) => isAt(words, start, banned)));
}

function isAt(words: string[], start: number, banned: BannedWords): boolean {
  const isSame = banned.words.every((word, offset) => words[start + offset] === word);
  const [before, after] = [words[start - 1] ?? "", words[start + banned.words.length] ?? ""];
  return isSame && !banned.unlessBefore?.includes(after) && !banned.unlessAfter?.includes(before);
}
