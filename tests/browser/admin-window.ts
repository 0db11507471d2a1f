import type { Browser, Frame, FrameLocator, Locator, Page } from "playwright-core";
import { demoApp } from "#tests/sandbox/demo/demo-app.ts";
import { demoShops } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { userAgentOf } from "./launch-chromium.ts";

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** One browser window on the stand-in admin, as a merchant has it open. */
export type AdminWindow = {
  adminUrl: string;
  page: Page;
  /** The app in its frame. */
  app: FrameLocator;
  /** Opens a page of the app, `/app/...`, in the first shop unless another is named, and waits until it answers clicks. */
  open(path: string, store?: string): Promise<void>;
  /** Until the app answers clicks and typing, after the page was loaded anew. */
  alive(): Promise<void>;
  frame(): Frame;
  menuItem(name: string): Locator;
  saveBar: Locator;
  toast(text: string): Locator;
  /** Path of the app's page that the address bar shows. */
  shownPath(): string;
  /** From here on the test expects what the console says about it. */
  expectProblem(words: RegExp): void;
  /** Closes the window; anything unexpected on its console fails the test. */
  close(): Promise<void>;
};

export const [firstStore = "", secondStore = ""] = demoShops.map(({ profile }) => storeHandle(profile.domain));

export async function openAdminWindow(browser: Browser, demo: Demo, viewport = desktop): Promise<AdminWindow> {
  const context = await browser.newContext({ viewport, userAgent: userAgentOf(browser) });
  const page = await context.newPage();
  const problems: string[] = [];
  const expected: RegExp[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("http://127.0.0.1:") && !request.url().startsWith("data:")) {
      problems.push(`request to another machine: ${request.url()}`);
    }
  });
  const frame = (): Frame => {
    const found = page.frame({ name: "app-iframe" });
    if (!found) throw new Error("The admin shows no app.");
    return found;
  };
  const alive = (): Promise<void> => page.locator('html[data-app="alive"]').waitFor();
  return {
    adminUrl: demo.adminUrl,
    page,
    app: page.frameLocator("#app"),
    open: async (path, store = firstStore) => {
      await page.goto(`${demo.adminUrl}/store/${store}/apps/${demoApp.apiKey}${path}`);
      await alive();
    },
    alive,
    frame,
    menuItem: (name) => page.locator("#app-navigation").getByRole("link", { name }),
    saveBar: page.getByRole("region", { name: "Unsaved changes" }),
    toast: (text) => page.locator("#toasts").getByText(text),
    shownPath: () => new URL(page.url()).pathname.replace(/^\/store\/[^/]+\/apps\/[^/]+/, ""),
    expectProblem: (words) => void expected.push(words),
    close: async () => {
      await context.close();
      const unexpected = problems.filter((problem) => !expected.some((words) => words.test(problem)));
      if (unexpected.length > 0) throw new Error(`The browser reported:\n${unexpected.join("\n")}`);
    },
  };
}
