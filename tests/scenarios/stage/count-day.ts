import type pg from "pg";
import type { World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { DeliveryLogEntry } from "#tests/sandbox/webhooks/delivery.ts";

/** What a day was made of. Deliveries are counted by webhook, everything else by order. */
export type DayCounts = {
  deliveries: number;
  duplicated: number;
  disordered: number;
  orders: number;
  split: number;
  soldOut: number;
  edited: number;
  refunded: number;
  held: number;
  cancelled: number;
  sent: number;
  /** What the app did about it. */
  decisions: number;
  documents: number;
  holdsPlaced: number;
  holdsReleased: number;
  moves: number;
  parked: number;
};

export type CountedDay = {
  world: World;
  owner: pg.Client;
  log: readonly DeliveryLogEntry[];
  since: Date;
  apiKey: string;
};

/** Counts what happened since a moment at the shops the app works for. */
export async function countDay({ world, owner, log, since, apiKey }: CountedDay): Promise<DayCounts> {
  const shops = [...world.shops.values()].filter((shop) => shop.installations.has(apiKey));
  const orders = shops.flatMap((shop) =>
    [...shop.orders.values()]
      .filter((order) => Date.parse(order.createdAt) >= since.getTime())
      .map((order) => ({ shop, order })),
  );
  const count = (isMeant: (shop: Shop, order: Order) => boolean) =>
    orders.filter(({ shop, order }) => isMeant(shop, order)).length;
  const first = log.filter(({ attempt }) => attempt === 1);
  const effects = (name: string) =>
    world.log.filter((entry) => entry.kind === "effect" && entry.name === name && entry.actor.kind === "app").length;
  return {
    deliveries: first.length,
    duplicated: first.filter(({ mischief }) => mischief.some((each) => each.startsWith("duplicate"))).length,
    disordered: first.filter(({ mischief }) => mischief.includes("out of order")).length,
    orders: orders.length,
    split: count((shop, order) => placesOf(shop, order).size > 1),
    soldOut: await ask(
      owner,
      `SELECT count(DISTINCT (shop, order_id)) FROM decisions WHERE jsonb_array_length(decision->'route'->'backordered') > 0`,
    ),
    edited: count((_shop, order) => order.edits.length > 0),
    refunded: count((_shop, order) => order.refunds.length > 0),
    held: await ask(
      owner,
      `SELECT count(DISTINCT (shop, order_id)) FROM decisions
       WHERE jsonb_path_exists(decision, '$.problems[*] ? (@.holds == true)')`,
    ),
    cancelled: count((_shop, order) => order.cancelledAt !== null),
    sent: count((_shop, order) => order.fulfillmentIds.length > 0),
    decisions: await ask(owner, "SELECT count(*) FROM decisions"),
    documents: await ask(owner, "SELECT count(*) FROM documents"),
    holdsPlaced: effects("hold placed"),
    holdsReleased: effects("hold released"),
    moves: effects("fulfillment order moved"),
    parked: await ask(owner, "SELECT count(*) FROM inbox_messages WHERE state = 'parked'"),
  };
}

/** Locations that work, or worked, on an order's goods. */
function placesOf(shop: Shop, order: Order): Set<string | null | undefined> {
  const works = order.fulfillmentOrderIds.map((id) => shop.fulfillmentOrders.get(id));
  return new Set(
    works.filter((work) => work?.lines.some((line) => line.totalQuantity > 0)).map((work) => work?.assignedLocationId),
  );
}

async function ask(owner: pg.Client, text: string): Promise<number> {
  const { rows } = await owner.query<{ count: string }>(text);
  return Number(rows[0]?.count);
}
