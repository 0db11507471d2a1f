import type { Matrix } from "./open-matrix.ts";
import { STAFF_ROLES, type StaffRole } from "./role-expectations.ts";

export type Staff = {
  idByRole: Record<StaffRole | "owner", string>;
  /** The warehouse's people work at one location. */
  orderIdsAtOwnLocation: Set<string>;
  nameById: Map<string, string>;
  /** An order at that location, with goods promised to it, whose buyer has a name. */
  bought: { orderId: string; buyerName: string };
  /** Every sum of money that stands in the shop's orders and documents, in minor units; small ones are anything's. */
  amounts: Set<number>;
};

const LEAST_TELLING = 1_000;
const BUYER = "facts->'shippingAddress'->>'name'";

/** Plants a person of each role at the asker's shop, and reads what they may and may not see. */
export async function readStaff({ owner, here }: Matrix): Promise<Staff> {
  const { rows: places } = await owner.query<{ id: string; orderId: string; buyerName: string }>(
    `SELECT a.location_id AS id, o.id AS "orderId", o.${BUYER} AS "buyerName"
     FROM allocations a JOIN orders o ON o.shop = a.shop AND o.id = a.order_id
       JOIN fulfillment_orders f ON f.shop = a.shop AND f.order_id = a.order_id AND f.location_id = a.location_id
     WHERE a.shop = $1 AND length(o.${BUYER}) > 4
     ORDER BY (SELECT count(*) FROM fulfillment_orders x WHERE x.shop = a.shop AND x.location_id = a.location_id), o.id LIMIT 1`,
    [here.shop],
  );
  const place = places[0]!;
  const idByRole = { owner: here.staffId } as Staff["idByRole"];
  for (const [index, role] of STAFF_ROLES.entries()) {
    idByRole[role] = `${here.shop}${7_000 + index}`;
    await owner.query(
      `INSERT INTO people (shop, id, name, role, is_role_chosen, location_ids, first_seen_at, last_seen_at, named_at)
       VALUES ($1, $2, $3, $4, true, $5, $6, $6, $6)`,
      [here.shop, idByRole[role], `Person of ${role}`, role, role === "warehouse" ? [place.id] : [], new Date()],
    );
  }
  const { rows: own } = await owner.query<{ id: string }>(
    "SELECT DISTINCT order_id AS id FROM fulfillment_orders WHERE shop = $1 AND location_id = $2",
    [here.shop, place.id],
  );
  const { rows: orders } = await owner.query<{ id: string; name: string }>(
    "SELECT id, name FROM orders WHERE shop = $1",
    [here.shop],
  );
  const { rows: sums } = await owner.query<{ minor: string }>(
    `SELECT total_minor AS minor FROM orders WHERE shop = $1 UNION SELECT total_minor FROM documents WHERE shop = $1
     UNION SELECT (line->'unitPrice'->>'shopMinor')::bigint FROM orders, jsonb_array_elements(facts->'lines') AS line WHERE shop = $1`,
    [here.shop],
  );
  return {
    idByRole,
    orderIdsAtOwnLocation: new Set(own.map(({ id }) => id)),
    nameById: new Map(orders.map(({ id, name }) => [id, name])),
    bought: { orderId: place.orderId, buyerName: place.buyerName },
    amounts: new Set(sums.map(({ minor }) => Number(minor)).filter((minor) => minor >= LEAST_TELLING)),
  };
}
