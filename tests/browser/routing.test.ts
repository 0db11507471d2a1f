import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, type AdminWindow } from "./admin-window.ts";
import { findAccessibilityProblems } from "./find-accessibility-problems.ts";
import { furnishDemo } from "./furnish-demo.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

let demo: Demo;
let browser: Browser;
let admin: AdminWindow;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
  await furnishDemo(demo);
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

const packing = () => admin.app.getByRole("textbox", { name: "Packing a parcel and handing it over costs, in EUR" });

test("a policy is tried on recent orders while it is typed, saved with a reason, and undone", async () => {
  // A draft that is not filled in right is refused, which the browser tells its console.
  admin.expectProblem(/status of 422/);
  await admin.open("/app/routing");
  const { app, page } = admin;
  await app.getByText("Stays").nth(4).waitFor();
  expect(await app.getByText(/^Then: /).count()).toBe(0);

  await packing().fill("fifty");
  await app.getByText("Enter an amount from 0 to 1,000,000 EUR, such as 1.50.").waitFor();
  expect(await packing().getAttribute("aria-invalid")).toBe("true");
  expect(await findAccessibilityProblems(admin.frame())).toEqual([]);

  await packing().fill("50.00");
  await app
    .getByText(/^Then: .*€/)
    .nth(4)
    .waitFor();
  await app.getByLabel("Why you change it").fill("A dear packer");
  await admin.saveBar.getByRole("button", { name: "Save" }).click();
  await admin.toast("Routing saved").waitFor();
  await app.getByText(/: A dear packer$/).waitFor();
  await app.getByText("Packing a parcel: 0.90 EUR → 50.00 EUR").waitFor();
  await app
    .getByText(/^Then: /)
    .first()
    .waitFor({ state: "detached" });

  await page.locator("#toasts").getByRole("button", { name: "Undo" }).click();
  await admin.toast("Undone: routes are weighed as before").waitFor();
  await app.getByText(/: Back to the defaults$/).waitFor();
  expect(await packing().inputValue()).toBe("0.90");
});

test("the form is tried on the orders of some days, and what it would have done stands beside what today's policy does", async () => {
  admin.expectProblem(/status of 422/);
  await admin.open("/app/routing");
  const { app } = admin;
  const attempt = app.getByRole("button", { name: "Try the form on these orders" });
  await attempt.click();
  await app.getByText("Every order would have left from where today's policy sends it.").waitFor();
  await app.getByText(/Under the policy that holds/).waitFor();

  await app.getByLabel("Add a location").selectOption({ label: "Lyon Warehouse" });
  await app.getByLabel("Lyon Warehouse does not send to").fill("DE, FR");
  await app.getByText("The form has changed since: this is of the form as it stood before.").waitFor();
  await attempt.click();
  await app.getByText(/^\d+ orders? would have left from elsewhere$/).waitFor();
  const figures = app.getByRole("region", { name: "What it comes to" });
  await figures.getByRole("rowheader", { name: "Orders in parts" }).waitFor();
  expect(await app.getByText(/ → /).count()).toBeGreaterThan(0);
  expect(await findAccessibilityProblems(admin.frame())).toEqual([]);

  await app.getByLabel("Orders of").selectOption("Other days");
  await app.getByLabel("First day").fill("2026-11-20");
  await app.getByLabel("Last day").fill("2026-11-19");
  await attempt.click();
  await app.getByText("The last day is before the first.").waitFor();
  await app.getByLabel("First day").fill("2020-01-01");
  await app.getByLabel("Last day").fill("2020-01-02");
  await attempt.click();
  await app.getByText(/^No order was routed in that time/).waitFor();
});

test("one returns to an earlier version after a question", async () => {
  await admin.open("/app/routing");
  const { app } = admin;
  await app.getByRole("button", { name: "Return to version 1" }).click();
  await app.getByText(/saved once more as version 3/).waitFor();
  await app.getByRole("dialog").getByRole("button", { name: "Return to version 1" }).click();
  await admin.toast("Returned, as the next version").waitFor();
  await app.getByText(/: Back to version 1$/).waitFor();
  expect(await packing().inputValue()).toBe("50.00");
});

test("who may not change the settings sees what holds, and no draft is tried for them", async () => {
  await admin.open("/app/routing");
  const { app, page } = admin;
  await page.getByText("Merle Hansen").first().click();
  await page.getByText("Jonas Petersen").click();
  await admin.alive();
  await admin.open("/app/routing");
  await app.getByText(/As Viewer you may not change the settings/).waitFor();
  expect(await packing().isDisabled()).toBe(true);
  expect(await app.getByRole("button", { name: /^Return to/ }).count()).toBe(0);
  expect(await app.getByRole("heading", { name: "What this would change" }).count()).toBe(0);
  expect(await findAccessibilityProblems(admin.frame())).toEqual([]);
});
