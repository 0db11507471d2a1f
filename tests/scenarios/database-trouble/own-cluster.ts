import { signalGroup } from "#tests/sandbox/demo/child-process.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { dataFolder, eraseData, startPostgres, type RunningPostgres } from "#tests/support/postgres.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";

export type OwnCluster = {
  port: number;
  /** The superuser's address of the app's database; the same before and after a restart. */
  url: string;
  /** As an administrator does it: open transactions are rolled back, connections end. */
  restart(): Promise<void>;
  /** As a fall of the server: it is killed, and what was committed comes back from its log. */
  crash(): Promise<void>;
  erase(): Promise<void>;
};

/** A cluster of the test's own that flushes to disk, as in production: what it has committed survives its being killed. */
export async function openOwnCluster(): Promise<OwnCluster> {
  const dataDir = dataFolder(`trouble-${process.pid}`);
  await eraseData(dataDir);
  const port = await freePort();
  const start = () => startPostgres({ dataDir, port });
  let running: RunningPostgres = await start();
  return {
    port,
    url: await ensureDatabase(running.url, "switchyard"),
    async restart() {
      await running.stop();
      running = await start();
    },
    async crash() {
      signalGroup(running.pid, "SIGKILL");
      await running.stop();
      running = await start();
    },
    async erase() {
      await running.stop();
      await eraseData(dataDir);
    },
  };
}
