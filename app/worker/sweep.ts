import { findShopsWithWork } from "#app/db/dispatch-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { Bell } from "./bell.ts";

// A bell is rung after the commit and may be lost between the two: this often the worker looks for itself.
export const SWEEP_MS = 2_000;
const MOST_SHOPS = 500;

/** Rings for every shop that has work, whoever forgot to. */
export async function sweep(database: Database, bell: Bell, clock: () => Date): Promise<void> {
  const shops = await findShopsWithWork(database.dispatcher, clock(), MOST_SHOPS);
  await bell.ring(shops);
}
