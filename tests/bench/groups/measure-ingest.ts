import type pg from "pg";
import type { Measure } from "#tests/bench/bench.ts";
import { sayCpuTime, watchCpuTime } from "#tests/bench/cpu-time.ts";
import type { Figure } from "#tests/bench/figure.ts";
import { sendLoad, type LoadPlan, type LoadResult } from "#tests/bench/load/load-plan.ts";
import { measureWriting } from "#tests/bench/rows/measure-writing.ts";
import { readRecordedRows } from "#tests/bench/rows/recorded-rows.ts";
import { createWorld } from "#tests/sandbox/state.ts";
import { requestOf } from "#tests/sandbox/webhooks/delivery-requests.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { createRealScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { startWebProcess } from "#tests/scenarios/stage/app-processes.ts";
import { credentials, registerApp } from "#tests/scenarios/stage/install-app.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { openBenchShops, placeBenchOrder } from "./bench-shops.ts";

const SHOPS = 50;
const BODIES = 500;
const RATE = 200;
const RATE_SECONDS = 20;
const FULL_SECONDS = 10;
const CONNECTIONS = 64;
/** As many rows as the intake writes in one statement when it is pressed. */
const ROWS_A_COMMIT = 200;

/** How soon a webhook is acknowledged at 200 a second, how many a second at most, and how that compares with bare writing. */
export const measureIngest: Measure = async (bench) => {
  bench.say("building the pages, if they changed");
  await buildIfChanged();
  const url = await bench.database("bench_ingest");
  const owner = await bench.connect(url);
  const port = await freePort();
  const messages = await makeMessages(owner, `http://127.0.0.1:${port}`);
  const web = await startWebProcess({ databaseUrl: url, sandboxUrl: "http://127.0.0.1:1", port });
  try {
    const plan: LoadPlan = {
      url: `http://127.0.0.1:${port}/webhooks`,
      secret: credentials.secret,
      messages,
      connections: CONNECTIONS,
      seconds: 3,
      perSecond: RATE,
    };
    await sendLoad(plan);
    bench.say(`${RATE} webhooks a second for ${RATE_SECONDS} s`);
    const paced = await sendLoad({ ...plan, seconds: RATE_SECONDS });
    bench.say(`as many as it takes for ${FULL_SECONDS} s`);
    const readCpu = watchCpuTime({ PostgreSQL: await bench.postgresPid(), web: web.pid });
    const full = await sendLoad({ ...plan, seconds: FULL_SECONDS, perSecond: null });
    const cpu = sayCpuTime(readCpu(), 2);
    await requireRows(owner, paced.acknowledged + full.acknowledged);
    const ceiling = await measureCeilingOf(owner, await bench.database("bench_ingest_ceiling"));
    return figures(paced, full, ceiling, cpu, messages);
  } finally {
    await web.stop();
  }
};

/** Bodies of `orders/create` as the sandbox writes them, one for each of some hundred orders. */
async function makeMessages(owner: pg.Client, appUrl: string): Promise<LoadPlan["messages"]> {
  const world = createWorld({ clock: () => new Date(), seed: 3 });
  registerApp(world, appUrl, ["orders/create"]);
  const shops = await openBenchShops(owner, world, SHOPS);
  const engine = new DeliveryEngine({ world, scheduler: createRealScheduler(), transport: async () => 200, seed: 4 });
  for (let index = 0; index < BODIES; index += 1) placeBenchOrder(world, shops[index % shops.length]!);
  const messages = [...engine.state.open].map((delivery) => ({
    shopDomain: delivery.shopDomain,
    topic: delivery.topic,
    body: requestOf(world, delivery, "2026-10").body.toString("utf8"),
  }));
  await engine.stop();
  return messages;
}

/** An acknowledgement without its row would make every figure worthless. */
async function requireRows(owner: pg.Client, atLeast: number): Promise<void> {
  const { rows } = await owner.query<{ count: string }>("SELECT count(*) FROM inbox_messages");
  const found = Number(rows[0]!.count);
  if (found < atLeast) throw new Error(`${atLeast} webhooks were acknowledged and ${found} are in the inbox.`);
}

async function measureCeilingOf(owner: pg.Client, url: string): Promise<{ perSecond: number; writer: string }> {
  const tables = (await readRecordedRows(owner)).filter(({ name }) => name === "inbox_messages");
  const rows = tables[0]?.rows.length ?? 0;
  const [best] = await measureWriting(url, tables, Math.ceil(rows / ROWS_A_COMMIT));
  return { perSecond: rows / best!.seconds, writer: best!.writer };
}

function figures(
  paced: LoadResult,
  full: LoadResult,
  ceiling: { perSecond: number; writer: string },
  cpu: string,
  messages: LoadPlan["messages"],
): Figure[] {
  const bytes = Math.round(messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0) / messages.length);
  const share = Math.round((100 * full.perSecond) / ceiling.perSecond);
  return [
    {
      name: "ack_p99_ms",
      value: paced.p99Ms,
      unit: "ms",
      remarks: [
        `${paced.acknowledged} acknowledged at ${RATE}/s (open loop, ${bytes} byte bodies, ${SHOPS} shops), ${paced.failures} failed; ` +
          `p50 ${paced.p50Ms.toFixed(1)} ms, longest ${paced.mostMs.toFixed(1)} ms`,
      ],
    },
    {
      name: "ingest_webhooks_per_s",
      value: full.perSecond,
      unit: "webhooks/s",
      remarks: [
        `${CONNECTIONS} connections, ${full.failures} failed, p99 ${full.p99Ms.toFixed(1)} ms`,
        `${share} % of the ceiling of ${Math.round(ceiling.perSecond)} rows/s (${ceiling.writer}, ${ROWS_A_COMMIT} rows a commit)`,
        cpu,
      ],
    },
  ];
}
