import type { PgBoss } from "pg-boss";
import { afterEach, expect, test, vi } from "vitest";
import { BELL, bellOver, createQueueEngine, ensureQueues, type BellJob } from "#app/worker/bell.ts";
import { testDatabase } from "#tests/support/test-database.ts";

const started: PgBoss[] = [];

afterEach(async () => {
  for (const boss of started.splice(0)) await boss.stop({ graceful: false });
});

async function startEngine(isWorker: boolean): Promise<PgBoss> {
  const { url } = await testDatabase();
  const boss = createQueueEngine(url, {
    isWorker,
    onError: (error) => {
      throw error;
    },
  });
  await boss.start();
  await ensureQueues(boss);
  started.push(boss);
  return boss;
}

test("a shop that is rung for while it has its turn gets another turn, and never two at a time", async () => {
  const web = await startEngine(false);
  const worker = await startEngine(true);
  const bell = bellOver(web);
  const turns: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((done) => (letGo = done));
  await worker.work<BellJob>(
    BELL,
    { pollingIntervalSeconds: 0.5, batchSize: 1, localConcurrency: 3 },
    async ([job]) => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      turns.push(job!.data.shop);
      if (turns.length === 1) await held;
      atOnce -= 1;
    },
  );
  await bell.ring(["7"]);
  await vi.waitFor(() => expect(turns).toHaveLength(1), { timeout: 10_000 });
  for (let ring = 0; ring < 5; ring += 1) await bell.ring(["7"]);
  letGo();
  await vi.waitFor(() => expect(turns).toHaveLength(2), { timeout: 10_000 });
  await new Promise((done) => setTimeout(done, 1_500));
  expect(turns).toEqual(["7", "7"]);
  expect(mostAtOnce).toBe(1);
});

test("several shops are rung for by one insert, each once", async () => {
  const boss = await startEngine(false);
  await bellOver(boss).ring(["1", "2", "3"]);
  await bellOver(boss).ring(["2", "3", "4"]);
  const jobs = await boss.fetch<BellJob>(BELL, { batchSize: 20 });
  expect(jobs.map((job) => job.data.shop).sort()).toEqual(["1", "2", "3", "4"]);
});
