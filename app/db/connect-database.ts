import pg from "pg";
import type { Database, Sql } from "./sql.ts";

export type DatabasePools = { app: pg.Pool; ingest: pg.Pool; dispatcher: pg.Pool };

/**
 * Opens the three pools. Each connection starts in its role (`role` is a start-up option), so that no statement ever
 * runs with the rights of the owner that the address names. Its time zone is UTC whatever the server's is: Prisma's
 * adapter (6.19) writes and reads instants without their offset, and would shift each by the server's.
 */
export function openPools(url: string, size: number, onError: (error: Error) => void): DatabasePools {
  const pool = (role: string, max: number) => {
    const made = new pg.Pool({
      connectionString: url,
      max,
      options: `-c role=${role} -c TimeZone=UTC`,
      application_name: role,
    });
    made.on("error", onError);
    return made;
  };
  return {
    app: pool("switchyard_app", size),
    // Two writers in flight are enough for the inbox's group commit; a third waits for the map of domains.
    ingest: pool("switchyard_ingest", 3),
    dispatcher: pool("switchyard_dispatcher", 2),
  };
}

/** The database behind the pools, as the rest of the app sees it. */
export function databaseOver(pools: DatabasePools): Database {
  return {
    inShop: (shop, work) => inShop(pools.app, shop, work),
    app: sqlOver(pools.app),
    ingest: sqlOver(pools.ingest),
    dispatcher: sqlOver(pools.dispatcher),
    close: async () => {
      await Promise.all([pools.app.end(), pools.ingest.end(), pools.dispatcher.end()]);
    },
  };
}

function sqlOver(runner: pg.Pool | pg.PoolClient): Sql {
  return {
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const result = await runner.query<Row>(text, values as unknown[]);
      return result.rows;
    },
  };
}

async function inShop<T>(pool: pg.Pool, shop: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // One round trip for both: the setting is local to the transaction that begins with it.
    await client.query(`BEGIN; SELECT set_config('app.shop', '${BigInt(shop)}', true)`);
    const result = await work(sqlOver(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((late: Error) => {
      broken = late;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away.
    client.release(broken);
  }
}
