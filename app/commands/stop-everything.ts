import { forShop, type ShopClient } from "#app/db.server.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { holdWriter } from "./hold-writer.ts";
import { logAction } from "./log-action.ts";
import { pullBackEffects } from "./pull-back-effects.ts";
import { requireRight } from "./require-right.ts";

/**
 * The Stop button: every capability that acts or asks goes back to Watch, and what was queued for Shopify is pulled back.
 * Capabilities that are off stay off.
 *
 * The modes are committed before the queue is touched: from then on nothing is sent, whatever becomes of the rest. What
 * could not be pulled back is when the button is pressed again, or before a capability is let loose again.
 *
 * @throws NotAllowed
 */
export async function stopEverything(shop: string, clicked: Click): Promise<ClickOutcome> {
  requireRight(clicked.by, "stop_everything");
  const isStopped = await forShop(shop, (client) => stopCapabilities(client, shop, clicked));
  const messageIds = await forShop(shop, (client) => pullBackStopped(client, shop, clicked));
  if (!isStopped && messageIds.length === 0) {
    return { refused: "Nothing acts or asks: every capability is at Watch or off." };
  }
  return { messageIds };
}

/** @returns whether there was something to stop. */
async function stopCapabilities(client: ShopClient, shop: string, clicked: Click): Promise<boolean> {
  const click = await holdWriter(client, shop, clicked);
  const { by, now } = click;
  const acting = { shop: BigInt(shop), mode: { in: ["suggest", "act"] } };
  const before = await client.capability.findMany({
    where: acting,
    select: { capability: true, mode: true },
    orderBy: { capability: "asc" },
  });
  if (before.length === 0) return false;
  await client.capability.updateMany({ where: acting, data: { mode: "watch", changedAt: now, changedBy: by.name } });
  await logAction(client, shop, click, { action: "stop_everything", subject: "capabilities", details: before });
  return true;
}

async function pullBackStopped(client: ShopClient, shop: string, clicked: Click): Promise<string[]> {
  const click = await holdWriter(client, shop, clicked);
  const stopped = await client.capability.findMany({
    where: { shop: BigInt(shop), mode: { in: ["watch", "off"] } },
    select: { capability: true },
  });
  const names = stopped.map(({ capability }) => capability);
  return pullBackEffects(client, shop, click, names, "watch");
}
