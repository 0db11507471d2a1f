import { PgBoss } from "pg-boss";

/** Wakes the worker of a shop. Rung after a commit, never inside a transaction: a wake-up would be lost there. */
export type Bell = { ring(shops: readonly string[]): Promise<void> };

export const BELL = "bell";
export const RENDER = "render-document";

export type BellJob = { shop: string };
export type RenderJob = { shop: string; documentId: string };

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
  await boss.createQueue(RENDER, { ...shared, policy: "stately", retryLimit: 5, retryBackoff: true });
}

/** Rings by the queue engine: one insert for all shops. */
export function bellOver(boss: PgBoss): Bell {
  return {
    async ring(shops) {
      if (shops.length === 0) return;
      await boss.insert(
        BELL,
        shops.map((shop) => ({ data: { shop } satisfies BellJob, singletonKey: shop })),
      );
    },
  };
}

/** Asks for the files of documents that were just issued. */
export async function askForFiles(boss: PgBoss, jobs: readonly RenderJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await boss.insert(
    RENDER,
    jobs.map((job) => ({ data: job, singletonKey: `${job.shop}/${job.documentId}` })),
  );
}
