import { forShop } from "#app/db.server.ts";
import { mayAct } from "#app/domain/actions/may-act.ts";
import type { OrderDecision, Problem } from "#app/domain/decision.ts";
import type { Permission } from "#app/domain/orders/order-can.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Person } from "#app/domain/people/person.ts";
import { roleCanOrder } from "#app/domain/people/role-can-order.ts";
import { sightOf } from "#app/domain/people/sight.ts";
import type { Mode } from "#app/domain/settings.ts";
import { isInSight } from "./read-order.ts";
import { showDecision } from "./in-sight/show-order.ts";

export type AdminOrderView = {
  name: string;
  headline: string;
  /** Null for who may not see what it may quote. */
  sentence: string | null;
  problems: Problem[];
  release: Permission;
  /** Whether holding this order is acted on, not only watched or suggested. */
  isHoldingActive: boolean;
};

/**
 * What Switchyard decided about one order and what holds it, in short, as far as a person may see it; undefined when the
 * shop has no such order, or it is none of theirs.
 */
export function readAdminOrder(shop: string, by: Person, orderId: string): Promise<AdminOrderView | undefined> {
  const sight = sightOf(by);
  return forShop(shop, async (client) => {
    const known = { shop: BigInt(shop), orderId: BigInt(orderId) };
    const order = await client.order.findUnique({
      where: { shop_id: { shop: known.shop, id: known.orderId } },
      omit: { searchText: true },
    });
    if (!order) return undefined;
    const facts = order.facts as unknown as OrderFacts;
    if (!isInSight(facts, sight)) return undefined;
    const latest = await client.decision.findFirst({
      where: known,
      orderBy: { version: "desc" },
      select: { decision: true },
    });
    const hold = await client.capability.findFirst({ where: { shop: known.shop, capability: "hold" } });
    const decision = latest
      ? showDecision(latest.decision as unknown as OrderDecision, facts.shopCurrency, sight)
      : null;
    return {
      name: order.name,
      headline: order.headline,
      sentence: sight.sentences ? order.sentence : null,
      problems: decision?.problems ?? [],
      release: roleCanOrder(by.role, "pass_problems", {
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
