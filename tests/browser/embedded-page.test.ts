import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { shopWithoutApp } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, phone, secondStore, type AdminWindow } from "./admin-window.ts";
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

test("a merchant installs the app and is signed in without a word, and is asked again after uninstalling it", async () => {
  const store = `${demo.adminUrl}/store/${storeHandle(shopWithoutApp)}`;
  const install = async (): Promise<void> => {
    await admin.page.getByRole("button", { name: "Install app" }).click();
    await admin.alive();
    await admin.app.getByRole("heading", { name: "Your last 60 days", level: 1 }).waitFor();
    expect(admin.shownPath()).toBe("/app/history");
  };
  await admin.page.goto(store);
  await admin.page.getByRole("link", { name: "Install Switchyard" }).click();
  await install();
  await admin.page.goto(`${store}/settings`);
  await admin.page.getByRole("button", { name: "Uninstall Switchyard" }).click();
  await install();
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
  await admin.open("/app/settings");
  await admin.app.getByRole("heading", { name: "Settings", exact: true }).waitFor();
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
  await admin.open("/app/settings");
  await admin.frame().evaluate(() => document.body.setAttribute("data-kept", "yes"));
  await admin.menuItem("Orders").click();
  await admin.app.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  expect(admin.shownPath()).toBe("/app/orders");
  expect(await admin.menuItem("Orders").getAttribute("aria-current")).toBe("page");
  expect(await admin.frame().evaluate(() => document.body.getAttribute("data-kept"))).toBe("yes");
  await admin.page.goBack();
  await admin.app.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  expect(admin.shownPath()).toBe("/app/settings");
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
  await expect.poll(() => minutes.inputValue(), { timeout: 20_000 }).toBe("45");
});

test("what is refused stands beside what it is about, and what was typed stays", async () => {
  admin.expectProblem(/status of 422/);
  await admin.open("/app/settings");
  const minutes = admin.app.getByLabel("A second order counts as a duplicate within");
  await minutes.fill("99999999");
  await admin.saveBar.getByRole("button", { name: "Save" }).click();
  await admin.app.getByText("Nothing was saved: something is not filled in right.").first().waitFor();
  expect(await minutes.inputValue()).toBe("99999999");
  expect(await minutes.getAttribute("aria-invalid")).toBe("true");
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

test("letting a watching shop act asks its merchant for the scopes that acting needs", async () => {
  await admin.open("/app/settings", secondStore);
  await admin.app.getByRole("button", { name: "Hold orders: Act" }).click();
  await admin.saveBar.getByRole("button", { name: "Save" }).click();
  const question = admin.page.getByRole("dialog", { name: "Switchyard needs more access" });
  await question.getByText("View and edit fulfillment orders of your own locations").waitFor();
  await question.getByRole("button", { name: "Update access" }).click();
  await admin.toast("Settings saved").waitFor();
  const granted = await admin.frame().evaluate(async () => (await window.shopify.scopes.query()).granted);
  expect(granted).toContain("write_merchant_managed_fulfillment_orders");
});

test("a toast with an action tells the app that it was taken", async () => {
  await admin.open("/app");
  await admin.frame().evaluate(() => {
    const taken = (): void => document.body.setAttribute("data-taken", "yes");
    window.shopify.toast.show("Order passed", { action: "Undo", onAction: taken });
  });
  await admin.page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => admin.frame().evaluate(() => document.body.getAttribute("data-taken"))).toBe("yes");
  await admin.toast("Order passed").waitFor({ state: "hidden" });
});

test("the resource picker offers what the shop sells and answers what was chosen", async () => {
  await admin.open("/app");
  const picked = admin.frame().evaluate(async () => {
    const chosen = await window.shopify.resourcePicker({ type: "product", multiple: true });
    return chosen?.selection.map(({ id, title }) => ({ id, title }));
  });
  const picker = admin.page.getByRole("dialog", { name: "Select products" });
  await picker.getByLabel("Search").fill("rain jacket");
  await picker.getByLabel("Ridge Rain Jacket").check();
  await picker.getByRole("button", { name: "Select" }).click();
  expect(await picked).toEqual([
    { id: expect.stringMatching(/^gid:\/\/shopify\/Product\/\d+$/) as string, title: "Ridge Rain Jacket" },
  ]);
});

test("asking App Bridge for what the stand-in lacks is an error and not a silence", async () => {
  await admin.open("/app");
  await expect(admin.frame().evaluate(() => void window.shopify.scanner)).rejects.toThrow("has no shopify.scanner");
});

test("a link to the admin leaves the app for the admin's own page", async () => {
  await admin.open("/app");
  await admin.frame().evaluate(() => void window.open("shopify://admin/settings", "_top"));
  await admin.page.getByRole("heading", { name: "Settings" }).waitFor();
  expect(new URL(admin.page.url()).pathname).toMatch(/^\/store\/[^/]+\/settings$/);
});

test("on a phone the navigation waits behind a button", async () => {
  await admin.page.setViewportSize(phone);
  await admin.open("/app/settings");
  await admin.app.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  expect(await admin.menuItem("Orders").isVisible()).toBe(false);
  await admin.page.getByRole("button", { name: "Navigation" }).click();
  await admin.menuItem("Orders").click();
  await admin.app.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  await admin.menuItem("Orders").waitFor({ state: "hidden" });
});
