import type { Database } from "#app/db/sql.ts";
import type { AdminCall, AdminClient } from "#app/shopify/admin-client.ts";

/** Where a worker dies once Shopify has done what it was told. */
const DEATHS = ["the answer is never heard", "before it is written down", "before the commit"] as const;

/** What is put around a worker's turns so that it can die in them. */
export type Deaths = {
  overAdmin(admin: AdminClient): AdminClient;
  overDatabase(database: Database): Database;
  /** Runs a turn; when the worker dies in it, another one comes and has nothing of what the first one knew. */
  survive(turn: () => Promise<"more" | "rest">): Promise<"more" | "rest">;
};

export const neverDying: Deaths = {
  overAdmin: (admin) => admin,
  overDatabase: (database) => database,
  survive: (turn) => turn(),
};

class WorkerDied extends Error {}

/**
 * A worker that dies after calls of its choice, in each of the ways in turn.
 *
 * @param isFatal is asked after each call that Shopify has carried out.
 */
export function dyingAfter(isFatal: (call: AdminCall) => boolean): Deaths & { count: () => number } {
  let deaths = 0;
  let isCommitFatal = false;
  let die = () => {};
  return {
    count: () => deaths,
    overAdmin: (admin) => ({
      async call(domain, call) {
        const data = await admin.call(domain, call);
        if (!isFatal(call)) return data;
        const death = DEATHS[deaths % DEATHS.length]!;
        deaths += 1;
        if (death === "before it is written down") throw new WorkerDied();
        if (death === "before the commit") {
          isCommitFatal = true;
          return data;
        }
        die();
        return new Promise<never>(() => {});
      },
    }),
    overDatabase: (database) => ({
      ...database,
      inShop: (shop, work) =>
        database.inShop(shop, async (sql) => {
          const result = await work(sql);
          if (!isCommitFatal) return result;
          isCommitFatal = false;
          throw new WorkerDied();
        }),
    }),
    async survive(turn) {
      const dead = new Promise<"rest">((resolve) => (die = () => resolve("rest")));
      try {
        return await Promise.race([turn(), dead]);
      } catch (error) {
        if (error instanceof WorkerDied) return "rest";
        throw error;
      }
    },
  };
}
