import { forShop } from "#app/db.server.ts";
import { mayAct } from "#app/domain/actions/may-act.ts";
import type { OrderDecision, Problem } from "#app/domain/decision.ts";
import { orderCan, type Permission } from "#app/domain/orders/order-can.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Mode } from "#app/domain/settings.ts";

export type AdminOrderView = {
  name: string;
  headline: string;
  sentence: string;
  problems: Problem[];
  release: Permission;
  /** Whether holding this order is acted on, not only watched or suggested. */
  isHoldingActive: boolean;
};

/** What Switchyard decided about one order and what holds it, in short; undefined when the shop has no such order. */
export function readAdminOrder(shop: string, orderId: string): Promise<AdminOrderView | undefined> {
  return forShop(shop, async (client) => {
    const known = { shop: BigInt(shop), orderId: BigInt(orderId) };
    const order = await client.order.findUnique({
      where: { shop_id: { shop: known.shop, id: known.orderId } },
      omit: { searchText: true },
    });
    if (!order) return undefined;
    const latest = await client.decision.findFirst({
      where: known,
      orderBy: { version: "desc" },
      select: { decision: true },
    });
    const hold = await client.capability.findFirst({ where: { shop: known.shop, capability: "hold" } });
    const facts = order.facts as unknown as OrderFacts;
    const decision = latest ? (latest.decision as unknown as OrderDecision) : null;
    return {
      name: order.name,
      headline: order.headline,
      sentence: order.sentence,
      problems: decision?.problems ?? [],
      release: orderCan("pass_problems", {
        facts,
        problems: order.problems.map((code) => ({ code, holds: true }) as Problem),
        passedProblems: order.passedProblems,
        suggestions: 0,
        isImported: order.isImported,
      }),
      isHoldingActive: hold !== null && isActedOn(hold, { ...facts, isImported: order.isImported }),
    };
  });
}

type HoldRow = { mode: string; goLiveAt: Date | null; hourlyLimit: number };

function isActedOn({ mode, goLiveAt, hourlyLimit }: HoldRow, order: Parameters<typeof mayAct>[1]): boolean {
  const setting = {
    capability: "hold",
    mode: mode as Mode,
    goLiveAt: goLiveAt?.toISOString() ?? null,
    hourlyLimit,
  } as const;
  return mayAct(setting, order) === "act";
}
