import { afterAll } from "vitest";
import { testDatabase } from "./test-database.ts";

// Queries and commands open the database that the environment names when they are loaded. This module makes it the
// database of the test's worker: a test file imports it before anything of app/.
const { url } = await testDatabase();
Object.assign(process.env, {
  NODE_ENV: "test",
  DATABASE_URL: url,
  SHOPIFY_API_KEY: "test-key",
  SHOPIFY_API_SECRET: "test-secret",
  SHOPIFY_APP_URL: "https://switchyard.example",
  LOG_LEVEL: "silent",
  // Any free port: test files run side by side.
  HOST: "127.0.0.1",
  PORT: "0",
});

const { closeDatabase, database, forShop } = await import("#app/db.server.ts");

afterAll(closeDatabase);

export { database, forShop };

/** The instant at which these tests take place. */
export const NOW = new Date("2026-11-20T12:00:00.000Z");

/** That many minutes before it. */
export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}
