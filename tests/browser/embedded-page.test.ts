import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { shopWithoutApp } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, phone, type AdminWindow } from "./admin-window.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

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

test("a merchant installs the app and is signed in without a word", async () => {
  await admin.page.goto(`${demo.adminUrl}/store/${storeHandle(shopWithoutApp)}`);
  await admin.page.getByRole("link", { name: "Install Switchyard" }).click();
  await admin.page.getByRole("button", { name: "Install app" }).click();
  await admin.app.getByRole("heading", { name: "Home", exact: true }).waitFor();
  expect(admin.shownPath()).toBe("/app");
});

test("a page that comes with an expired token bounces for a fresh one and then shows itself", async () => {
  const documents: string[] = [];
  admin.page.on("request", (request) => {
    if (request.isNavigationRequest()) documents.push(new URL(request.url()).pathname);
  });
  demo.standIn.expireNextIdTokens(1);
  await admin.open("/app/settings");
  await admin.app.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  expect(documents.filter((path) => !path.startsWith("/store/"))).toEqual([
    "/app/settings",
    "/auth/session-token",
    "/app/settings",
  ]);
});

test("a click that comes with an expired token is sent again with a fresh one", async () => {
  admin.expectProblem(/status of 401/);
  await admin.open("/app");
  await admin.app.getByRole("heading", { name: "Home", exact: true }).waitFor();
  demo.standIn.expireNextIdTokens(1);
  // The page slept: what App Bridge kept is too old to use, and the next token it is given is too.
  await admin.frame().evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 55_000;
  });
  await admin.menuItem("Orders").click();
  await admin.app.getByRole("heading", { name: "Orders", exact: true }).waitFor();
});

test("the menu leads through the app without a new document, and back is back", async () => {
  await admin.open("/app");
  await admin.frame().evaluate(() => document.body.setAttribute("data-kept", "yes"));
  await admin.menuItem("Orders").click();
  await admin.app.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  expect(admin.shownPath()).toBe("/app/orders");
  expect(await admin.menuItem("Orders").getAttribute("aria-current")).toBe("page");
  expect(await admin.frame().evaluate(() => document.body.getAttribute("data-kept"))).toBe("yes");
  await admin.page.goBack();
  await admin.app.getByRole("heading", { name: "Home", exact: true }).waitFor();
  expect(admin.shownPath()).toBe("/app");
});

test("a deep link and a reload show the same page again, with its query", async () => {
  await admin.open("/app/orders?search=nobody");
  await admin.app.getByText("No order fits this").waitFor();
  await admin.page.reload();
  await admin.alive();
  await admin.app.getByText("No order fits this").waitFor();
  expect(new URL(admin.page.url()).search).toBe("?search=nobody");
});

test("unsaved settings are announced, kept when the merchant stays, and saved with a toast", async () => {
  await admin.open("/app/settings");
  const minutes = admin.app.getByLabel("A second order counts as a duplicate within");
  await minutes.fill("45");
  await admin.saveBar.waitFor();
  await admin.menuItem("Orders").click();
  await admin.page.getByRole("button", { name: "Stay" }).click();
  expect(await minutes.inputValue()).toBe("45");
  await admin.saveBar.getByRole("button", { name: "Save" }).click();
  await admin.toast("Settings saved").waitFor();
  await admin.saveBar.waitFor({ state: "hidden" });
  await admin.page.reload();
  await expect.poll(() => minutes.inputValue()).toBe("45");
});

test("unsaved settings are gone when they are discarded", async () => {
  await admin.open("/app/settings");
  const minutes = admin.app.getByLabel("A second order counts as a duplicate within");
  const before = await minutes.inputValue();
  await minutes.fill("77");
  await admin.saveBar.getByRole("button", { name: "Discard" }).click();
  await admin.saveBar.waitFor({ state: "hidden" });
  expect(await minutes.inputValue()).toBe(before);
});

test("a dialog of the app names itself, takes the keyboard and closes on Escape", async () => {
  await admin.open("/app");
  await admin.app.getByRole("button", { name: "Stop everything" }).click();
  const dialog = admin.app.getByRole("dialog", { name: "Set everything to Watch?" });
  await dialog.waitFor();
  await admin.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});

test("a link to the admin leaves the app for the admin's own page", async () => {
  await admin.open("/app");
  await admin.frame().evaluate(() => void window.open("shopify://admin/settings", "_top"));
  await admin.page.getByRole("heading", { name: "Settings" }).waitFor();
  expect(new URL(admin.page.url()).pathname).toMatch(/^\/store\/[^/]+\/settings$/);
});

test("on a phone the navigation waits behind a button", async () => {
  await admin.page.setViewportSize(phone);
  await admin.open("/app");
  await admin.app.getByRole("heading", { name: "Home", exact: true }).waitFor();
  expect(await admin.menuItem("Orders").isVisible()).toBe(false);
  await admin.page.getByRole("button", { name: "Navigation" }).click();
  await admin.menuItem("Orders").click();
  await admin.app.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  expect(await admin.menuItem("Orders").isVisible()).toBe(false);
});
