import { randomInt } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { START } from "#tests/pipeline/play-messages.ts";
import { openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { CASES_OF_A_CHAPTER, playChapter } from "./payloads/play-payloads.ts";
import { samplePayloads, type SamplePayload } from "./payloads/sample-payloads.ts";

// `npm run fuzz:payloads -- --cases 90000` plays as many as one likes; every run of the tests plays two chapters of its own.
const seed = Number(process.env["PAYLOAD_SEED"] ?? randomInt(2 ** 30));
/** The rarest fate, a body that says nothing new, meets about fifteen in a thousand: 33 of a chapter, give or take. */
const FEWEST = 5;

let database: Database;
let owner: pg.Client;
let samples: SamplePayload[];

beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
  samples = await samplePayloads(seed, START);
});

afterAll(async () => {
  await owner.end();
  await database.close();
});

test.each([0, 1])(
  "broken bodies are each done, ignored or parked with a sentence, and their sound neighbours are done (chapter %i)",
  async (chapter) => {
    const { counts, objections } = await playChapter({ database, owner, emptyTables }, samples, seed, chapter);
    const repeat = `npm run fuzz:payloads -- --seed ${seed} --from ${chapter} --cases ${CASES_OF_A_CHAPTER}`;
    expect(objections.slice(0, 5), repeat).toEqual([]);
    // If all were refused or all were understood, nothing would have been tried.
    expect(Math.min(counts.done, counts.parked, counts.ignored, counts.documents), repeat).toBeGreaterThan(FEWEST);
  },
);
