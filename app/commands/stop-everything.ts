import { forShop } from "#app/db.server.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { holdWriter } from "./hold-writer.ts";
import { logAction } from "./log-action.ts";
import { pullBackEffects } from "./pull-back-effects.ts";
import { requireRight } from "./require-right.ts";

/**
 * The Stop button: every capability that acts or asks goes back to Watch, and what was queued for Shopify is pulled back.
 * Capabilities that are off stay off.
 *
 * @throws NotAllowed
 */
export async function stopEverything(shop: string, clicked: Click): Promise<ClickOutcome> {
  requireRight(clicked.by, "stop_everything");
  return forShop(shop, async (client) => {
    const click = await holdWriter(client, shop, clicked);
    const { by, now } = click;
    const acting = { shop: BigInt(shop), mode: { in: ["suggest", "act"] } };
    const before = await client.capability.findMany({
      where: acting,
      select: { capability: true, mode: true },
      orderBy: { capability: "asc" },
    });
    if (before.length === 0) return { refused: "Nothing acts or asks: every capability is at Watch or off." };
    await client.capability.updateMany({ where: acting, data: { mode: "watch", changedAt: now, changedBy: by.name } });
    await logAction(client, shop, click, { action: "stop_everything", subject: "capabilities", details: before });
    const stopped = before.map((each) => each.capability);
    return { messageIds: await pullBackEffects(client, shop, click, stopped, "watch") };
  });
}
