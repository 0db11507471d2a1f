import type { ShopClient } from "#app/db.server.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { OrderSituation } from "#app/domain/orders/order-can.ts";

export type KnownOrder = { id: string; name: string; problems: string[]; situation: OrderSituation };

/** The orders named, as far as they are known, with what says which acts are possible. */
export async function loadSituations(
  client: ShopClient,
  shop: string,
  orderIds: readonly string[],
): Promise<KnownOrder[]> {
  const known = { shop: BigInt(shop), id: { in: orderIds.map(BigInt) } };
  const orders = await client.order.findMany({
    where: known,
    select: { id: true, name: true, facts: true, problems: true, passedProblems: true, isImported: true },
    orderBy: { id: "asc" },
  });
  const asking = await client.outboxMessage.groupBy({
    by: ["orderId"],
    where: { shop: BigInt(shop), orderId: known.id, state: { in: ["suggested", "needs_person"] } },
    _count: true,
  });
  const suggestionsByOrder = new Map(asking.map((row) => [row.orderId, row._count]));
  return orders.map(({ id, name, facts, problems, passedProblems, isImported }) => ({
    id: String(id),
    name,
    problems,
    situation: {
      facts: facts as unknown as OrderFacts,
      problems: problems.map((code) => ({ code, holds: true }) as OrderSituation["problems"][number]),
      passedProblems,
      suggestions: suggestionsByOrder.get(id) ?? 0,
      isImported,
    },
  }));
}
