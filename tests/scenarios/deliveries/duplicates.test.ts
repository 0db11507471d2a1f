import { expect, test } from "vitest";
import { createRandom, nextChance, nextChoice, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Transport, WebhookRequest } from "#tests/sandbox/webhooks/delivery.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Stage } from "#tests/scenarios/stage/stage.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { underOtherId } from "./captured-deliveries.ts";
import { liveLives } from "./open-lives.ts";
import { stateOf } from "./state-of.ts";

// `DUPLICATES=5000 npm test -- duplicates` is the whole figure; DUPLICATES_SEED repeats a run.
const duplicates = Number(process.env["DUPLICATES"] ?? 300);
const seed = Number(process.env["DUPLICATES_SEED"] ?? Date.now() % 1_000_000);
const ORDERS = 6;
/** So many at the same moment, when they come in parallel. */
const AT_ONCE = 64;
const SETTLED_WITHIN_MS = 3_600_000;

/** Sends each webhook four times at the same instant, twice under its own id and twice under others. */
function sendFourfold(random: SeededRandom, sent: WebhookRequest[]): Transport {
  return async (request) => {
    const copies = [request, request, underOtherId(request, random), underOtherId(request, random)];
    sent.push(request);
    const answers = await Promise.all(copies.map(postOverHttp));
    return answers.find((answer) => answer !== 200) ?? 200;
  };
}

function copyOf(request: WebhookRequest, random: SeededRandom): WebhookRequest {
  return nextChance(random, 0.5) ? request : underOtherId(request, random);
}

/** Half of them one after the other, half of them at the same time; the worker works meanwhile. */
async function repeat(stage: Stage, sent: readonly WebhookRequest[], random: SeededRandom): Promise<void> {
  const copies = Array.from({ length: duplicates }, () => copyOf(nextChoice(random, sent), random));
  const serial = copies.slice(0, duplicates / 2);
  const parallel = copies.slice(duplicates / 2);
  for (const [index, request] of serial.entries()) {
    expect(await postOverHttp(request)).toBe(200);
    if (index % AT_ONCE === 0) await stage.live(250);
  }
  for (let next = 0; next < parallel.length; next += AT_ONCE) {
    const answers = await Promise.all(parallel.slice(next, next + AT_ONCE).map(postOverHttp));
    expect(answers.every((answer) => answer === 200)).toBe(true);
    await stage.live(250);
  }
}

test("each change is decided once, however often it is told, one after the other or at once, under its own id or another", async () => {
  const random = createRandom(seed);
  const sent: WebhookRequest[] = [];
  const stage = await liveLives({ seed, orders: ORDERS, mode: "act", transport: sendFourfold(random, sent) });
  try {
    expect(await stage.untilQuiet(SETTLED_WITHIN_MS)).toBe(true);
    const judge = async () => {
      const { owner, world, engine } = stage;
      const violations = await audit({
        client: owner,
        world,
        apiKey: credentials.apiKey,
        deliveries: engine.state.log,
      });
      return violations.map(describeViolation);
    };
    expect(await judge(), `seed ${seed}, after each came four times at once`).toEqual([]);
    const before = await stateOf(stage);
    expect(before["decisions"]!.length).toBeGreaterThan(ORDERS);
    expect(before["hints kept twice"]).toEqual([]);
    expect(before["documents"]!.length).toBeGreaterThanOrEqual(ORDERS);

    await repeat(stage, sent, random);
    expect(await stage.untilQuiet(SETTLED_WITHIN_MS)).toBe(true);
    process.stdout.write(
      `seed ${seed}: ${sent.length} webhooks four times each, then ${duplicates} duplicates, half of them in parallel\n`,
    );
    const after = await stateOf(stage);
    for (const [name, rows] of Object.entries(before)) expect(after[name], `seed ${seed}: ${name}`).toEqual(rows);
    expect(await judge(), `seed ${seed}`).toEqual([]);
  } finally {
    await stage.close();
  }
}, 600_000);
