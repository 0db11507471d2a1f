import { randomInt } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "#app/db/migrate.ts";
import { ensureDatabase } from "#tests/support/ensure-database.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { readProject } from "#tests/tidy/read-project.ts";
import { instrument } from "./instrument/instrument.ts";
import { leftOf, loadProgress, saveProgress, type Progress } from "./progress.ts";
import { playRound, type PlayedRound } from "./round/play-round.ts";
import { saySites } from "./sites/say-sites.ts";

/*
 * `npm run crash-sites -- [--resume] [--seed 7] [--minutes 9] [--only run-batch]` kills the app at every crash site, on both
 * sides of it, round after round. It stops by itself when all are hit, when two rounds in a row hit none, or when no other
 * round fits the time; `--resume` goes on from there. Asked to end by a signal, it audits the round it is in first.
 */
const { values } = parseArgs({
  options: {
    resume: { type: "boolean", default: false },
    seed: { type: "string" },
    minutes: { type: "string", default: "600" },
    only: { type: "string", default: "" },
    kills: { type: "string", default: "120" },
    patience: { type: "string", default: "80" },
  },
});

const folder = join(clone, ".data", "crash-sites");
const MOST_BARREN_ROUNDS = 2;
const MOST_SHOWN = 100;

// Asked to end, it ends its round: what was hit has to be audited, or it does not count.
const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const project = readProject(clone);
  const { codeByKey: all, sources } = instrument(project);
  const sourcesFile = join(folder, "sources.json");
  await writeFile(sourcesFile, JSON.stringify(sources));
  const codeByKey = new Map([...all].filter(([key]) => key.includes(values.only)));
  const progress = await loadProgress(folder, values.resume, Number(values.seed ?? randomInt(2 ** 31)));
  const left = leftOf(progress, codeByKey);
  for (const line of saySites(project)) print(line);
  print(
    `${codeByKey.size} sides of ${codeByKey.size / 2} sites, ${codeByKey.size - left.size} hit, seed ${progress.seed}`,
  );
  const until = performance.now() + Number(values.minutes) * 60_000;
  const postgres = await startPostgres({ durable: false });
  try {
    let barren = 0;
    while (left.size > 0 && barren < MOST_BARREN_ROUNDS && performance.now() < until && !ending.signal.aborted) {
      const databaseUrl = await freshDatabase(postgres.url);
      const hits = await playAndNote({ databaseUrl, left, codeByKey, sourcesFile }, progress);
      barren = hits === 0 ? barren + 1 : 0;
    }
  } finally {
    await postgres.stop();
  }
  for (const key of [...left].slice(0, MOST_SHOWN)) print(`not hit: ${key}`);
  const { rounds, kills, seconds, violations } = progress;
  print(
    `${codeByKey.size} sides, ${codeByKey.size - left.size} hit, ${rounds} rounds, ${kills} kills, ` +
      `${seconds.toFixed(0)} s, ${violations.length} violations`,
  );
  return left.size === 0 && progress.violations.length === 0;
}

type Surroundings = {
  databaseUrl: string;
  left: Set<string>;
  codeByKey: ReadonlyMap<string, string>;
  sourcesFile: string;
};

/** One round; what it hit counts once the auditor has looked at what came of it. */
async function playAndNote(surroundings: Surroundings, progress: Progress): Promise<number> {
  const { databaseUrl, left, codeByKey, sourcesFile } = surroundings;
  const begunAt = performance.now();
  const seed = progress.seed + progress.rounds;
  const [mostKills, patienceMs] = [Number(values.kills), Number(values.patience) * 1000];
  const round = await playRound({
    ...{ databaseUrl, seed, left, mostKills, patienceMs, sourcesFile, folder },
    ending: ending.signal,
  });
  const found = violationsOf(round);
  for (const key of round.hits) {
    left.delete(key);
    progress.hits[key] = codeByKey.get(key)!;
  }
  progress.violations.push(...found.map((each) => `seed ${seed}: ${each}`));
  progress.rounds += 1;
  progress.kills += round.hits.length;
  const seconds = (performance.now() - begunAt) / 1000;
  progress.seconds += seconds;
  await saveProgress(folder, progress);
  const { hits, orders, deliveries } = round;
  print(
    `round ${progress.rounds}, seed ${seed}: ${hits.length} kills, ${orders} orders, ${deliveries} deliveries, ` +
      `${found.length} violations, ${seconds.toFixed(0)} s; ${left.size} left`,
  );
  for (const each of found.slice(0, MOST_SHOWN)) print(`  ${each}`);
  return hits.length;
}

function violationsOf({ isQuiet, violations }: PlayedRound): string[] {
  return isQuiet ? violations : ["it did not come to rest", ...violations];
}

async function freshDatabase(serverUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query("DROP DATABASE IF EXISTS crash_sites WITH (FORCE)");
  await client.end();
  const url = await ensureDatabase(serverUrl, "crash_sites");
  await migrate(url);
  return url;
}

if (!(await run())) process.exitCode = 1;
