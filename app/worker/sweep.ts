import { findDueShops } from "#app/db/dispatch-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { Bell } from "./bell.ts";
import { reconciledBefore } from "./reconcile-shop.ts";

// A bell is rung after the commit and may be lost between the two: this often the worker looks for itself.
export const SWEEP_MS = 2_000;
const MOST_SHOPS = 500;

export type Bells = { bell: Bell; historyBell: Bell; reconcileBell: Bell };

/**
 * Makes a sweep. It rings for every shop that has work, whoever forgot to; for every shop whose history is to be imported, or
 * whose import stands still; and for every shop that is to be compared with Shopify again. Where that is more shops than it
 * rings for at once, the next sweep goes on with the others: some may be due for ever, with a token that is dead.
 */
export function createSweep(
  database: Database,
  bells: Bells,
  clock: () => Date,
  most = MOST_SHOPS,
): () => Promise<void> {
  let after = "0";
  return async () => {
    const now = clock();
    const due = await findDueShops(database.dispatcher, now, reconciledBefore(now), most, after);
    after = [due.withWork, due.toImport].find((shops) => shops.length === most)?.at(-1) ?? "0";
    await bells.bell.ring(due.withWork);
    await bells.historyBell.ring(due.toImport);
    await bells.reconcileBell.ring(due.toReconcile);
  };
}
