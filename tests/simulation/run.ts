import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "#app/db/migrate.ts";
import { playDay } from "#tests/scenarios/stage/play-day.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { startPostgres } from "#tests/support/postgres.ts";

// `npm run simulate -- [--seeds 10] [--seed 7] [--orders 60]`: so many merchant's days, each from a seed of its own, each audited.
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    seed: { type: "string" },
    orders: { type: "string", default: "60" },
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A database of its own for each day: what one leaves behind is no excuse for the next. */
async function freshDatabase(serverUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query("DROP DATABASE IF EXISTS simulation WITH (FORCE)");
  await client.end();
  const url = await ensureDatabase(serverUrl, "simulation");
  await migrate(url);
  return url;
}

async function simulate(days: number, first: number, orders: number): Promise<boolean> {
  const postgres = await startPostgres({ durable: false });
  try {
    for (let day = 0; day < days; day += 1) {
      const seed = first + day;
      const begunAt = performance.now();
      const { isQuiet, counts, violations } = await playDay({
        databaseUrl: await freshDatabase(postgres.url),
        seed,
        orders,
      });
      const seconds = ((performance.now() - begunAt) / 1000).toFixed(1);
      print(
        `seed ${seed}: ${counts.orders} orders, ${counts.deliveries} deliveries, ${counts.decisions} decisions, ${seconds} s`,
      );
      if (isQuiet && violations.length === 0) continue;
      print(isQuiet ? violations.join("\n") : "It did not come to rest.");
      print(`Play it again: npm run simulate -- --seeds 1 --seed ${seed} --orders ${orders}`);
      return false;
    }
  } finally {
    await postgres.stop();
  }
  print(`${days} days, 0 violations`);
  return true;
}

const numbers = {
  seeds: Number(values.seeds),
  seed: Number(values.seed ?? randomInt(2 ** 31)),
  orders: Number(values.orders),
};
const wrong = Object.entries(numbers).find(([, value]) => !Number.isSafeInteger(value) || value < 0);
if (wrong) {
  print(`--${wrong[0]} takes a whole number.`);
  process.exitCode = 1;
} else if (!(await simulate(numbers.seeds, numbers.seed, numbers.orders))) {
  process.exitCode = 1;
}
