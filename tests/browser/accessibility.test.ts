import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Frame } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { openAdminWindow, type AdminWindow } from "./admin-window.ts";
import { furnishDemo, type FurnishedOrders } from "./furnish-demo.ts";
import { launchChromium } from "./launch-chromium.ts";
import { appPages, standInPages } from "./pages.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

const axeScript = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

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
  expect(await problemsOf(admin.frame())).toEqual([]);
});

test.each(standInPages)("the stand-in's page $name breaks none either", async ({ open }) => {
  await open(admin, orders);
  expect(await problemsOf(admin.page.mainFrame())).toEqual([]);
});

/** axe runs inside the document itself: from the page around it, rules about whole documents are not applied to a frame. */
async function problemsOf(frame: Frame): Promise<string[]> {
  await frame.evaluate(axeScript);
  return frame.evaluate(async (runOnly) => {
    type Violation = { id: string; help: string; nodes: { target: unknown; html: string }[] };
    type Axe = { run: (context: unknown, options: unknown) => Promise<{ violations: Violation[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    // A frame inside is another document, and has a test of its own.
    const { violations } = await axe.run({ include: [["html"]], exclude: [["iframe"]] }, { runOnly });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`,
    );
  }, levels);
}
