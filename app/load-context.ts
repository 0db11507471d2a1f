import type { Database } from "./db/sql.ts";

/** What the process hands to every loader and action. A type, not an interface: Remix wants an index signature. */
export type Services = {
  database: Database;
  clock: () => Date;
  /** Wakes the worker for a shop, after a commit that gave it something to do. */
  ring: (shop: string) => Promise<void>;
};

declare module "@remix-run/node" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AppLoadContext extends Services {}
}
