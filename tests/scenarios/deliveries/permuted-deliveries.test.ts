import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import type { WebhookRequest } from "#tests/sandbox/webhooks/delivery.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Stage } from "#tests/scenarios/stage/stage.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { captureDeliveries, disturb, webhookIdOf, type Disturbance } from "./captured-deliveries.ts";
import { knownOrders, liveLives } from "./open-lives.ts";
import { watchOrderTimes, whatWentBack } from "./watch-order-times.ts";

// `PERMUTED_ORDERS=50 npm test -- permuted-deliveries` permutes the deliveries of fifty orders' lives; PERMUTED_SEED repeats them.
const orders = Number(process.env["PERMUTED_ORDERS"] ?? 8);
const seed = Number(process.env["PERMUTED_SEED"] ?? Date.now() % 1_000_000);
/** Whatever was lost must be found within this time. */
const FOUND_WITHIN_MS = 15 * 60_000;
/** So many arrive at the same moment: batches of every size come of it. */
const MOST_AT_ONCE = 6;
const STEP_MS = 250;
const SETTLED_WITHIN_MS = 3_600_000;

type Known = Awaited<ReturnType<typeof knownOrders>>;
let inOrder: Known;

beforeAll(async () => {
  const owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
  await watchOrderTimes(owner);
  await owner.end();
  const stage = await liveLives({ seed, orders, mode: "watch", transport: postOverHttp });
  try {
    expect(await stage.untilQuiet(SETTLED_WITHIN_MS)).toBe(true);
    expect(await judge(stage)).toEqual([]);
    inOrder = await knownOrders(stage);
  } finally {
    await stage.close();
  }
  expect(inOrder).toHaveLength(orders);
}, 120_000);

/** What the auditor objects to and what became older; a delivery that was lost was never acknowledged. */
async function judge(stage: Stage, delivered?: ReadonlySet<string>): Promise<string[]> {
  const { owner, world, engine } = stage;
  const deliveries = engine.state.log.filter(({ webhookId }) => delivered?.has(webhookId) ?? true);
  const violations = await audit({ client: owner, world, apiKey: credentials.apiKey, deliveries });
  return [...violations.map(describeViolation), ...(await whatWentBack(owner))];
}

/** The same lives; the webhooks come afterwards, some never, some several times, in an order of their own. */
async function liveDisturbed(disturbance: Disturbance) {
  const { transport, captured } = captureDeliveries();
  const stage = await liveLives({ seed, orders, mode: "watch", transport });
  try {
    const random = createRandom(seed + 7);
    const deliveries = disturb(captured, random, disturbance);
    for (let next = 0; next < deliveries.length;) {
      const some = deliveries.slice(next, next + nextInteger(random, 1, MOST_AT_ONCE));
      expect(await sendAll(some)).toEqual(some.map(() => 200));
      await stage.live(STEP_MS);
      next += some.length;
    }
    if (disturbance.loss > 0) await stage.live(FOUND_WITHIN_MS);
    expect(await stage.untilQuiet(SETTLED_WITHIN_MS)).toBe(true);
    const delivered = new Set(deliveries.map(webhookIdOf));
    return {
      known: await knownOrders(stage),
      objections: await judge(stage, delivered),
      told: captured.length,
      sent: deliveries.length,
    };
  } finally {
    await stage.close();
  }
}

function sendAll(requests: readonly WebhookRequest[]) {
  return Promise.all(requests.map(postOverHttp));
}

test.each<[string, Disturbance]>([
  ["in any order", { loss: 0, sameId: 0, otherId: 0 }],
  ["in any order, some twice and some never", { loss: 0.25, sameId: 0.15, otherId: 0.15 }],
])(
  "the webhooks of orders' whole lives, %s, end in the facts that they end in one after the other, and nothing becomes older",
  async (_how, disturbance) => {
    const { known, objections, told, sent } = await liveDisturbed(disturbance);
    process.stdout.write(`seed ${seed}: ${orders} orders' lives, ${told} webhooks told, ${sent} deliveries sent\n`);
    expect(known).toEqual(inOrder);
    expect(objections).toEqual([]);
  },
  180_000,
);
