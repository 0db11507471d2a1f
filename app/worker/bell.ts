import { PgBoss } from "pg-boss";

/** Wakes the worker of a shop. Rung after a commit, never inside a transaction: a wake-up would be lost there. */
export type Bell = { ring(shops: readonly string[]): Promise<void> };

export const BELL = "bell";
export const RENDER = "render-documents";
export const HISTORY = "import-history";
export const RECONCILE = "reconcile-shop";

export type BellJob = { shop: string };
export type RenderJob = { shop: string; documentIds: string[] };

/** The queue engine, over a connection of the owner: its schema is its own. */
export function createQueueEngine(
  url: string,
  options: { isWorker: boolean; onError: (error: Error) => void },
): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "switchyard_queue",
    schema: "boss",
    max: options.isWorker ? 4 : 2,
    // A worker that was killed is noticed by its missing heartbeat: looked for each second, taken over within about ten.
    supervise: options.isWorker,
    schedule: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    useListenNotify: options.isWorker,
  });
  boss.on("error", options.onError);
  return boss;
}

/** Makes the queues this version of the app knows; doing it again changes nothing. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  const shared = {
    notify: true,
    retryLimit: 1000,
    retryDelay: 1,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 60,
  };
  // stately with a key: at most one waiting and one running for each shop.
  await boss.createQueue(BELL, { ...shared, policy: "stately" });
  // A stretch of an import lasts a minute and may end in a long call.
  await boss.createQueue(HISTORY, { ...shared, policy: "stately", expireInSeconds: 600 });
  // One that failed is due again in a few minutes anyway.
  await boss.createQueue(RECONCILE, { ...shared, policy: "stately", expireInSeconds: 600, retryLimit: 0 });
  await boss.createQueue(RENDER, { ...shared, policy: "standard", expireInSeconds: 300, retryLimit: 2 });
}

// A ring costs a commit. Under load each intake would ring for itself: those that come this close behind another are gathered.
const PAUSE_MS = 20;

/** Wakes the worker for a shop's turn. */
export function bellOver(boss: PgBoss): Bell {
  return gatheringBell(boss, BELL);
}

/** Wakes the worker for the import of a shop's history. */
export function historyBellOver(boss: PgBoss): Bell {
  return gatheringBell(boss, HISTORY);
}

/** Wakes the worker for comparing a shop with Shopify. */
export function reconcileBellOver(boss: PgBoss): Bell {
  return gatheringBell(boss, RECONCILE);
}

/** Rings by the queue engine: one insert for all shops that are rung for in the same moment. */
function gatheringBell(boss: PgBoss, queue: string): Bell {
  let gathered = new Set<string>();
  let next: Promise<void> | undefined;
  let underWay = Promise.resolve();
  const insert = (): Promise<void> => {
    const shops = [...gathered];
    gathered = new Set();
    // Whoever rings from now on waits for the insert after this one: its message may have come too late for this one.
    next = undefined;
    const inserting = insertRings(boss, queue, shops);
    underWay = inserting.catch(() => undefined).then(() => new Promise((done) => setTimeout(done, PAUSE_MS)));
    return inserting;
  };
  return {
    async ring(shops) {
      if (shops.length === 0) return;
      for (const shop of shops) gathered.add(shop);
      await (next ??= underWay.then(insert));
    },
  };
}

async function insertRings(boss: PgBoss, queue: string, shops: readonly string[]): Promise<void> {
  await boss.insert(
    queue,
    shops.map((shop) => ({ data: { shop } satisfies BellJob, singletonKey: shop })),
  );
}

/** Asks for the files of documents, in one job: asked for one by one, the queue cost more than issuing them. */
export async function askForFiles(boss: PgBoss, shop: string, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  await boss.insert(RENDER, [{ data: { shop, documentIds: [...documentIds] } satisfies RenderJob }]);
}
