import { forShop, type ShopClient } from "#app/db.server.ts";
import { TIMER_LANE } from "#app/db/inbox-writer.ts";
import { dayInZone, startOfZoneDay } from "#app/domain/basics/zone-day.ts";
import { CAPABILITIES, type Capability, type Mode, type ShopSettings } from "#app/domain/settings.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { holdWriter } from "./hold-writer.ts";
import { logAction } from "./log-action.ts";
import { pullBackEffects } from "./pull-back-effects.ts";
import { requireRight } from "./require-right.ts";

/** What a person may set about a capability. The day is a calendar day of the shop; null where none was chosen. */
export type CapabilityWish = { mode: Mode; goLiveDay: string | null; hourlyLimit: number };

/** What a person may set. The rest of a shop's settings is Shopify's. */
export type SettingsWish = Pick<
  ShopSettings,
  "duplicateWindowMinutes" | "holdRiskLevel" | "allowedBorderCrossings" | "invoiceSeriesPrefix" | "seller"
> & { capabilities: Record<Capability, CapabilityWish> };

/**
 * Writes the settings of a shop and who changed what. They hold from the next decision on; what waits to be sent for a
 * capability that is taken back to Watch or off is pulled back at once.
 *
 * @throws NotAllowed
 */
export async function saveSettings(
  shop: string,
  clicked: Click,
  { capabilities, ...settings }: SettingsWish,
): Promise<ClickOutcome> {
  requireRight(clicked.by, "change_settings");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    const before = await client.shop.findUniqueOrThrow({
      where: { id: BigInt(shop) },
      select: { settings: true, timeZone: true, status: true },
    });
    // The page was still open, and Shopify's farewell came first: what is set to Act now would act at a reinstallation.
    if (before.status !== "installed") {
      return { refused: "Switchyard was removed from this store. Open it anew from Shopify's admin to go on." };
    }
    await client.shop.update({ where: { id: BigInt(shop) }, data: { settings } });
    const changed: CapabilityChange[] = [];
    for (const capability of CAPABILITIES) {
      const change = await saveCapability(client, shop, click, capability, capabilities[capability], before.timeZone);
      if (change) changed.push(change);
    }
    await logAction(client, shop, click, {
      action: "save_settings",
      subject: "settings",
      details: { before: before.settings, after: settings, capabilities: changed },
    });
    await decideLoosed(client, shop, click, findLoosed(changed));
    return { messageIds: await pullBack(client, shop, click, changed) };
  });
}

/**
 * What was let loose and is no longer goes back to what it may still do. So does what an earlier stop could not reach:
 * nothing that was queued before is sent only because its capability acts again.
 */
async function pullBack(client: ShopClient, shop: string, click: Click, changed: readonly CapabilityChange[]) {
  const tamed = changed.filter(({ before, after }) => isStill(after) || (before !== null && isStill(before)));
  const asking = changed.filter(({ before, after }) => before?.mode === "act" && after.mode === "suggest");
  const names = (changes: readonly CapabilityChange[]) => changes.map(({ capability }) => capability);
  return [
    ...(await pullBackEffects(client, shop, click, names(tamed), "watch")),
    ...(await pullBackEffects(client, shop, click, names(asking), "suggest")),
  ];
}

function isStill({ mode }: Standing): boolean {
  return mode === "off" || mode === "watch";
}

/** What may act or ask from now on and might not until now, or of which the day was set anew. */
function findLoosed(changed: readonly CapabilityChange[]): CapabilityChange[] {
  return changed.filter(({ before, after }) => {
    const isLive = after.mode === "act" || after.mode === "suggest";
    return isLive && (before?.mode !== after.mode || before.goLiveAt !== after.goLiveAt);
  });
}

/**
 * Has orders placed since the earliest day of going live decided again: a capability that goes live on a day that has
 * passed acts on what was only watched since. Where invoices are let loose, so are all orders that have one: what was
 * refunded meanwhile is corrected whenever the order was placed. One statement for however many there are; the worker's
 * sweep finds them.
 */
async function decideLoosed(
  client: ShopClient,
  shop: string,
  { now, newId }: Click,
  loosed: readonly CapabilityChange[],
): Promise<void> {
  const since = loosed.flatMap(({ after }) => after.goLiveAt ?? []).sort()[0];
  if (since === undefined) return;
  const isInvoicing = loosed.some(({ capability }) => capability === "invoice");
  await client.$executeRaw`
    INSERT INTO inbox_messages (shop, lane, topic, webhook_id, received_at, body)
    SELECT shop, ${TIMER_LANE}, 'switchyard/timer', ${newId()} || ':' || id, ${now},
      convert_to(json_build_object('orderId', id::text, 'what', 'a capability was let loose')::text, 'UTF8')
    FROM orders WHERE shop = ${BigInt(shop)} AND version > 0 AND NOT is_imported AND (
      created_at >= ${new Date(since)}
      OR ${isInvoicing} AND id IN (SELECT order_id FROM documents WHERE shop = ${BigInt(shop)}))`;
}

type Standing = { mode: string; hourlyLimit: number; goLiveAt: string | null };
type CapabilityChange = { capability: Capability; before: Standing | null; after: Standing };

/** Writes one capability if it differs, and answers what changed. */
async function saveCapability(
  client: ShopClient,
  shop: string,
  { now, by }: Click,
  capability: Capability,
  wish: CapabilityWish,
  timeZone: string,
): Promise<CapabilityChange | undefined> {
  const where = { shop_capability: { shop: BigInt(shop), capability } };
  const before = await client.capability.findUnique({ where });
  const goLiveAt = goLiveOf(wish, before?.goLiveAt ?? null, timeZone, now);
  const isSame =
    before?.mode === wish.mode &&
    before.hourlyLimit === wish.hourlyLimit &&
    before.goLiveAt?.getTime() === goLiveAt?.getTime();
  if (isSame) return undefined;
  const data = { mode: wish.mode, hourlyLimit: wish.hourlyLimit, goLiveAt, changedAt: now, changedBy: by.name };
  await client.capability.upsert({ where, update: data, create: { shop: BigInt(shop), capability, ...data } });
  const was = before && {
    mode: before.mode,
    hourlyLimit: before.hourlyLimit,
    goLiveAt: before.goLiveAt?.toISOString() ?? null,
  };
  return {
    capability,
    before: was,
    after: { mode: wish.mode, hourlyLimit: wish.hourlyLimit, goLiveAt: goLiveAt?.toISOString() ?? null },
  };
}

/**
 * From when on orders are acted on. A capability that is let loose without a day goes live now, so that no older order
 * is touched; the day that was set before keeps its hour.
 */
function goLiveOf({ mode, goLiveDay }: CapabilityWish, before: Date | null, timeZone: string, now: Date): Date | null {
  if (goLiveDay === null) return mode === "suggest" || mode === "act" ? now : null;
  if (before && dayInZone(before.toISOString(), timeZone) === goLiveDay) return before;
  return new Date(startOfZoneDay(goLiveDay, timeZone));
}
