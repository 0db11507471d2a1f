/** The port through which every statement goes: a simulation cuts it where it likes. */
export type Sql = {
  /**
   * Runs one statement with parameters and answers its rows. bigint columns come as decimal texts, timestamps as Date.
   *
   * @throws pg's DatabaseError; connection errors are operational and may be retried by the caller's caller.
   */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
};

/** Where statements can be run, by role. The ids of shops are decimal texts. */
export type Database = {
  /** One transaction as the app, which sees this shop's rows and no others. Commits when `work` returns. */
  inShop<T>(shop: string, work: (sql: Sql) => Promise<T>): Promise<T>;
  /**
   * The same for work that only reads, and issues all its statements before it waits for the first: they leave in one write
   * with the COMMIT behind them. A statement that writes or comes later is refused.
   */
  inShopAtOnce<T>(shop: string, work: (sql: Sql) => Promise<T>): Promise<T>;
  /** As the app but of no shop: for the two functions that map a proven domain to its shop. */
  app: Sql;
  /** May add to the inbox and read the map of domains. */
  ingest: Sql;
  /** May see which shops have work. */
  dispatcher: Sql;
  close(): Promise<void>;
};
