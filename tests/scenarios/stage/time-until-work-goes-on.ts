import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const ASK_EVERY_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * Milliseconds from a moment until the next batch is committed for any shop. Measured, never asserted: how long a machine
 * takes says nothing about whether the program is right.
 *
 * @param begunAt by `performance.now()`
 * @throws Error when nothing happens for a minute
 */
export async function timeUntilWorkGoesOn(owner: pg.Client, begunAt: number): Promise<number> {
  const before = await countBatches(owner);
  while (performance.now() - begunAt < PATIENCE_MS) {
    if ((await countBatches(owner)) > before) return performance.now() - begunAt;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(`No batch was committed within ${PATIENCE_MS / 1000} s after a kill.`);
}

async function countBatches(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ batches: string }>("SELECT sum(batch_id) AS batches FROM shop_writers");
  return Number(rows[0]!.batches);
}
