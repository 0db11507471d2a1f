import { readChoices, readGrounds, type ChoiceStretch, type PastChoice } from "#app/db/decisions/choice-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { DecisionGrounds } from "#app/domain/decision-inputs.ts";
import type { OrderDecision } from "#app/domain/decision.ts";

/** A decision that gave an order its route, with everything it looked at, as it is stored. */
export type StoredChoice = PastChoice & { grounds: DecisionGrounds; decision: OrderDecision };

const EVER = { from: new Date(0), to: new Date("2100-01-01T00:00:00Z") };
const A_PAGE = 250;

/** All choices of a shop, in the order in which they were made. */
export async function* readStoredChoices(database: Database, shop: string): AsyncGenerator<StoredChoice> {
  let after: ChoiceStretch["after"] = null;
  for (;;) {
    const page: StoredChoice[] = await database.inShop(shop, async (sql) => {
      const choices = await readChoices(sql, shop, { ...EVER, after }, A_PAGE);
      const ids = choices.map(({ orderId }) => orderId);
      const decisions = await sql.query<{ orderId: string; decision: OrderDecision }>(
        `SELECT c.order_id AS "orderId", d.decision FROM route_choices c JOIN decisions d USING (shop, order_id, version)
         WHERE c.shop = $1 AND c.order_id = ANY($2::bigint[])`,
        [shop, ids],
      );
      const decisionById = new Map(decisions.map(({ orderId, decision }) => [orderId, decision]));
      const hashes = new Set(choices.map(({ inputs }) => inputs.groundsHash));
      const grounds = await readGrounds(sql, shop, [...hashes]);
      return choices.map((choice) => ({
        ...choice,
        grounds: grounds.get(choice.inputs.groundsHash)!,
        decision: decisionById.get(choice.orderId)!,
      }));
    });
    yield* page;
    if (page.length < A_PAGE) return;
    after = page.at(-1)!;
  }
}
