import { forShop, type ShopClient } from "#app/db.server.ts";
import type { OrderDecision } from "#app/domain/decision.ts";
import { contextOf, type DecisionGrounds, type DecisionInputs } from "#app/domain/decision-inputs.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Person } from "#app/domain/people/person.ts";
import { roleCan } from "#app/domain/people/role-can.ts";
import { sightOf } from "#app/domain/people/sight.ts";
import { certifyRoute } from "#app/domain/routing/certificate/certify-route.ts";
import { isStoredRoute } from "#app/domain/routing/certificate/is-stored-route.ts";
import type { RouteCertificate } from "#app/domain/routing/certificate/route-certificate.ts";
import { isInSight } from "#app/queries/read-order.ts";

/** Why the route of an order is as it is, computed again from what the decision looked at. */
export type ShownCertificate =
  | { kind: "certificate"; decidedAt: string; isSame: boolean; certificate: RouteCertificate }
  /** There is a decision, and nothing to compute: the sentence says why. */
  | { kind: "none"; decidedAt: string; sentence: string };

type Row = {
  decision: OrderDecision;
  inputs: Partial<DecisionInputs>;
  decidedAt: Date;
  grounds: DecisionGrounds | null;
};

/**
 * The certificate of the decision that the order's page shows. It is computed here and now, and from nothing but what is stored
 * with the decision.
 *
 * @returns undefined when the shop has no such order or it is not decided yet, or when it is none of theirs
 */
export async function readCertificate(
  shop: string,
  by: Person,
  orderId: string,
): Promise<ShownCertificate | undefined> {
  if (!roleCan(by.role, "see_routing").allowed) return undefined;
  const found = await forShop(shop, async (client) => {
    const key = { shop: BigInt(shop), id: BigInt(orderId) };
    const order = await client.order.findUnique({ where: { shop_id: key }, select: { facts: true, isImported: true } });
    const decided = order && (await readLatest(client, key));
    return decided && { ...decided, facts: order.facts as unknown as OrderFacts, isImported: order.isImported };
  });
  if (!found || !isInSight(found.facts, sightOf(by))) return undefined;
  const decidedAt = found.decidedAt.toISOString();
  const none = (sentence: string) => ({ kind: "none" as const, decidedAt, sentence });
  const { route } = found.decision;
  if (found.isImported) return none("An order from before the app was installed is shown and not routed.");
  if (!route) return none("There was nothing to route.");
  if (!found.grounds || !found.inputs.levelsBefore)
    return none("This decision is from a version of Switchyard that did not keep all it looked at.");
  const { context, levels } = contextOf(found.facts, found.inputs as DecisionInputs, found.grounds);
  const certified = certifyRoute(context, levels);
  if (!certified) return none("This version of Switchyard finds nothing to route in it.");
  const isSame = isStoredRoute(context, levels, certified.route, route);
  return { kind: "certificate", decidedAt, isSame, certificate: certified.certificate };
}

/** An order's facts are those of its latest decision. */
async function readLatest(client: ShopClient, { shop, id }: { shop: bigint; id: bigint }): Promise<Row | null> {
  const rows = await client.$queryRaw<Row[]>`
    SELECT d.decision, d.inputs, d.decided_at AS "decidedAt", g.grounds
    FROM decisions d LEFT JOIN decision_grounds g ON g.shop = d.shop AND g.hash = d.inputs->>'groundsHash'
    WHERE d.shop = ${shop} AND d.order_id = ${id} ORDER BY d.version DESC LIMIT 1`;
  return rows[0] ?? null;
}
