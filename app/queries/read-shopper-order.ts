import { createHash, timingSafeEqual } from "node:crypto";
import { database, forShop, type ShopClient } from "#app/db.server.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import { shopperProgress, type ShopperProgress } from "#app/domain/orders/shopper-progress.ts";

/** Who asks about an order: a customer whom Shopify signed in, or somebody who shows its confirmation number. */
export type ShopperProof = { customerId: string } | { confirmationNumber: string };

/**
 * The progress of one order, for the buyer of that very order and nobody else.
 *
 * @param domain the shop that the session token is for.
 * @returns undefined when there is no such order at this shop or the proof is not for it: the two are not told apart.
 */
export async function readShopperOrder(
  domain: string,
  orderId: string,
  proof: ShopperProof,
): Promise<ShopperProgress | undefined> {
  const [found] = await database.app.query<{ shop: string | null }>("SELECT shop_of_domain($1) AS shop", [domain]);
  const shop = found?.shop;
  if (!shop) return undefined;
  return forShop(shop, async (client) => {
    const key = { shop: BigInt(shop), id: BigInt(orderId) };
    const order = await client.order.findUnique({ where: { shop_id: key }, select: { facts: true } });
    if (!order || !(await isInstalled(client, key.shop))) return undefined;
    const facts = order.facts as unknown as OrderFacts;
    if (isPlaceholder(facts) || facts.isDeleted || !proves(proof, facts)) return undefined;
    return shopperProgress({
      facts,
      planStateByFulfillmentOrder: await readPlanStates(client, key),
      locationNameById: await readLocationNames(client, key.shop, facts),
      isSignedIn: "customerId" in proof,
    });
  });
}

/** Digests have one length and are compared in one time, so that an answer's delay tells nothing of the number. */
function proves(proof: ShopperProof, facts: OrderFacts): boolean {
  if ("customerId" in proof) return facts.customer !== null && facts.customer.id === proof.customerId;
  if (!facts.confirmationNumber) return false;
  return timingSafeEqual(digest(proof.confirmationNumber), digest(facts.confirmationNumber));
}

function digest(confirmationNumber: string): Buffer {
  return createHash("sha256").update(confirmationNumber.trim().toUpperCase()).digest();
}

async function isInstalled(client: ShopClient, shop: bigint): Promise<boolean> {
  const found = await client.shop.findUnique({ where: { id: shop }, select: { status: true } });
  return found?.status === "installed";
}

async function readPlanStates(client: ShopClient, key: { shop: bigint; id: bigint }): Promise<Record<string, string>> {
  const rows = await client.fulfillmentOrder.findMany({
    where: { shop: key.shop, orderId: key.id },
    select: { id: true, planState: true },
  });
  return Object.fromEntries(rows.map(({ id, planState }) => [String(id), planState]));
}

async function readLocationNames(client: ShopClient, shop: bigint, facts: OrderFacts): Promise<Record<string, string>> {
  const ids = facts.fulfillmentOrders.flatMap((work) => (work.locationId === null ? [] : [BigInt(work.locationId)]));
  const rows = await client.location.findMany({ where: { shop, id: { in: ids } }, select: { id: true, name: true } });
  return Object.fromEntries(rows.map(({ id, name }) => [String(id), name]));
}
