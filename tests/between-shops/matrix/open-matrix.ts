import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { databaseOver, openPools } from "#app/db/connect-database.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { startWebProcess, type AppProcess } from "#tests/scenarios/stage/app-processes.ts";
import { serveSandbox } from "#tests/scenarios/stage/serve-sandbox.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { fingerprintsOf, readAllText } from "./fingerprints.ts";
import { hashRows, type ShopRows } from "./hash-rows.ts";
import { openTwoShops, type TwoShops } from "./two-shops.ts";

/** Two shops behind a real web process, with the sandbox as Shopify, and what tells one from the other. */
export type Matrix = TwoShops & {
  database: Database;
  owner: pg.Client;
  web: AppProcess;
  port: number;
  metricsPort: number;
  /** Words that only the other shop's rows contain, and words that only the asker's contain. */
  fingerprints: { here: Set<string>; there: Set<string> };
  /** The other shop's rows before anybody asked anything. */
  untouched: ShopRows;
  close(): Promise<void>;
};

/** How often the asker's inbox is looked at, for clicks that wait for what is decided. */
const DECIDE_EVERY_MS = 20;

export async function openMatrix(): Promise<Matrix> {
  const { url } = await testDatabase();
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const shops = await openTwoShops(url, owner, new Date());
  const sandbox = await serveSandbox(shops.world);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const settings = { METRICS_PORT: String(metricsPort), LOG_LEVEL: "trace" };
  const web = await startWebProcess({ databaseUrl: url, sandboxUrl: sandbox.url, port, settings });
  const database = databaseOver(openPools(url, 4, () => {}));
  const decider = decideAgainAndAgain(database, shops.here.shop);
  const { here, there } = shops;
  const textByTable = {
    here: await readAllText(owner, here.shop, here.domain),
    there: await readAllText(owner, there.shop, there.domain),
  };
  const app = await readFile(join(clone, "build/server/index.js"), "utf8");
  const fingerprints = {
    here: fingerprintsOf(textByTable.here.values(), [...textByTable.there.values(), app]),
    there: fingerprintsOf(textByTable.there.values(), [...textByTable.here.values(), app]),
  };
  return {
    ...shops,
    database,
    owner,
    web,
    port,
    metricsPort,
    fingerprints,
    untouched: await hashRows(owner, there.shop, there.domain),
    close: async () => {
      await decider.stop();
      await web.stop();
      await sandbox.close();
      await database.close();
      await owner.end();
    },
  };
}

/** The worker of the asker's shop alone: nothing but a request may ever touch the other's rows. */
function decideAgainAndAgain(database: Database, shop: string): { stop(): Promise<void> } {
  let isOver = false;
  const work = async () => {
    while (!isOver) {
      const { outcome } = await runBatch(database, shop, () => new Date());
      if (outcome !== "done") await new Promise((done) => setTimeout(done, DECIDE_EVERY_MS));
    }
  };
  const working = work();
  return {
    stop: async () => {
      isOver = true;
      await working;
    },
  };
}
