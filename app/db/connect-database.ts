import pg from "pg";
import type { Database, Sql } from "./sql.ts";

export type DatabasePools = { app: pg.Pool; ingest: pg.Pool; dispatcher: pg.Pool };

// A server that cannot be reached is an error after this long, not a wait without end.
const CONNECT_WITHIN_MS = 10_000;
// The longest transactions are batches of some seconds. A row lock that is never given back must not hold a worker for ever,
// and webhooks wait for their commit: Shopify hangs up after five seconds and comes again.
const LONGEST_STATEMENT_S = { app: 60, ingest: 15, dispatcher: 15 };
const LONGEST_IDLE_IN_TRANSACTION_S = 60;

/**
 * Opens the three pools. Each connection starts in its role (`role` is a start-up option), so that no statement ever
 * runs with the rights of the owner that the address names. Its time zone is UTC whatever the server's is: Prisma's
 * adapter (6.19) writes and reads instants without their offset, and would shift each by the server's.
 */
export function openPools(url: string, size: number, onError: (error: Error) => void): DatabasePools {
  const pool = (role: keyof DatabasePools, max: number) => {
    const user = `switchyard_${role}`;
    const limits = [
      `-c statement_timeout=${LONGEST_STATEMENT_S[role]}s`,
      `-c idle_in_transaction_session_timeout=${LONGEST_IDLE_IN_TRANSACTION_S}s`,
    ];
    const made = new pg.Pool({
      connectionString: url,
      max,
      options: [`-c role=${user} -c TimeZone=UTC`, ...limits].join(" "),
      application_name: user,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      // Statements that do not wait for each other's answers leave together and are answered in one round trip.
      pipeline: true,
    });
    made.on("error", onError);
    return made;
  };
  return {
    app: pool("app", size),
    // Two writers in flight are enough for the inbox's group commit; a third waits for the map of domains.
    ingest: pool("ingest", 3),
    dispatcher: pool("dispatcher", 2),
  };
}

/** The database behind the pools, as the rest of the app sees it. */
export function databaseOver(pools: DatabasePools): Database {
  return {
    inShop: (shop, work) => inShop(pools.app, shop, work, false),
    inShopAtOnce: (shop, work) => inShop(pools.app, shop, work, true),
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
      const result = await runner.query<Row>({ name: preparedName(text, values), text, values: values as unknown[] });
      return result.rows;
    },
  };
}

// A statement with few parameters has a fixed text. One with more is an insert of many rows, whose text changes with them.
const MOST_PREPARED_PARAMETERS = 40;
// Far more than the app has: each costs every connection some memory of the server.
const MOST_PREPARED = 500;
const nameByText = new Map<string, string>();

/** A name under which a connection keeps a statement parsed and planned; undefined for one that is sent anew each time. */
function preparedName(text: string, values: readonly unknown[]): string | undefined {
  if (values.length > MOST_PREPARED_PARAMETERS) return undefined;
  const known = nameByText.get(text);
  if (known !== undefined || nameByText.size >= MOST_PREPARED) return known;
  const name = `switchyard_${nameByText.size + 1}`;
  nameByText.set(text, name);
  return name;
}

const BEGIN = "BEGIN";
const BEGIN_READING = "BEGIN READ ONLY";

/**
 * One transaction. Statements of the work that do not wait for each other, and the BEGIN before the first of them, leave in
 * one write and are answered in one round trip: on one machine the wake-ups cost more than most statements.
 */
async function inShop<T>(pool: pg.Pool, shop: string, work: (sql: Sql) => Promise<T>, isAtOnce: boolean): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that breaks between two statements tells its listeners only, and without one the process would end.
  const noteBroken = (error: Error) => void (broken = error);
  client.on("error", noteBroken);
  const { sql, end, causeOf } = transactionOver(client);
  const commit = async () => {
    end();
    const { command } = await client.query("COMMIT");
    // The server answers so when a statement failed and the work went on as if it had not: nothing was written.
    if (command !== "COMMIT") throw new TransactionLost();
  };
  try {
    writeTogether(client);
    // The setting is local to the transaction that begins with it. Should this fail alone, no shop is set, and the
    // policies let nothing be seen or written.
    const begun = client.query(
      `${isAtOnce ? BEGIN_READING : BEGIN}; SELECT set_config('app.shop', '${BigInt(shop)}', true)`,
    );
    begun.catch(() => undefined);
    const working = work(sql);
    const committing = isAtOnce ? commit() : undefined;
    committing?.catch(() => undefined);
    const result = await working;
    await begun;
    await (committing ?? commit());
    return result;
  } catch (error) {
    end();
    await client.query("ROLLBACK").catch(noteBroken);
    throw causeOf(error);
  } finally {
    // A broken one goes on hearing: the server's farewell may come after the failure it explains.
    if (!broken) client.off("error", noteBroken);
    // A connection that could not even roll back is thrown away.
    client.release(broken);
  }
}

// SQLSTATE in_failed_sql_transaction: the server refuses what stands behind a failed statement.
const BEHIND_A_FAILURE = "25P02";

/** A transaction that was to be committed and had failed before, so that the server took all of it back. */
class TransactionLost extends Error {
  constructor() {
    super("A statement of this transaction had failed, so nothing of it was committed.");
  }
}

type Transaction = {
  sql: Sql;
  end: () => void;
  /**
   * The failure that an error of the work comes from. Of statements that left together those behind the failed one are
   * refused too, and which rejection the work sees first depends on how deep in it each was awaited; a deadlock's victim must
   * not be taken for a broken message.
   */
  causeOf: (error: unknown) => unknown;
};

/** Statements of one transaction. Once it has ended, what a failed work still tries is refused: the connection has gone on. */
function transactionOver(client: pg.PoolClient): Transaction {
  let isOver = false;
  let first: unknown;
  const noteFirst = (error: unknown): never => {
    first ??= error;
    throw error;
  };
  const causeOf = (error: unknown): unknown => {
    const isConsequence = error instanceof TransactionLost || (error as { code?: unknown }).code === BEHIND_A_FAILURE;
    return isConsequence ? (first ?? error) : error;
  };
  const statements = sqlOver(client);
  const sql: Sql = {
    async query<Row extends object>(text: string, values?: readonly unknown[]) {
      if (isOver) throw new Error("The transaction of this statement is over.");
      writeTogether(client);
      return statements.query<Row>(text, values).catch(noteFirst);
    },
  };
  return { sql, end: () => void (isOver = true), causeOf };
}

/** Holds back what is written to the server until the code that runs now has issued all its statements. */
function writeTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as pg.Client).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
