import type pg from "pg";
import { savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";

// More of each than there are clicks that use one up.
const HELD = 6;
const EFFECTS = 8;
const PARKED = 6;
const NOTICES = 4;

/** Orders that may be acted on, as far as they themselves go. */
const LIVE = "shop = $1 AND NOT is_imported AND NOT is_test AND facts->>'cancelledAt' IS NULL";

/** Where, the word that begins every text that is planted, and the staff member who is to be the shop's owner. */
export type Planting = { domain: string; word: string; staffId: string };

/**
 * Gives a shop what a quiet day does not bring by itself: orders that are held, effects that wait for an answer, parked
 * messages, notices, goods that are oversold, an import of its history and what it found.
 */
export async function plantRows(owner: pg.Client, { domain, word, staffId }: Planting, now: Date): Promise<void> {
  const { rows } = await owner.query<{ id: string }>("SELECT id FROM shops WHERE domain = $1", [domain]);
  const shop = rows[0]!.id;
  const plant = async (text: string, values: unknown[] = []) => {
    const planted = await owner.query(text, [shop, word, ...values]);
    if (planted.rowCount === 0) throw new Error(`Nothing was planted for ${domain} by: ${text}`);
  };
  await plant(
    `UPDATE orders SET problems = '{house_number_missing}', needs_person = true, sentence = $2 || ' holds it.'
     WHERE shop = $1 AND id IN (SELECT id FROM orders WHERE ${LIVE} ORDER BY id LIMIT ${HELD})`,
  );
  await plant(
    `INSERT INTO outbox_messages (shop, key, order_id, capability, kind, payload, state, created_at, due_at, reason)
     SELECT $1, $2 || ' ' || n, (SELECT id FROM orders WHERE ${LIVE} ORDER BY id DESC OFFSET n LIMIT 1), 'hold', 'hold',
       jsonb_build_object('kind', 'hold', 'notes', $2 || ' note'), CASE WHEN n % 2 = 0 THEN 'suggested' ELSE 'needs_person' END,
       $3::timestamptz, $3::timestamptz, $2 || ' asks.'
     FROM generate_series(1, ${EFFECTS}) AS n`,
    [now],
  );
  await plant(
    `INSERT INTO inbox_messages (shop, topic, webhook_id, received_at, body, state, attempts, reason, settled_at)
     SELECT $1, 'orders/updated', $2 || n, $3::timestamptz, convert_to('{"note": "' || $2 || ' body"}', 'UTF8'), 'parked', 3,
       $2 || ' cannot be read: ' || n, $3::timestamptz
     FROM generate_series(1, ${PARKED}) AS n`,
    [now],
  );
  await plant(
    `INSERT INTO notices (shop, at, kind, sentence, details)
     SELECT $1, $3, 'limit', $2 || ' notice.', jsonb_build_object('orderIds', jsonb_build_array((SELECT min(id)::text FROM orders WHERE shop = $1)))
     FROM generate_series(1, ${NOTICES})`,
    [now],
  );
  await plant(
    `INSERT INTO notices (shop, at, kind, sentence, details)
     SELECT $1, $3, 'data_request', $2 || ' asks for their data.', jsonb_build_object('customerId', facts->'customer'->>'id', 'orderIds', jsonb_build_array(id::text))
     FROM orders WHERE shop = $1 AND facts->'customer'->>'id' IS NOT NULL ORDER BY id DESC LIMIT 1`,
    [now],
  );
  await plantStock(plant, now);
  await plantHistory(plant, now);
  await plantRateCards(plant, now);
  await plantPeople(plant, staffId, now);
}

type Plant = (text: string, values?: unknown[]) => Promise<void>;

async function plantStock(plant: Plant, now: Date): Promise<void> {
  await plant(
    `INSERT INTO oversell_cases (shop, inventory_item_id, location_id, units, opened_at)
     SELECT $1, inventory_item_id, location_id, 2, $3 FROM inventory_levels WHERE shop = $1 AND $2 <> '' LIMIT 1`,
    [now],
  );
  await plant(
    `INSERT INTO backorder_lines (shop, order_id, inventory_item_id, units, placed_at)
     SELECT $1, (SELECT max(id) FROM orders WHERE shop = $1), (SELECT min(inventory_item_id) FROM inventory_levels WHERE shop = $1), 1, $3
     WHERE $2 <> '' ON CONFLICT DO NOTHING`,
    [now],
  );
  await plant(
    `INSERT INTO wanted_reads (shop, subject, object_id, wanted_at, due_at, reason)
     VALUES ($1, 'order', (SELECT max(id)::text FROM orders WHERE shop = $1), $3, $3, $2 || ' wants it.')`,
    [now],
  );
  await plant(
    `INSERT INTO silences (shop, since, try_again_at, pauses, is_token_refused, reason) VALUES ($1, $3, $3, 1, false, $2 || ' is silent.')`,
    [now],
  );
  await plant(`INSERT INTO catalog_imports (shop, installed_at, reason) VALUES ($1, $3, $2 || ' cannot be read.')`, [
    now,
  ]);
  // Long enough ago that a comparison now has something to compare.
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  await plant(
    `INSERT INTO reconciliations (shop, checked_to, checked_at, seen)
     SELECT $1, $3, $3, 1 WHERE $2 <> '' ON CONFLICT (shop, checked_to) DO UPDATE SET seen = 1`,
    [anHourAgo],
  );
}

async function plantHistory(plant: Plant, now: Date): Promise<void> {
  await plant(
    `INSERT INTO history_imports (shop, state, from_at, started_at, orders_read, orders_queued, orders_loaded, finished_at, operation_id)
     VALUES ($1, 'done', $3, $3, 2, 2, 2, $3, $2)`,
    [now],
  );
  await plant(
    `INSERT INTO history_findings (shop, order_id, kind, amount_minor, currency, confidence, sentence, details)
     SELECT $1, id, 'bad_address', 1000 + row_number() OVER (ORDER BY id), 'EUR', 'likely', $2 || ' finding.', '{}'
     FROM orders WHERE shop = $1 LIMIT 4`,
  );
}

/** Two versions, of which the second holds. */
async function plantRateCards(plant: Plant, now: Date): Promise<void> {
  await plant(
    `INSERT INTO rate_cards (shop, version, body, did, why, saved_at, saved_by)
     SELECT $1, n, jsonb_build_array(jsonb_build_object('service', $2 || ' Parcel', 'currency', 'EUR', 'locationIds', NULL,
         'zones', jsonb_build_array(jsonb_build_object('name', '1', 'days', n,
           'parts', jsonb_build_array(jsonb_build_object('kind', 'country', 'country', 'DE')),
           'rates', jsonb_build_array(jsonb_build_object('upToGrams', 2000, 'priceMinor', 400 + n)))))),
       'Imported 1 rate card', $2 || ' asks less.', $3, $2 || ' Owner'
     FROM generate_series(1, 2) AS n`,
    [now],
  );
}

async function plantPeople(plant: Plant, staffId: string, now: Date): Promise<void> {
  await plant(
    `INSERT INTO people (shop, id, name, email, role, is_role_chosen, first_seen_at, last_seen_at, named_at)
     SELECT $1, $1::bigint * 1000 + n, $2 || ' Person', lower($2) || n || '@example.com', 'viewer', true, $3::timestamptz, $3::timestamptz, $3::timestamptz
     FROM generate_series(1, 3) AS n`,
    [now],
  );
  await plant(
    `INSERT INTO people (shop, id, name, email, role, is_role_chosen, first_seen_at, last_seen_at, named_at)
     VALUES ($1, $4, $2 || ' Owner', lower($2) || '@example.com', 'owner', true, $3, $3, $3)`,
    [now, staffId],
  );
  await plant(
    `INSERT INTO routing_policies (shop, version, policy, saved_at, saved_by, why)
     VALUES ($1, 1, $4, $3, $2 || ' Owner', $2 || ' tries it.')`,
    [now, JSON.stringify(savedDefaults("EUR"))],
  );
  await plant(
    `INSERT INTO action_log (shop, at, person, person_id, action, subject) VALUES ($1, $3, $2 || ' Owner', $4, 'save_settings', $2 || ' settings')`,
    [now, staffId],
  );
}
