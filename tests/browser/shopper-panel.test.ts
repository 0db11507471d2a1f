import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, phone, type AdminWindow } from "./admin-window.ts";
import { launchChromium } from "./launch-chromium.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

let demo: Demo;
let browser: Browser;
let admin: AdminWindow;
let panel: Locator;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

beforeEach(async () => {
  admin = await openAdminWindow(browser, demo);
  panel = admin.page.getByRole("complementary", { name: "Shopper panel" });
});

afterEach(async () => {
  await admin.close();
});

test("an order that a newcomer places is decided and shown with its reason", async () => {
  await admin.open("/app/orders");
  await openPanel();
  const name = await placeOrder();
  await waitForRow(name, /Ships from/);
});

test("an order without a house number waits for a person", async () => {
  await admin.open("/app/orders");
  await openPanel();
  await panel.getByLabel("Ship to").selectOption("DE");
  await panel.getByLabel("House number missing").check();
  const name = await placeOrder();
  await admin.app.getByRole("tab", { name: "Needs you" }).click();
  await waitForRow(name, /house number/i);
});

test("what the sandbox refuses is said in a sentence beside the button", async () => {
  await admin.open("/app");
  admin.expectProblem(/status of 400/);
  await openPanel();
  const item = panel.getByLabel("Item", { exact: true });
  const soldOut = await item.locator("option").filter({ hasText: "sold out" }).first().getAttribute("value");
  await item.selectOption(soldOut ?? "");
  await panel.getByLabel("Quantity").fill("99");
  await panel.getByRole("button", { name: "Place order" }).click();
  await panel.getByText(/is sold out/).waitFor();
});

test("a recent order can be cancelled, and the app hears of it", async () => {
  await admin.open("/app/orders");
  await openPanel();
  const name = await placeOrder();
  await panel.getByRole("tab", { name: "Orders" }).click();
  await panel.getByText(name, { exact: true }).click();
  await panel.getByRole("button", { name: "Cancel", exact: true }).click();
  await panel.getByText("is cancelled").waitFor();
  await panel.getByRole("tab", { name: "Log" }).click();
  await panel.getByText("orders/cancelled").first().waitFor();
});

test("the log tells what the app asked of Shopify and what was delivered to it", async () => {
  await admin.open("/app");
  await openPanel();
  const name = await placeOrder();
  await panel.getByRole("tab", { name: "Log" }).click();
  const log = panel.getByRole("list", { name: "Last happenings" });
  await log.getByText(`${name} placed`).waitFor();
  const delivery = log.getByRole("listitem").filter({ hasText: "orders/create" }).first();
  await delivery.getByText("200", { exact: true }).waitFor();
});

test("a hundred orders come in one rush and all arrive", async () => {
  await admin.open("/app", "atelier-nord");
  await openPanel();
  await panel.getByRole("button", { name: "Place 100 orders" }).click();
  await panel.getByText("100 placed").waitFor();
  const placed = admin.app.getByText("Orders placed", { exact: true }).locator("xpath=..");
  const count = async (): Promise<number> => Number((await placed.innerText()).replace(/\D/g, ""));
  // Shoppers also come by themselves.
  await expect.poll(count, { timeout: 60_000 }).toBeGreaterThanOrEqual(100);
});

test("webhooks can be disturbed and calmed again", async () => {
  await admin.open("/app");
  await openPanel();
  await panel.getByRole("tab", { name: "Delivery" }).click();
  await panel.getByRole("button", { name: "A stormy day" }).click();
  await panel.getByText("Applied").waitFor();
  expect(await panel.getByLabel("Delivered twice").inputValue()).toBe("20");
  await panel.getByRole("button", { name: "Back to calm" }).click();
  await expect.poll(() => panel.getByLabel("Delivered twice").inputValue()).toBe("0");
});

test("the panel can be used by keyboard alone", async () => {
  await admin.open("/app");
  await admin.page.getByRole("button", { name: "Be the shopper" }).press("Enter");
  await panel.getByRole("tab", { name: "Shop", selected: true }).press("ArrowRight");
  await panel.getByRole("tab", { name: "Orders", selected: true }).waitFor();
  await admin.page.keyboard.press("ArrowLeft");
  await panel.getByRole("button", { name: "Place order" }).press("Enter");
  await panel.getByText(/^#\d+ placed$/).waitFor();
  await admin.page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  expect(await admin.page.evaluate(() => document.activeElement?.id)).toBe("panel-button");
});

test("on a phone the panel fills the window and stays open from page to page", async () => {
  await admin.page.setViewportSize(phone);
  await admin.open("/app");
  await openPanel();
  expect((await panel.boundingBox())?.width).toBe(phone.width);
  await admin.page.reload();
  await panel.getByRole("button", { name: "Place order" }).waitFor();
});

async function openPanel(): Promise<void> {
  await admin.page.getByRole("button", { name: "Be the shopper" }).click();
  await panel.getByRole("button", { name: "Place order" }).waitFor();
}

/** Places an order and answers its name, such as "#1037". */
async function placeOrder(): Promise<string> {
  await panel.getByRole("button", { name: "Place order" }).click();
  const said = panel.getByText(/^#\d+ placed$/);
  return ((await said.textContent()) ?? "").replace(" placed", "");
}

/** Reloads until the list shows the order with these words: a list that somebody reads does not change by itself. */
async function waitForRow(name: string, words: RegExp): Promise<void> {
  const row = admin.app.getByRole("row").filter({ hasText: name });
  const look = async (): Promise<string> => {
    await admin.page.reload();
    await admin.alive();
    return (await row.allInnerTexts()).join();
  };
  await expect.poll(look, { timeout: 60_000 }).toMatch(words);
}
