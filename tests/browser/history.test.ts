import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { shopWithoutApp } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, type AdminWindow } from "./admin-window.ts";
import { findAccessibilityProblems } from "./find-accessibility-problems.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

const store = storeHandle(shopWithoutApp);
// Thousands of orders come in: what a merchant waits for at most, with a machine that others use too.
const PATIENCE_MS = 120_000;

let demo: Demo;
let browser: Browser;
let admin: AdminWindow;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
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

test("a merchant who installs the app sees the last 60 days come in, also after a reload, and then what Switchyard would have said", async () => {
  const { app, page } = admin;
  await page.goto(`${demo.adminUrl}/store/${store}`);
  await page.getByRole("link", { name: "Install Switchyard" }).click();
  await page.getByRole("button", { name: "Install app" }).click();
  await admin.alive();
  await app.getByRole("heading", { name: "Your last 60 days", level: 1 }).waitFor();
  expect(admin.shownPath()).toBe("/app/history");
  await app.getByText(/of [\d,]{5,} orders\./).waitFor({ timeout: PATIENCE_MS });
  expect(await findAccessibilityProblems(admin.frame())).toEqual([]);

  await page.reload();
  await admin.alive();
  await app.getByText(/: [\d,]+ of [\d,]{5,} orders\./).waitFor();

  await app.getByRole("heading", { name: /Something was found in [\d,]+ of [\d,]{5,} orders/ }).waitFor({
    timeout: PATIENCE_MS,
  });
  expect(await findAccessibilityProblems(admin.frame())).toEqual([]);
  await app.getByRole("tab", { name: "Credit notes" }).click();
  await app.getByRole("tab", { name: "Credit notes", selected: true }).waitFor();
  await app
    .getByText(/went back in one refund/)
    .first()
    .waitFor();
  await app.getByRole("button", { name: "Next" }).click();
  await page.waitForURL(/after=/);
  await app
    .getByRole("link", { name: /^#\d+$/ })
    .first()
    .click();
  await app.getByText("Imported", { exact: true }).waitFor();

  await page.getByRole("link", { name: "Switchyard" }).first().click();
  await app.getByText("Your last 60 days are ready").waitFor();
});

test("before a capability acts the form says what it would have done in the last 60 days, and a save can be undone", async () => {
  const { app, page } = admin;
  await admin.open("/app/settings", store);
  await app.getByRole("button", { name: "Issue invoices: Suggest" }).waitFor();
  await app.getByRole("button", { name: "Correct stock: Act" }).click();
  await app.getByText("Correct stock: what changes when you save").waitFor();
  await app.getByRole("button", { name: "Hold orders: Act" }).click();
  await app.getByText(/In your last 60 days that would have been [\d,]+ of [\d,]{5,} orders/).waitFor();
  await app.getByRole("button", { name: "Hold orders: Watch" }).click();

  await admin.saveBar.getByRole("button", { name: "Save" }).click();
  await admin.toast("Settings saved").waitFor();
  await page.locator("#toasts").getByRole("button", { name: "Undo" }).click();
  await admin.toast("Undone: your settings are as they were").waitFor();
  const pressed = app.getByRole("button", { name: "Correct stock: Watch" });
  expect(await pressed.getAttribute("aria-pressed")).toBe("true");
});
