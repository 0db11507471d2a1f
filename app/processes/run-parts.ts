import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase, database, pools } from "#app/db.server.ts";
import { migrate } from "#app/db/migrate.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { databaseAnswers } from "./check-database.ts";
import { endRequests } from "./end-requests.ts";
import { watchBacklog } from "./metrics/watch-backlog.ts";
import { watchPools } from "./metrics/watch-pools.ts";
import { createOperations, serveOperations, type Operations } from "./operations.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

/** Longer than a turn with a call under way (15 s); whoever stops the process should wait a little longer than this. */
const END_WITHIN_MS = 25_000;

/** A part of the app that runs until it is stopped. It leaves the database open: another part may need it. */
type Part = { stop(): Promise<void> };

// Loaded when the database is migrated: the session storage looks for its table as soon as it is imported.
const startByName = {
  web: async (operations: Operations): Promise<Part> => (await import("./start-web.ts")).startWeb(operations),
  worker: async (operations: Operations): Promise<Part> => (await import("./start-worker.ts")).startWorker(operations),
};

/**
 * Runs the web, the worker or both in this process, over one set of database connections: migrates first (processes that
 * start together wait for each other), and ends in order when it is asked to.
 */
export async function runParts(...names: (keyof typeof startByName)[]): Promise<void> {
  const settings = env();
  const applied = await migrate(settings.DATABASE_URL);
  log.info({ applied }, "the database is up to date");
  const operations = createOperations();
  const { metrics, readiness } = operations;
  readiness.add(databaseAnswers(database.dispatcher));
  watchBacklog(metrics.registry, database.dispatcher, () => new Date());
  watchPools(metrics.registry, pools);
  const { METRICS_PORT, METRICS_HOST } = settings;
  const server = METRICS_PORT === undefined ? undefined : await serveOperations(operations, METRICS_PORT, METRICS_HOST);
  const parts: Part[] = [];
  for (const name of names) parts.push(await startByName[name](operations));

  const drainMs = settings.DRAIN_SECONDS * 1000;
  const stop = async () => {
    readiness.beginStop();
    log.info("the process is asked to end");
    await sleep(drainMs);
    // Side by side: what the web still takes in waits in the inbox for the next worker.
    await Promise.all(parts.map((part) => part.stop()));
    if (server) await endRequests(server, 0);
    await closeDatabase();
    log.info("the process has ended in order");
  };
  stopOnSignal(stop, drainMs + END_WITHIN_MS);
}
