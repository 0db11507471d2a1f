import { lawOf, type Law } from "#tests/support/audit/evidence.ts";

/**
 * I3, the other way round: nobody waits for units that lie there unpromised. What an order's latest decision left waiting
 * at a location must not be free there, neither reserved nor damaged nor kept for safety. Units of a shop that has left may
 * stay unsettled: nobody may read there any more. Where the merchant's rules keep goods together or exclude a location, units
 * may rightly wait beside free ones.
 */
export const checkWaitingOrders: Law = lawOf(
  "I3",
  `SELECT o.shop::text, format('order %s', o.id) AS subject,
     format('waits for %s units of level %s/%s, where %s lie free', w.units, w.item, w.location,
       l.available + l.committed - l.safety_stock_units - l.allocated) AS sentence
   FROM orders o
   JOIN decisions d ON d.shop = o.shop AND d.order_id = o.id AND d.version = o.version
   CROSS JOIN LATERAL (
     SELECT (b->>'inventoryItemId')::bigint AS item, (b->>'locationId')::bigint AS location, sum((b->>'quantity')::int) AS units
     FROM jsonb_array_elements(coalesce(nullif(d.decision->'route'->'backordered', 'null'), '[]')) b
     WHERE b->>'inventoryItemId' IS NOT NULL AND b->>'locationId' <> '' GROUP BY 1, 2) w
   JOIN inventory_levels l ON l.shop = o.shop AND l.inventory_item_id = w.item AND l.location_id = w.location
   JOIN shops s ON s.id = o.shop
   WHERE (s.status = 'installed' OR l.unsettled_units = 0)
     AND NOT EXISTS (SELECT FROM routing_policies p WHERE p.shop = o.shop AND (p.policy->'keepTogether' <> '[]'
       OR p.policy->'neverSplitSkus' <> '[]' OR p.policy->'excludedRegions' <> '{}'))
     AND l.is_tracked AND l.is_connected AND l.available + l.committed - l.safety_stock_units > l.allocated
   ORDER BY 1, 2`,
);
