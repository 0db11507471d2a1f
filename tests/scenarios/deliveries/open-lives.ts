import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import type { Transport } from "#tests/sandbox/webhooks/delivery.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { makeBareWorld } from "#tests/scenarios/stage/make-bare-world.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { openStage, type Stage } from "#tests/scenarios/stage/stage.ts";
import { withoutTraces } from "#tests/scenarios/stage/without-traces.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { planLives } from "./plan-lives.ts";

export type LivesOptions = { seed: number; orders: number; mode: "watch" | "act"; transport: Transport };

/**
 * A stage with one shop that has goods for everybody, and orders that live through everything while the webhooks travel by
 * this transport. Two runs with one seed differ in nothing but what the transports make of the webhooks.
 */
export async function liveLives({ seed, orders, mode, transport }: LivesOptions): Promise<Stage> {
  const { url } = await testDatabase();
  await emptyTables();
  let staged: StagedShop | undefined;
  const stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed,
    faults: {},
    transport,
    makeWorld: (options) => {
      const world = makeBareWorld(options);
      staged = openShop(
        world,
        { domain: "lives.myshopify.com", currency: "EUR" },
        ["Hamburg", "Berlin"],
        [{ title: "mug", priceMinor: 1999, policy: "DENY", units: { Hamburg: 4_000, Berlin: 4_000 } }],
      );
      return world;
    },
  });
  const { world, owner, scheduler } = stage;
  await installOn(owner, world, shopOf(world, staged!.shop.domain), mode);
  await stage.live(10_000);
  const endsAfterMs = planLives({ world, scheduler, staged: staged!, seed, orders, title: "mug" });
  await stage.live(endsAfterMs + 1_000);
  return stage;
}

type OrderRow = {
  id: string;
  facts: OrderFacts;
  headline: string;
  sentence: string;
  problems: string[];
  needsPerson: boolean;
  claims: unknown;
};

/**
 * What is known of each order and what follows from it, less the moments at which it was read and what only a read
 * states: how often we read differs from run to run.
 */
export async function knownOrders({ owner }: Stage) {
  const { rows } = await owner.query<OrderRow>(
    `SELECT id, facts - 'fulfillmentOrdersReadAt' - 'snapshotReadAt' #- '{customer,ordersCount}' #- '{company,name}' AS facts,
       headline, sentence, problems, needs_person AS "needsPerson",
       (SELECT jsonb_agg(jsonb_build_array(line_item_id, location_id, quantity) ORDER BY line_item_id, location_id)
        FROM allocations a WHERE a.shop = o.shop AND a.order_id = o.id) AS claims
     FROM orders o ORDER BY shop, id`,
  );
  return rows.map((row) => ({ ...row, facts: withoutTraces(row.facts) }));
}
