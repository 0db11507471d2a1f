import pg from "pg";
import { migrate } from "#app/db/migrate.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { startPostgres, type RunningPostgres } from "#tests/support/postgres.ts";
import type { Bench } from "./bench.ts";

/** A bench whose cluster starts when the first group asks for it: durable, as in production. */
export function openBench(say: (text: string) => void): Bench & { close(): Promise<void> } {
  let starting: Promise<RunningPostgres> | undefined;
  const stops: (() => Promise<unknown>)[] = [];
  const cluster = () => {
    starting ??= startPostgres({ durable: true });
    return starting;
  };
  return {
    async database(name) {
      const url = await ensureDatabase((await cluster()).url, name);
      await migrate(url);
      return url;
    },
    async connect(databaseUrl) {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      stops.push(() => client.end());
      return client;
    },
    postgresPid: async () => (await cluster()).pid,
    say,
    atEnd: (stop) => stops.push(stop),
    async close() {
      for (const stop of stops.reverse()) await stop();
      await (await starting)?.stop();
    },
  };
}
