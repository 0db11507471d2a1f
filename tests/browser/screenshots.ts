import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { print } from "#tests/sandbox/demo/print.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { desktop, openAdminWindow, phone } from "./admin-window.ts";
import { furnishDemo, type FurnishedOrders } from "./furnish-demo.ts";
import { launchChromium } from "./launch-chromium.ts";
import { appPages, standInPages, type Page } from "./pages.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

// `node launch.mjs tests/browser/screenshots.ts [part of a name]`: every page as a desktop and as a phone show it, for people
// to look at, in docs/screenshots. Made from a fresh demo with the same kinds of orders each time.
const folder = join(clone, "docs", "screenshots");
const wanted = process.argv[2] ?? "";
const shown = [...appPages, ...standInPages].filter(({ name }) => name.includes(wanted));

const demo = await startBrowserDemo();
try {
  await mkdir(folder, { recursive: true });
  const orders = await furnishDemo(demo);
  const browser = await launchChromium();
  for (const page of shown) await take(browser, demo, orders, page);
  await browser.close();
} finally {
  await demo.stop();
}

async function take(browser: Browser, demo: Demo, orders: FurnishedOrders, page: Page): Promise<void> {
  for (const [suffix, viewport] of [
    ["", desktop],
    ["-phone", phone],
  ] as const) {
    const admin = await openAdminWindow(browser, demo, viewport);
    await page.open(admin, orders);
    await admin.page.screenshot({ path: join(folder, `${page.name}${suffix}.png`), animations: "disabled" });
    await admin.page.context().close();
    print(`${page.name}${suffix}\n`);
  }
}
