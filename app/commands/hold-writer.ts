import type { ShopClient } from "#app/db.server.ts";
import type { Click } from "./click.ts";

/**
 * Waits until no batch of the shop is under way, and lets none begin before the click is committed: what a capability may
 * do changes between two batches, never under one. Must be the first statement of the click, as it is of a batch, so that
 * the two never wait for each other in a circle.
 *
 * @returns the click at the moment from which it holds, however long it waited, or at that of the last batch where the
 *   worker's clock is ahead of ours: what was decided or sent before the click held never bears a later time.
 */
export async function holdWriter(client: ShopClient, shop: string, click: Click): Promise<Click> {
  const [writer] = await client.$queryRaw<{ batchAt: Date | null }[]>`
    SELECT batch_at AS "batchAt" FROM shop_writers WHERE shop = ${BigInt(shop)} FOR UPDATE`;
  const batchAt = writer?.batchAt ?? null;
  const heldAt = click.clock();
  return { ...click, now: batchAt !== null && batchAt > heldAt ? batchAt : heldAt };
}
