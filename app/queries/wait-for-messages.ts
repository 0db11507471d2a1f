import { setTimeout as sleep } from "node:timers/promises";
import { forShop } from "#app/db.server.ts";

/** What became of messages that were just queued: settled, with the reasons of those that failed, or still waiting. */
export type MessageFate = { state: "settled"; failures: string[] } | { state: "waiting"; ahead: number };

// Looked at 20 times over 2 seconds: a click that is decided at once answers after about a tenth of a second, and nobody
// waits longer than two seconds for a page.
const LOOKS = 20;
const PAUSE_MS = 100;

// Beyond this the exact place in the queue is no news to anybody.
const MOST_COUNTED = 10_000;

/** Waits up to two seconds for messages to be decided; then says how many others stand before the last of them. */
export async function waitForMessages(shop: string, ids: readonly string[]): Promise<MessageFate> {
  for (let look = 1; ; look++) {
    const failures = await readFailures(shop, ids);
    if (failures) return { state: "settled", failures };
    if (look === LOOKS) return { state: "waiting", ahead: await countAhead(shop, ids) };
    await sleep(PAUSE_MS);
  }
}

/**
 * The reasons of those that were parked or ignored, or that were heard and came to nothing; undefined as long as one of the
 * messages waits.
 */
function readFailures(shop: string, ids: readonly string[]): Promise<string[] | undefined> {
  return forShop(shop, async (client) => {
    const messages = await client.inboxMessage.findMany({
      where: { shop: BigInt(shop), id: { in: ids.map(BigInt) } },
      select: { state: true, reason: true },
      orderBy: { id: "asc" },
    });
    if (messages.some((message) => message.state === "waiting")) return undefined;
    const failed = messages.filter(
      ({ state, reason }) => state === "parked" || state === "ignored" || (state === "done" && reason !== null),
    );
    return failed.map((message) => message.reason ?? "It could not be done.");
  });
}

function countAhead(shop: string, ids: readonly string[]): Promise<number> {
  return forShop(shop, async (client) => {
    const own = ids.map(BigInt);
    const [row] = await client.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (
        SELECT 1 FROM inbox_messages WHERE shop = ${BigInt(shop)} AND state = 'waiting' AND NOT id = ANY(${own})
          AND (lane, id) < (SELECT lane, id FROM inbox_messages WHERE shop = ${BigInt(shop)} AND id = ANY(${own})
                            ORDER BY lane DESC, id DESC LIMIT 1)
        LIMIT ${MOST_COUNTED}) AS ahead`;
    return row!.count;
  });
}
