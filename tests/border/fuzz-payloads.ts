import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import pg from "pg";
import { databaseOver, openPools } from "#app/db/connect-database.ts";
import { migrate } from "#app/db/migrate.ts";
import { START } from "#tests/pipeline/play-messages.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { CASES_OF_A_CHAPTER, playChapter, type Counts, type Place } from "./payloads/play-payloads.ts";
import { samplePayloads } from "./payloads/sample-payloads.ts";

// `npm run fuzz:payloads -- [--cases 90000] [--seed 7] [--from 0]`: so many broken bodies in chapters, from this chapter on. The
// same seed gives the same bodies, so a run that was ended goes on where it was.
const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "9000" },
    seed: { type: "string" },
    from: { type: "string", default: "0" },
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function withPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ durable: false });
  try {
    const url = await ensureDatabase(postgres.url, "payloads");
    await migrate(url);
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    const database = databaseOver(openPools(url, 4, (error) => print(error.message)));
    const { rows } = await owner.query<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    );
    const truncate = `TRUNCATE ${rows.map(({ name }) => name).join(", ")} RESTART IDENTITY CASCADE`;
    try {
      return await work({ database, owner, emptyTables: async () => void (await owner.query(truncate)) });
    } finally {
      await database.close();
      await owner.end();
    }
  } finally {
    await postgres.stop();
  }
}

async function fuzz(seed: number, from: number, cases: number): Promise<boolean> {
  const samples = await samplePayloads(seed, START);
  const topics = new Set(samples.map(({ topic }) => topic));
  print(`${samples.length} bodies of ${topics.size} topics, seed ${seed}`);
  const total: Counts = { cases: 0, done: 0, ignored: 0, parked: 0, documents: 0 };
  const begunAt = performance.now();
  return withPlace(async (place) => {
    for (let chapter = from; total.cases < cases; chapter += 1) {
      const { counts, objections } = await playChapter(place, samples, seed, chapter);
      for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
      const seconds = ((performance.now() - begunAt) / 1000).toFixed(0);
      print(
        `chapter ${chapter}: ${total.cases} cases, ${total.done} done, ${total.ignored} ignored, ${total.parked} parked, ${total.documents} documents, ${seconds} s`,
      );
      if (objections.length === 0) continue;
      print(objections.slice(0, 5).join("\n\n"));
      print(`Play it again: npm run fuzz:payloads -- --seed ${seed} --from ${chapter} --cases ${CASES_OF_A_CHAPTER}`);
      return false;
    }
    print(`${total.cases} cases, 0 objections`);
    return true;
  });
}

const numbers = {
  cases: Number(values.cases),
  seed: Number(values.seed ?? randomInt(2 ** 31)),
  from: Number(values.from),
};
const wrong = Object.entries(numbers).find(([, value]) => !Number.isSafeInteger(value) || value < 0);
if (wrong) {
  print(`--${wrong[0]} takes a whole number.`);
  process.exitCode = 1;
} else if (!(await fuzz(numbers.seed, numbers.from, numbers.cases))) {
  process.exitCode = 1;
}
