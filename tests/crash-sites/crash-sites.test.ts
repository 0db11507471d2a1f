import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom, nextChance, nextInteger } from "#tests/sandbox/state/random.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { readProject } from "#tests/tidy/read-project.ts";
import { instrument } from "./instrument/instrument.ts";
import { playRound, type PlayedRound } from "./round/play-round.ts";

// `npm run crash-sites` hits every site; every run of the tests some of them. CRASH_SEED repeats a run.
const seed = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);
const KILLS = 6;
/** Of all sites so many are armed: whatever is drawn, enough of them are reached within seconds. */
const SHARE = 0.15;

let folder: string;
let round: PlayedRound;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "switchyard-crash-sites-"));
  const { codeByKey, sources } = instrument(readProject(clone));
  const sourcesFile = join(folder, "sources.json");
  await writeFile(sourcesFile, JSON.stringify(sources));
  const random = createRandom(seed);
  const left = new Set([...codeByKey.keys()].filter((key) => !/history/.test(key) && nextChance(random, SHARE)));
  const { url: databaseUrl } = await testDatabase();
  round = await playRound({
    ...{ databaseUrl, left, sourcesFile, folder },
    seed: nextInteger(random, 1, 1_000_000),
    mostKills: KILLS,
    patienceMs: 20_000,
  });
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("an app that is killed at awaits on its way from receipt to done loses nothing and does nothing twice", () => {
  const { hits, orders, deliveries } = round;
  process.stdout.write(
    `crash sites, seed ${seed}: ${orders} orders, ${deliveries} deliveries, killed at\n  ${hits.join("\n  ")}\n`,
  );
  expect(hits).toHaveLength(KILLS);
  expect(round.isQuiet, "everything comes to rest after the last kill").toBe(true);
  expect(round.violations).toEqual([]);
});
