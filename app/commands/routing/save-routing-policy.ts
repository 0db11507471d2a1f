import { forShop, type ShopClient } from "#app/db.server.ts";
import { savedDefaults, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import type { Click, ClickOutcome } from "#app/commands/click.ts";
import { holdWriter } from "#app/commands/hold-writer.ts";
import { logAction } from "#app/commands/log-action.ts";
import { requireRight } from "#app/commands/require-right.ts";

/** What a person may set; the version follows from what was saved before, the currency is the shop's. */
export type PolicyWish = Omit<SavedPolicy, "version" | "currency">;

type Body = Omit<SavedPolicy, "version">;

/**
 * Saves a routing policy as the next version. It holds from the next decision on; what was decided stays as it is.
 *
 * @param basedOn the version that the person had before them: what somebody saved meanwhile is not undone unseen.
 * @throws NotAllowed
 */
export async function saveRoutingPolicy(
  shop: string,
  clicked: Click,
  { basedOn, policy, why }: { basedOn: number; policy: PolicyWish; why: string },
): Promise<ClickOutcome> {
  requireRight(clicked.by, "change_settings");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    const standing = await readStanding(client, shop);
    const refused = refuse(standing, basedOn) ?? (await refuseLocations(client, shop, policy));
    if (refused !== undefined) return { refused };
    return addVersion(client, shop, click, standing, { ...policy, currency: standing.currency }, why);
  });
}

/**
 * Saves an earlier version once more, as the next one; version 0 are the defaults.
 *
 * @throws NotAllowed
 */
export async function returnToPolicy(
  shop: string,
  clicked: Click,
  { basedOn, version }: { basedOn: number; version: number },
): Promise<ClickOutcome> {
  requireRight(clicked.by, "change_settings");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    const standing = await readStanding(client, shop);
    const refused = refuse(standing, basedOn);
    if (refused !== undefined) return { refused };
    if (version === standing.version) return { refused: `Version ${version} holds already.` };
    const body = await readBody(client, shop, version, standing.currency);
    if (!body) return { refused: `There is no version ${version}. Reload the page.` };
    const why = version === 0 ? "Back to the defaults" : `Back to version ${version}`;
    return addVersion(client, shop, click, standing, body, why);
  });
}

/** The newest version, 0 before the first. */
type Standing = { status: string; currency: string; version: number; savedBy: string };

async function readStanding(client: ShopClient, shop: string): Promise<Standing> {
  const { status, currency } = await client.shop.findUniqueOrThrow({
    where: { id: BigInt(shop) },
    select: { status: true, currency: true },
  });
  const newest = await client.routingPolicy.findFirst({
    where: { shop: BigInt(shop) },
    orderBy: { version: "desc" },
    select: { version: true, savedBy: true },
  });
  return { status, currency, version: newest?.version ?? 0, savedBy: newest?.savedBy ?? "" };
}

function refuse({ status, version, savedBy }: Standing, basedOn: number): string | undefined {
  if (status !== "installed")
    return "Switchyard was removed from this store. Open it anew from Shopify's admin to go on.";
  if (version === basedOn) return undefined;
  return `${savedBy || "Somebody"} saved version ${version} meanwhile. Discard your changes to see it, then make them again.`;
}

/** Locations are the shop's own: a rule about another's would never hold and never be seen. */
async function refuseLocations(client: ShopClient, shop: string, { excludedRegions }: PolicyWish) {
  const ids = Object.keys(excludedRegions).map(BigInt);
  const known = await client.location.count({ where: { shop: BigInt(shop), id: { in: ids } } });
  return known === ids.length ? undefined : "One of these locations is not known any more. Reload the page.";
}

async function readBody(client: ShopClient, shop: string, version: number, currency: string): Promise<Body | null> {
  if (version === 0) {
    const { version: _none, ...defaults } = savedDefaults(currency);
    return defaults;
  }
  const where = { shop_version: { shop: BigInt(shop), version } };
  const row = await client.routingPolicy.findUnique({ where, select: { policy: true } });
  return row && (row.policy as unknown as Body);
}

async function addVersion(
  client: ShopClient,
  shop: string,
  click: Click,
  standing: Standing,
  policy: Body,
  why: string,
): Promise<ClickOutcome> {
  const version = standing.version + 1;
  const before = await readBody(client, shop, standing.version, standing.currency);
  await client.routingPolicy.create({
    data: { shop: BigInt(shop), version, policy, savedAt: click.now, savedBy: click.by.name, why },
  });
  await logAction(client, shop, click, {
    action: "save_routing_policy",
    subject: `routing policy, version ${version}`,
    details: { why, before, after: policy },
  });
  return { messageIds: [] };
}
