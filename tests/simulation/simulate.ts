import { createHash } from "node:crypto";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { comeToRest, endFaults, objectBeforeComparison } from "./come-to-rest.ts";
import { appCredentials } from "./machine/app-credentials.ts";
import { shopAt } from "./machine/create-world.ts";
import { install } from "./machine/install.ts";
import { setUp, type Machine, type Surroundings } from "./machine/open-machine.ts";
import { DAY_MS } from "./steps/day.ts";
import { loadCommands } from "./steps/perform-click.ts";
import { performStep, type PlacedOrders } from "./steps/perform-step.ts";
import type { Plan } from "./steps/step.ts";

export type SimulatedDay = {
  /** What the auditor objects to, and whether the day came to rest at all. */
  violations: string[];
  /** One hash of everything that happened and of what the tables hold in the end. */
  traceHash: string;
  /** How often each kind of fault and click really happened. */
  counts: Map<string, number>;
  /** The trace itself, where it was asked for. */
  lines: readonly string[];
};

/** Lives one planned day on simulated time, lets everything come to rest, and asks the auditor. */
export async function simulate(machine: Machine, plan: Plan, isTraceKept = false): Promise<SimulatedDay> {
  await loadCommands();
  const at = await setUp(machine, plan, isTraceKept);
  try {
    at.queue.holdBack("reconcile", plan.isLossless);
    await openShops(at);
    await liveThroughSteps(at);
    endFaults(at);
    const early = plan.isLossless ? await objectBeforeComparison(at) : [];
    at.queue.holdBack("reconcile", false);
    const isAtRest = await comeToRest(at);
    const restless = isAtRest ? [] : ["The day did not come to rest."];
    return {
      violations: [...early, ...restless, ...(await objections(at)).map(describeViolation)],
      traceHash: createHash("sha256")
        .update(at.trace.digest())
        .update(await stateOf(at))
        .digest("hex")
        .slice(0, 16),
      counts: countAll(at),
      lines: at.trace.lines,
    };
  } finally {
    // Not waited for: time stands still now, and what is under way in a day that did not end well never arrives.
    void at.engine.stop();
  }
}

const OPENED_WITHIN_MS = 10_000;

async function openShops({ machine, world, plan, time }: Surroundings): Promise<void> {
  for (const [index, { mode }] of plan.shops.entries()) await install(machine.owner, world, shopAt(world, index), mode);
  await time.runUntil(time.nowMs() + OPENED_WITHIN_MS);
}

async function liveThroughSteps(at: Surroundings): Promise<void> {
  const { plan, time } = at;
  const placed: PlacedOrders = new Map();
  let offMs = time.nowMs();
  for (const step of plan.steps) {
    await time.runUntil(Math.max(time.nowMs(), offMs + step.atMs));
    const before = time.nowMs();
    await performStep(at, placed, step)?.();
    // After a pause of the whole machine the day goes on where it was.
    offMs += time.nowMs() - before;
  }
  await time.runUntil(Math.max(time.nowMs(), offMs + DAY_MS));
}

function objections({ machine, world, engine }: Surroundings) {
  const { apiKey } = appCredentials;
  return audit({ client: machine.owner, world, apiKey, deliveries: engine.state.log });
}

/** Tables whose rows say what was understood, decided and done. */
const STATE = ["orders", "decisions", "inventory_levels", "allocations", "documents", "outbox_messages", "notices"];

async function stateOf({ machine, trace }: Surroundings): Promise<string> {
  const hash = createHash("sha256");
  for (const table of STATE) {
    const { rows } = await machine.owner.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`);
    for (const { row } of rows) {
      hash.update(row);
      trace.keep(`${table} ${row}`);
    }
  }
  const { rows } = await machine.owner.query<{ row: string }>(
    `SELECT concat_ws(' ', id, shop, topic, order_id, state, reason, batch_id, received_at) AS row FROM inbox_messages ORDER BY id`,
  );
  for (const { row } of rows) trace.keep(`inbox_messages ${row}`);
  return hash.digest("hex");
}

function countAll({ trace, engine, world }: Surroundings): Map<string, number> {
  const counts = new Map(trace.counts);
  const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const { attempt, mischief, outcome, answer } of engine.state.log) {
    if (outcome === "lost") count("delivery lost");
    if (attempt > 1) count("delivery retried");
    if (attempt === 1 && outcome !== "lost") for (const each of mischief) count(`delivery ${each}`);
    if (answer === "no answer" && outcome !== "lost") count("delivery unanswered");
  }
  for (const entry of world.log) if (entry.kind === "call" && entry.fault !== null) count(`api ${entry.fault}`);
  return counts;
}
