import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { webhookCases, type WebhookCase } from "#tests/support/cases.ts";
import { openTestDatabase } from "#tests/support/open-test-database.ts";
import { CHANGES_BY_TOPIC, IGNORED_TOPICS, PAGE_BY_TABLE } from "./recorded/changes-by-topic.ts";
import { effectOf, openIntake, type Intake } from "./recorded/deliver-recorded.ts";

const cases = webhookCases();
let database: Database;
let intake: Intake;

beforeAll(async () => {
  database = await openTestDatabase();
  intake = await openIntake(database);
});
afterAll(async () => {
  intake.close();
  await database.close();
});

/** The sample order as it was a day before, not paid yet, under its own id and under the one a redaction names. */
function earlierOrders(recorded: readonly WebhookCase[]): Buffer[] {
  const created = recorded.find(({ topic }) => topic === "orders/create")!.body.toString("utf8");
  const earlier = created
    .replaceAll("2021-12-31T19:00:00-05:00", "2021-12-30T19:00:00-05:00")
    .replace(/"financial_status": ?"\w+"/, '"financial_status": "pending"');
  return [earlier, earlier.replaceAll("820982911946154508", "299938")].map((text) => Buffer.from(text));
}

test.each(cases)("the sample of $topic is answered 200 and changes what the table says", async ({ topic, body }) => {
  const seeds = topic === "orders/create" ? [] : earlierOrders(cases);
  const effect = await effectOf(database, intake, topic, body, seeds);
  expect(effect.status).toBe(200);
  if (IGNORED_TOPICS.includes(topic)) {
    expect(effect).toMatchObject({ state: "ignored", changes: [] });
    expect(effect.reason).toMatch(/\w.*\.$/);
  } else {
    expect(effect.state).toBe("done");
    expect(effect.changes).toEqual(CHANGES_BY_TOPIC[topic]);
  }
});

test("every change that a sample makes has a page that shows it", () => {
  const tables = new Set(
    Object.values(CHANGES_BY_TOPIC).flatMap((changes) => changes.map((each) => each.split(/[. ]/)[0]!)),
  );
  for (const table of tables) {
    const page = PAGE_BY_TABLE[table];
    expect(page, table).toBeDefined();
    expect(
      existsSync(new URL(`../../app/routes/${page}`, import.meta.url)) ||
        existsSync(new URL(`../../app/routes/${page}.tsx`, import.meta.url)),
      page,
    ).toBe(true);
  }
});
