import type { DecisionGrounds, DecisionInputs } from "#app/domain/decision-inputs.ts";
import type { RoutePlan } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { ChosenUnits } from "#app/domain/routing/what-if/chosen-units.ts";
import { insertRows } from "#app/db/insert-rows.ts";
import type { Sql } from "#app/db/sql.ts";

/** The decision that last gave an order its route. */
export type ChoiceRecord = { orderId: string; version: number; units: ChosenUnits; facts: OrderFacts };

/** What orders were last routed to. */
export async function loadChosenUnits(
  sql: Sql,
  shop: string,
  orderIds: readonly string[],
): Promise<Map<string, ChosenUnits>> {
  const rows = await sql.query<{ orderId: string; units: ChosenUnits }>(
    `SELECT order_id AS "orderId", units FROM route_choices WHERE shop = $1 AND order_id = ANY($2::bigint[])`,
    [shop, [...orderIds]],
  );
  return new Map(rows.map(({ orderId, units }) => [orderId, units]));
}

/** Keeps what orders were routed to now; of each the last choice alone. */
export async function saveChoices(sql: Sql, shop: string, now: Date, choices: readonly ChoiceRecord[]): Promise<void> {
  await insertRows(
    sql,
    "route_choices",
    ["shop", "order_id", "version", "decided_at", "units", "facts"].map((name) => ({ name })),
    choices.map(({ orderId, version, units, facts }) => [
      shop,
      orderId,
      version,
      now,
      JSON.stringify(units),
      JSON.stringify(facts),
    ]),
    `ON CONFLICT (shop, order_id) DO UPDATE SET version = excluded.version, decided_at = excluded.decided_at,
       units = excluded.units, facts = excluded.facts`,
  );
}

/** A choice with all that its decision looked at; `groundsHash` names the rest of it. */
export type PastChoice = {
  orderId: string;
  name: string;
  decidedAt: Date;
  facts: OrderFacts;
  inputs: DecisionInputs;
  route: RoutePlan;
};

/** A stretch of time, `to` not included, and behind which choice to go on. */
export type ChoiceStretch = { from: Date; to: Date; after: Pick<PastChoice, "decidedAt" | "orderId"> | null };

/** The next choices in the order in which they were made. */
export function readChoices(
  sql: Sql,
  shop: string,
  { from, to, after }: ChoiceStretch,
  most: number,
): Promise<PastChoice[]> {
  return sql.query<PastChoice>(
    `SELECT c.order_id AS "orderId", o.name, c.decided_at AS "decidedAt", c.facts, d.inputs, d.decision->'route' AS route
     FROM (SELECT * FROM route_choices WHERE shop = $1 AND decided_at >= $2 AND decided_at < $3
         AND (decided_at, order_id) > ($4, $5)
       ORDER BY decided_at, order_id LIMIT $6) AS c
     JOIN decisions d ON d.shop = c.shop AND d.order_id = c.order_id AND d.version = c.version
     JOIN orders o ON o.shop = c.shop AND o.id = c.order_id
     ORDER BY c.decided_at, c.order_id`,
    [shop, from, to, after?.decidedAt ?? from, after?.orderId ?? "0", most],
  );
}

/** How many choices a stretch has. */
export async function countChoices(sql: Sql, shop: string, from: Date, to: Date): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM route_choices WHERE shop = $1 AND decided_at >= $2 AND decided_at < $3",
    [shop, from, to],
  );
  return row!.count;
}

/** What decisions stood on, by its name. */
export async function readGrounds(
  sql: Sql,
  shop: string,
  hashes: readonly string[],
): Promise<Map<string, DecisionGrounds>> {
  const rows = await sql.query<{ hash: string; grounds: DecisionGrounds }>(
    "SELECT hash, grounds FROM decision_grounds WHERE shop = $1 AND hash = ANY($2)",
    [shop, [...hashes]],
  );
  return new Map(rows.map(({ hash, grounds }) => [hash, grounds]));
}
