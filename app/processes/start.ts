import { migrate } from "#app/db/migrate.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { startWeb } from "./start-web.ts";
import { startWorker } from "./start-worker.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

// One container: migrate, then web and worker in this process. On several machines run web.ts and worker.ts instead.
const applied = await migrate(env().DATABASE_URL);
log.info({ applied }, "the database is up to date");
const web = await startWeb();
const worker = await startWorker();
stopOnSignal(async () => {
  await worker.stop();
  await web.stop();
});
