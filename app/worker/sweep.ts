import { findShopsWithWork } from "#app/db/dispatch-rows.ts";
import { findShopsToImport } from "#app/db/history-rows.ts";
import { findShopsToReconcile } from "#app/db/reconcile-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { Bell } from "./bell.ts";
import { reconciledBefore } from "./reconcile-shop.ts";

// A bell is rung after the commit and may be lost between the two: this often the worker looks for itself.
export const SWEEP_MS = 2_000;
const MOST_SHOPS = 500;

/** Rings for every shop that has work, whoever forgot to. */
export async function sweep(database: Database, bell: Bell, clock: () => Date): Promise<void> {
  const shops = await findShopsWithWork(database.dispatcher, clock(), MOST_SHOPS);
  await bell.ring(shops);
}

/** Rings for every shop whose history is to be imported, or whose import stands still. */
export async function sweepHistories(database: Database, historyBell: Bell): Promise<void> {
  await historyBell.ring(await findShopsToImport(database.dispatcher, MOST_SHOPS));
}

/** Rings for every shop that is to be compared with Shopify again. */
export async function sweepReconciliations(database: Database, reconcileBell: Bell, clock: () => Date): Promise<void> {
  await reconcileBell.ring(await findShopsToReconcile(database.dispatcher, reconciledBefore(clock()), MOST_SHOPS));
}
