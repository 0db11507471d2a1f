import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorld, nextId } from "#tests/sandbox/state.ts";
import { openStage, type Stage } from "#tests/scenarios/stage/stage.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation, type Violation } from "#tests/support/audit/violation.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { effectOn, plantedHappenings } from "./planted-happenings.ts";
import { messageFaults } from "./planted-messages.ts";
import { documentFaults, stockFaults } from "./planted-rows.ts";
import { stopBefore, wishFaults } from "./planted-wishes.ts";
import { liveSmallDay, type SmallDay } from "./small-day.ts";

let stage: Stage;
let day: SmallDay;

beforeAll(async () => {
  const { url } = await testDatabase();
  stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed: 11,
    faults: {},
    makeWorld: ({ clock, seed, app }) => {
      const world = createWorld({ clock, seed });
      const rest = { previousSecret: null, title: "Switchyard", handle: "switchyard" };
      world.apps.set(app.apiKey, { ...app, ...rest, id: nextId(world, "App") });
      return world;
    },
  });
  day = await liveSmallDay(stage);
});

afterAll(() => stage?.close());

async function judge(): Promise<Violation[]> {
  const { owner, world, engine } = stage;
  return audit({ client: owner, world, apiKey: credentials.apiKey, deliveries: engine.state.log });
}

/** What the auditor says while a statement's change stands; it is taken back afterwards. */
async function judgeWith(sql: string): Promise<Violation[]> {
  await stage.owner.query("BEGIN");
  try {
    const { rowCount } = await stage.owner.query(sql);
    expect(rowCount, "the fault is planted").toBeGreaterThan(0);
    return await judge();
  } finally {
    await stage.owner.query("ROLLBACK");
  }
}

function namesIt(violations: readonly Violation[], invariant: string, finds: RegExp): boolean {
  return violations.some((violation) => violation.invariant === invariant && finds.test(violation.sentence));
}

test("the auditor objects to nothing in a day that went well", async () => {
  expect((await judge()).map(describeViolation)).toEqual([]);
});

test("the auditor lets what was taken before a stop reach Shopify after it", async () => {
  const { sequence, callSequence } = effectOn(stage.world, day.held, "hold placed");
  const objectedTo = async (takenSecondsBefore: number) => {
    const violations = await judgeWith(stopBefore(day.held, takenSecondsBefore));
    const subjects = violations.map(({ subject }) => subject).join();
    return [`effect ${sequence} `, `call ${callSequence} `].filter((name) => subjects.includes(name));
  };
  expect(await objectedTo(3)).toEqual([]);
  // Taken after the stop, or so long before it that its lease was over.
  expect(await objectedTo(0)).toHaveLength(2);
  expect(await objectedTo(20)).toHaveLength(2);
});

describe.each([
  ["messages", messageFaults],
  ["stock", stockFaults],
  ["documents", documentFaults],
  ["wishes", wishFaults],
])("of %s, the auditor finds", (_family, faults) => {
  test.each(faults)("$fault", async ({ sql, invariant, finds }) => {
    const violations = await judgeWith(sql(day));
    expect(namesIt(violations, invariant, finds), violations.map(describeViolation).join("\n")).toBe(true);
  });
});

describe("of what happened outside, the auditor finds", () => {
  test.each(plantedHappenings)("$fault", async ({ plant, invariant, finds }) => {
    const takeBack = plant(stage.world, day);
    const violations = await judge().finally(takeBack);
    expect(namesIt(violations, invariant, finds), violations.map(describeViolation).join("\n")).toBe(true);
  });
});
