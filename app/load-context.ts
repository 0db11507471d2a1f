import type { Database } from "./db/sql.ts";
import type { StaffProfile } from "./domain/people/person.ts";

/** What the process hands to every loader and action. A type, not an interface: Remix wants an index signature. */
export type Services = {
  database: Database;
  clock: () => Date;
  /** Wakes the worker for a shop, after a commit that gave it something to do. */
  ring: (shop: string) => Promise<void>;
  /** Says who the subject of an id token is. Without it, as where there is no Shopify to ask, people have numbers. */
  identifyStaff?: (domain: string, idToken: string) => Promise<StaffProfile | undefined>;
};

declare module "@remix-run/node" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface AppLoadContext extends Services {}
}
