import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/** I2: the legs of a posting sum to zero, and a posting is about one level. */
const postings: Law = lawOf(
  "I2",
  `SELECT shop::text, format('posting %s', posting) AS subject,
     CASE WHEN sum(delta) <> 0 THEN format('its legs sum to %s', sum(delta))
       ELSE format('is about %s levels', count(DISTINCT (inventory_item_id, location_id))) END AS sentence
   FROM ledger_entries GROUP BY shop, posting
   HAVING sum(delta) <> 0 OR count(DISTINCT (inventory_item_id, location_id)) > 1 ORDER BY shop, posting`,
);

/** The accounts of a level, each with the column of the balance row. */
const ACCOUNTS = [
  ["available", "available"],
  ["committed", "committed"],
  ["reserved", "reserved"],
  ["safetyStock", "safety_stock"],
  ["damaged", "damaged"],
  ["qualityControl", "quality_control"],
  ["incoming", "incoming"],
  ["outside", "outside"],
] as const;

const accountRows = ACCOUNTS.map(([account, column]) => `('${account}', l.${column})`).join(", ");

/** I2: each account of a balance row equals the replay of its entries; where there are none it is zero. */
const balances: Law = lawOf(
  "I2",
  `SELECT coalesce(b.shop, e.shop)::text AS shop,
     format('level %s/%s', coalesce(b.item, e.item), coalesce(b.location, e.location)) AS subject,
     format('%s is %s, its entries replay to %s', coalesce(b.account, e.account),
       coalesce(b.balance::text, 'not there'), coalesce(e.replayed, 0)) AS sentence
   FROM (SELECT l.shop, l.inventory_item_id AS item, l.location_id AS location, a.account, a.balance
     FROM inventory_levels l CROSS JOIN LATERAL (VALUES ${accountRows}) AS a (account, balance)) b
   FULL JOIN (SELECT shop, inventory_item_id AS item, location_id AS location, account, sum(delta) AS replayed
     FROM ledger_entries GROUP BY 1, 2, 3, 4) e
     ON e.shop = b.shop AND e.item = b.item AND e.location = b.location AND e.account = b.account
   WHERE coalesce(e.replayed, 0) <> coalesce(b.balance, 0) OR (b.balance IS NULL AND e.replayed IS NOT NULL)
   ORDER BY 1, 2, 3`,
);

/** I1, I2: one message books a level at most once. */
const bookings: Law = lawOf(
  "I2",
  `SELECT shop::text, format('level %s/%s', inventory_item_id, location_id) AS subject,
     format('message %s booked it in %s postings', inbox_id, count(DISTINCT posting)) AS sentence
   FROM ledger_entries WHERE inbox_id IS NOT NULL
   GROUP BY shop, inbox_id, inventory_item_id, location_id HAVING count(DISTINCT posting) > 1 ORDER BY shop, 2`,
);

export const checkBalances: Law = async (evidence) => {
  const found = [];
  for (const law of [postings, balances, bookings]) found.push(...(await law(evidence)));
  return found;
};
