import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/** I3: where Shopify shows less than nothing there is an open oversell case of that many units, and only there. */
export const checkOversellCases: Law = lawOf(
  "I3",
  `SELECT coalesce(l.shop, c.shop)::text AS shop,
     format('level %s/%s', coalesce(l.item, c.inventory_item_id), coalesce(l.location, c.location_id)) AS subject,
     CASE WHEN c.id IS NULL THEN format('is oversold by %s and no case is open', l.units)
       WHEN l.units IS NULL THEN format('has an open oversell case (%s) and is not below zero', c.id)
       ELSE format('is oversold by %s, case %s says %s', l.units, c.id, c.units) END AS sentence
   FROM (SELECT shop, inventory_item_id AS item, location_id AS location, -available AS units
     FROM inventory_levels WHERE is_tracked AND is_connected AND available < 0) l
   FULL JOIN (SELECT * FROM oversell_cases WHERE closed_at IS NULL) c
     ON c.shop = l.shop AND c.inventory_item_id = l.item AND c.location_id = l.location
   WHERE c.id IS NULL OR l.units IS NULL OR c.units <> l.units ORDER BY 1, 2`,
);
