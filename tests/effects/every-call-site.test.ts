import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kind } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { collectAppOperations } from "#tests/sandbox/schema/collect-operations.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { openFaultStage } from "./stage/fault-stage.ts";
import { objectionsTo, outcomeOf, type Outcome } from "./stage/outcome-of.ts";
import { TROUBLES, type Site, type Trouble } from "./stage/struck-fetch.ts";
import { tellStory } from "./stage/tell-story.ts";

const START = new Date("2026-11-20T08:00:00.000Z");
const app = join(import.meta.dirname, "../../app");

type Day = {
  isQuiet: boolean;
  calls: Map<Site, number>;
  struck: Map<Site, number>;
  outcome: Outcome;
  objections: string[];
};

async function liveDay(trouble: Trouble | null): Promise<Day> {
  await emptyTables();
  const stage = await openFaultStage({ databaseUrl: (await testDatabase()).url, start: START, trouble });
  try {
    const { isQuiet } = await tellStory(stage);
    const { calls, struck } = stage.strikes;
    return { isQuiet, calls, struck, outcome: await outcomeOf(stage), objections: await objectionsTo(stage) };
  } finally {
    await stage.close();
  }
}

/**
 * Asked for in the middle of a read whose first page was full: 250 lines of a parcel, locations and the like, which no day has.
 * What befalls them befalls the whole read, which is struck; tests/shopify/read-orders.test.ts reads such lists.
 */
const PAGES_BEYOND_THE_FIRST = [
  "ReadMoreFulfillmentEvents",
  "ReadMoreFulfillmentLines",
  "ReadMoreParcelEvents",
  "ReadMoreRefundLines",
  "ReadMoreShippingLines",
  "ShopLocations",
];

let whole: Day;

beforeAll(async () => {
  whole = await liveDay(null);
}, 120_000);

test("a day without faults does everything once, and calls Shopify from every place in app/ that can", () => {
  expect(whole.isQuiet).toBe(true);
  expect(whole.objections).toEqual([]);
  const documents = collectAppOperations().flatMap(({ definition }) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.name?.value ?? "unnamed") : [],
  );
  const called = new Set([...whole.calls.keys()].map((site) => site.replace(/^\w+ /, "")));
  // A query added to app/ has to happen in the story: only then is it struck below.
  const expected = documents.filter((name) => !PAGES_BEYOND_THE_FIRST.includes(name));
  expect([...called].sort()).toEqual([...expected, "download of a result", "renewal of a token"].sort());
});

test("nothing in app/ fetches but the places that are struck here", () => {
  const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const fetching = files.filter((file) => /\bfetchPort\(/.test(readFileSync(join(app, file), "utf8")));
  expect(fetching.sort()).toEqual([
    "shopify/admin-client.ts",
    // Asked for the name of whoever opens the app. Nothing waits for it: whatever goes wrong, they are shown by their number.
    "shopify/sessions/identify-staff.ts",
    "shopify/sessions/renew-token.ts",
    "worker/import-history/load-result.ts",
  ]);
});

describe.each(TROUBLES)("every call meets $kind (work done: $isWorkDone)", (trouble) => {
  test("and the day ends as if it had not: nothing is lost, and nothing happens twice", async () => {
    const day = await liveDay(trouble);
    expect(day.isQuiet).toBe(true);
    expect([...day.struck.keys()]).toEqual(expect.arrayContaining([...whole.calls.keys()]));
    expect(day.outcome).toEqual(whole.outcome);
    expect(day.objections).toEqual([]);
  }, 120_000);
});
