import type pg from "pg";
import { shopOf, type World } from "#tests/sandbox/state.ts";

/** Every kind of id that a request may name, of one shop. Lists are used up by clicks, one entry each. */
export type ShopIds = {
  /** Our id of the shop. */
  shop: string;
  domain: string;
  /** A staff member by Shopify's id. */
  staffId: string;
  /** People as the app knows them. */
  personIds: string[];
  heldOrderIds: string[];
  /** An order that nothing holds. */
  quietOrderId: string;
  /** An order with a customer and a confirmation number, and what a buyer proves it with. */
  bought: { orderId: string; customerId: string; confirmationNumber: string };
  /** A document with a file. */
  documentId: string;
  messageId: string;
  effectIds: string[];
  parkedIds: string[];
  parkedReasons: string[];
  noticeIds: string[];
  /** The notice of a customer who asked for their data. */
  dataRequestId: string;
  logEntryId: string;
  locationId: string;
  /** What the rate card that holds is called. */
  rateCard: string;
  /** Places in lists, as the pages put them into an address. */
  orderCursor: string;
  findingCursor: string;
  /** What somebody would type who looks for a buyer. */
  email: string;
  orderName: string;
};

const BOUGHT = `SELECT id AS "orderId", facts->'customer'->>'id' AS "customerId", facts->>'confirmationNumber' AS "confirmationNumber",
    facts->>'email' AS email, name, (extract(epoch FROM created_at) * 1000)::bigint || '_' || id AS cursor
  FROM orders WHERE shop = $1 AND facts->'customer'->>'id' IS NOT NULL AND facts->>'confirmationNumber' IS NOT NULL
    AND facts->>'email' IS NOT NULL AND NOT is_imported ORDER BY id DESC LIMIT 1`;

type Bought = ShopIds["bought"] & { email: string; name: string; cursor: string };

/** Reads them as they are now. @throws Error when a kind is missing: then nothing would be proven of it. */
export async function readShopIds(owner: pg.Client, world: World, domain: string): Promise<ShopIds> {
  const { rows: shops } = await owner.query<{ id: string }>("SELECT id FROM shops WHERE domain = $1", [domain]);
  const shop = shops[0]!.id;
  const list = async (text: string) => {
    const { rows } = await owner.query<{ id: string }>(text, [shop]);
    if (rows.length === 0) throw new Error(`${domain} has nothing for: ${text}`);
    return rows.map(({ id }) => id);
  };
  const one = async (text: string) => (await list(text))[0]!;
  const { rows: boughtRows } = await owner.query<Bought>(BOUGHT, [shop]);
  const { email, name, cursor, ...bought } = boughtRows[0]!;
  const asking = "SELECT id FROM outbox_messages WHERE shop = $1 AND reason LIKE '% asks.' ORDER BY id";
  const parked =
    "FROM inbox_messages WHERE shop = $1 AND state = 'parked' AND reason LIKE '% cannot be read: %' ORDER BY id";
  return {
    shop,
    domain,
    staffId: shopOf(world, domain).staff[0]!.id,
    personIds: await list("SELECT id FROM people WHERE shop = $1 AND name LIKE '% Person' ORDER BY id"),
    heldOrderIds: await list("SELECT id FROM orders WHERE shop = $1 AND sentence LIKE '% holds it.' ORDER BY id"),
    quietOrderId: await one(
      "SELECT id FROM orders WHERE shop = $1 AND problems = '{}' AND NOT is_imported ORDER BY id LIMIT 1",
    ),
    bought,
    documentId: await one("SELECT document_id AS id FROM document_files WHERE shop = $1 ORDER BY 1 LIMIT 1"),
    messageId: await one(
      "SELECT id FROM inbox_messages WHERE shop = $1 AND state = 'done' AND topic = 'orders/create' ORDER BY id LIMIT 1",
    ),
    effectIds: await list(asking),
    parkedIds: await list(`SELECT id ${parked}`),
    parkedReasons: await list(`SELECT reason AS id ${parked}`),
    noticeIds: await list("SELECT id FROM notices WHERE shop = $1 AND sentence LIKE '% notice.' ORDER BY id"),
    dataRequestId: await one(
      "SELECT id FROM notices WHERE shop = $1 AND kind = 'data_request' ORDER BY id DESC LIMIT 1",
    ),
    logEntryId: await one("SELECT id FROM action_log WHERE shop = $1 AND action = 'save_settings' ORDER BY id LIMIT 1"),
    locationId: await one("SELECT id FROM locations WHERE shop = $1 ORDER BY id LIMIT 1"),
    rateCard: await one(
      "SELECT body->0->>'service' AS id FROM rate_cards WHERE shop = $1 ORDER BY version DESC LIMIT 1",
    ),
    orderCursor: cursor,
    findingCursor: await one(
      "SELECT amount_minor || '_' || order_id AS id FROM history_findings WHERE shop = $1 ORDER BY amount_minor DESC LIMIT 1",
    ),
    email,
    orderName: name,
  };
}
