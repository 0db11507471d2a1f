import type { Prisma } from "@prisma/client";
import { forShop } from "#app/db.server.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { logActions } from "./log-action.ts";
import { requireRight } from "./require-right.ts";

/** Which parked messages are meant: one, or all that were parked for the same reason. */
export type ParkedChoice = { id: string } | { reason: string };

// One click replays at most so many: a batch takes them in turn, and the page stays usable meanwhile.
const MOST_AT_ONCE = 5_000;

/** Lets parked messages be decided again, as if they had just come in. @throws NotAllowed */
export async function replayParked(shop: string, click: Click, choice: ParkedChoice): Promise<ClickOutcome> {
  const changed = { state: "waiting", attempts: 0, reason: null, settledAt: null, batchId: null };
  return settle(shop, click, choice, "replay_message", changed);
}

/** Puts parked messages aside for good. They stay on record, and are never decided. @throws NotAllowed */
export async function discardParked(shop: string, click: Click, choice: ParkedChoice): Promise<ClickOutcome> {
  const outcome = await settle(shop, click, choice, "discard_message", { state: "discarded", settledAt: click.now });
  return "refused" in outcome ? outcome : { messageIds: [] };
}

async function settle(
  shop: string,
  click: Click,
  choice: ParkedChoice,
  action: string,
  changed: Prisma.InboxMessageUpdateManyMutationInput,
): Promise<ClickOutcome> {
  requireRight(click.by, "settle_parked");
  return forShop(shop, async (client) => {
    const parked = await client.inboxMessage.findMany({
      where: {
        shop: BigInt(shop),
        state: "parked",
        ...("id" in choice ? { id: BigInt(choice.id) } : { reason: choice.reason }),
      },
      select: { id: true },
      orderBy: { id: "asc" },
      take: MOST_AT_ONCE,
    });
    if (parked.length === 0) return { refused: "Somebody has settled this already." };
    const ids = parked.map((message) => message.id);
    // Only what is still parked: another person may have clicked in this moment.
    await client.inboxMessage.updateMany({
      where: { shop: BigInt(shop), state: "parked", id: { in: ids } },
      data: changed,
    });
    const done = ids.map((id) => ({ action, subject: `inbox message ${id}` }));
    await logActions(client, shop, click, done);
    return { messageIds: ids.map(String) };
  });
}
