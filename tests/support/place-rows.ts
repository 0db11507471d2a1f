import type { Prisma } from "@prisma/client";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { fulfillmentOrder, lineItem, order } from "#tests/domain/build-order.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";

let opened = 0;

/** A shop of its own for a test. */
export async function openTestShop(): Promise<string> {
  opened += 1;
  const [row] = await database.app.query<{ shop: string }>("SELECT open_shop($1, $1, $2) AS shop", [
    `shop-${opened}.myshopify.com`,
    minutesAgo(10_000),
  ]);
  return row!.shop;
}

type OrderRow = Partial<Omit<Prisma.OrderUncheckedCreateInput, "shop" | "facts">> & { facts?: Partial<OrderFacts> };

/** An order as a batch leaves it: ready, paid, placed an hour ago, unless stated otherwise. Its name is "#<id>". */
export async function placeOrder(shop: string, id: string, { facts, ...columns }: OrderRow = {}): Promise<void> {
  const lines = [lineItem({ id: `${id}1` })];
  const createdAt = columns.createdAt ?? minutesAgo(60);
  const whole = order({
    id,
    name: `#${id}`,
    createdAt: new Date(createdAt).toISOString(),
    lines,
    fulfillmentOrders: [fulfillmentOrder(lines, { id: `${id}2`, locationId: "11" })],
    ...facts,
  });
  await forShop(shop, (client) =>
    client.order.create({
      data: {
        shop: BigInt(shop),
        id: BigInt(id),
        name: whole.name,
        createdAt,
        updatedAt: createdAt,
        facts: whole,
        customerId: whole.customer === null ? null : BigInt(whole.customer.id),
        headline: "Ready",
        sentence: "Ships from Lyon.",
        searchText: `${whole.name} ${whole.email ?? ""}`.toLowerCase(),
        currency: "EUR",
        totalMinor: 2000,
        lineCount: 1,
        countryCode: "DE",
        sourceName: "web",
        decidedAt: createdAt,
        ...columns,
      },
    }),
  );
}

type MessageRow = Partial<Omit<Prisma.InboxMessageUncheckedCreateInput, "shop">>;

/** An inbox message, waiting unless stated otherwise. Answers its id. */
export async function placeMessage(shop: string, webhookId: string, columns: MessageRow = {}): Promise<string> {
  const message = await forShop(shop, (client) =>
    client.inboxMessage.create({
      data: {
        shop: BigInt(shop),
        topic: "orders/updated",
        webhookId,
        receivedAt: NOW,
        body: Buffer.from("{}"),
        ...columns,
      },
    }),
  );
  return String(message.id);
}

type EffectRow = Partial<Omit<Prisma.OutboxMessageUncheckedCreateInput, "shop" | "key" | "orderId">>;

/** A wish for Shopify, suggested unless stated otherwise. Answers its id. */
export async function placeEffect(
  shop: string,
  orderId: string,
  key: string,
  columns: EffectRow = {},
): Promise<string> {
  const effect = await forShop(shop, (client) =>
    client.outboxMessage.create({
      data: {
        shop: BigInt(shop),
        key,
        orderId: BigInt(orderId),
        capability: "route",
        kind: "move",
        payload: { kind: "move", locationId: "11" },
        state: "suggested",
        createdAt: NOW,
        dueAt: NOW,
        ...columns,
      },
    }),
  );
  return String(effect.id);
}

/** A location of the shop by its name. */
export async function placeLocation(shop: string, id: string, name: string): Promise<void> {
  await forShop(shop, (client) =>
    client.location.create({ data: { shop: BigInt(shop), id: BigInt(id), name, facts: {} } }),
  );
}
