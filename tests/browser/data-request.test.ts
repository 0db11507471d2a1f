import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoShops } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, phone } from "./admin-window.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

const PATIENCE_MS = 60_000;
const domain = demoShops[0]!.profile.domain;

let demo: Demo;
let browser: Browser;
let database: pg.Client;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
  database = new pg.Client({ connectionString: demo.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await browser?.close();
  await demo?.stop();
});

/** Home shows itself at once only when the last 60 days are in; then there is a customer to ask, too. */
async function untilImported(): Promise<void> {
  const isIn = "SELECT FROM history_imports h JOIN shops s ON s.id = h.shop WHERE s.domain = $1 AND h.state = 'done'";
  for (let waitedMs = 0; (await database.query(isIn, [domain])).rowCount === 0; waitedMs += 200) {
    if (waitedMs > PATIENCE_MS) throw new Error("The last 60 days do not come in.");
    await sleep(200);
  }
}

/** A customer asks for their data. Answers what one of their orders is called. */
async function placeRequest(): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `WITH asking AS (SELECT o.shop, o.id, o.name, o.facts->'customer'->>'id' AS customer FROM orders o JOIN shops s ON s.id = o.shop
       WHERE s.domain = $1 AND o.facts->'customer'->>'id' IS NOT NULL ORDER BY o.id LIMIT 1),
     noted AS (INSERT INTO notices (shop, at, kind, sentence, details)
       SELECT shop, now(), 'data_request', 'A customer asked for the data you keep about them.',
         jsonb_build_object('orderIds', jsonb_build_array(id::text), 'customerId', customer) FROM asking)
     SELECT name FROM asking`,
    [domain],
  );
  return rows[0]!.name;
}

test("a merchant saves the data of a customer who asked for it from Home, on a phone", async () => {
  await untilImported();
  const name = await placeRequest();
  const admin = await openAdminWindow(browser, demo, phone);
  await admin.open("/app");
  const button = admin.app.getByRole("button", { name: "Download the customer's data" });
  await button.waitFor();
  const [file] = await Promise.all([admin.page.waitForEvent("download"), button.click()]);
  expect(file.suggestedFilename()).toMatch(/^customer-data-\d+\.json$/);
  const told = JSON.parse(await readFile(await file.path(), "utf8")) as { orders: { name: string }[] };
  expect(told.orders.map((order) => order.name)).toContain(name);
  const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
  expect(await admin.frame().evaluate(isTooWide)).toBe(false);
  await admin.close();
});
