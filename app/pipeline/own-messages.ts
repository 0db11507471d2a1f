import { TIMER_LANE, type IncomingMessage } from "#app/db/inbox-writer.ts";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import { chunksOf } from "#app/shopify/query-points.ts";

/** What a message of our own is about: its topic begins with `OWN_TOPIC_PREFIX`, and its id makes a repetition harmless. */
export type OwnMessage = { topic: string; webhookId: string; body: unknown; lane?: number };

/** A message of our own, as it goes into the inbox beside those of the platform. In the lane of timers unless stated. */
export function ownMessage(shop: string, now: Date, message: OwnMessage): IncomingMessage {
  return {
    shop,
    lane: message.lane ?? TIMER_LANE,
    topic: message.topic,
    webhookId: message.webhookId,
    eventId: null,
    apiVersion: null,
    triggeredAt: null,
    receivedAt: now,
    body: Buffer.from(JSON.stringify(message.body)),
  };
}

// A batch takes messages by their number, so that none may be much more work than another.
const LEVELS_A_MESSAGE = 50;

/** Readings of levels as messages, none where nothing was read; `cause` tells apart who read the same levels. */
export function levelsReadMessages(
  shop: string,
  cause: string,
  levels: readonly LevelObservation[],
  now: Date,
): IncomingMessage[] {
  return chunksOf(levels, LEVELS_A_MESSAGE).map((chunk) => {
    const { inventoryItemId, locationId, readAt } = chunk[0]!;
    const webhookId = `${cause}:${inventoryItemId}/${locationId}:${readAt ? Date.parse(readAt) : now.getTime()}`;
    return ownMessage(shop, now, { topic: "switchyard/levels_read", webhookId, body: chunk });
  });
}
