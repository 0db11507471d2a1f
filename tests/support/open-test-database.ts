import { databaseOver, openPools } from "#app/db/connect-database.ts";
import type { Database } from "#app/db/sql.ts";
import { testDatabase } from "./test-database.ts";

/** The database of this worker as the app sees it, role by role. Close it when the file is done. */
export async function openTestDatabase(): Promise<Database> {
  const { url } = await testDatabase();
  return databaseOver(
    openPools(url, 5, (error) => {
      // A test that drops its database ends idle connections on purpose; anything else surfaces in the next query.
      if (!/terminat/.test(error.message)) throw error;
    }),
  );
}

/** Opens a shop as its installation does. */
export async function openShop(database: Database, domain: string, now: Date): Promise<string> {
  const [row] = await database.app.query<{ shop: string }>("SELECT open_shop($1, $1, $2) AS shop", [domain, now]);
  return row!.shop;
}
