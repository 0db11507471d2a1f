import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, type AdminWindow } from "./admin-window.ts";
import { findAccessibilityProblems } from "./find-accessibility-problems.ts";
import { furnishDemo, type FurnishedOrders } from "./furnish-demo.ts";
import { launchChromium } from "./launch-chromium.ts";
import { appPages, standInPages } from "./pages.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

let demo: Demo;
let browser: Browser;
let orders: FurnishedOrders;
let admin: AdminWindow;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
  orders = await furnishDemo(demo);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

beforeEach(async () => {
  admin = await openAdminWindow(browser, demo);
});

afterEach(async () => {
  await admin.close();
});

test.each(appPages)("the app's page $name breaks no rule of WCAG 2.2 AA that a machine can check", async ({ open }) => {
  admin.expectProblem(/status of 404/);
  await open(admin, orders);
  await admin.app.getByRole("heading", { level: 1 }).waitFor();
  expect(await findAccessibilityProblems(admin.frame())).toEqual([]);
});

test.each(standInPages)("the stand-in's page $name breaks none either", async ({ open }) => {
  await open(admin, orders);
  expect(await findAccessibilityProblems(admin.page.mainFrame())).toEqual([]);
});
