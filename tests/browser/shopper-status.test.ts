import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Browser, Frame, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { connectSandbox, type SandboxClient } from "#tests/sandbox/admin/sandbox-client.ts";
import { demoShops } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import type { OrderAct } from "#tests/sandbox/merchant/follow-ups.ts";
import type { Oddity } from "#tests/sandbox/merchant/oddities.ts";
import { extensionSources } from "#tests/extensions/build-extensions.ts";
import { openAdminWindow, phone, type AdminWindow } from "./admin-window.ts";
import { findAccessibilityProblems } from "./find-accessibility-problems.ts";
import { launchChromium } from "./launch-chromium.ts";
import { blockOf } from "./pages.ts";
import { startBrowserDemo } from "./start-browser-demo.ts";

const [shop = "", watchingShop = ""] = demoShops.map(({ profile }) => profile.domain);

let demo: Demo;
let browser: Browser;
let sandbox: SandboxClient;
let admin: AdminWindow;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startBrowserDemo(), launchChromium()]);
  sandbox = connectSandbox(demo.sandboxUrl);
  await untilHistoryIsIn();
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

test("an order that was just placed is shown with the place that prepares it", async () => {
  const { id } = await placeOneItem();
  await openStatus(id);
  await blockSays(/Your order is being prepared\./);
  const [work] = (await detailOf(id)).fulfillmentOrders;
  await blockSays(new RegExp(`× 1\\s+Being prepared at ${work?.location ?? "a location"}$`));
});

test("a problem that a shop only watches is nothing to its buyer: the order is received", async () => {
  const { id } = await place(["no-house-number"], watchingShop, "DE");
  await openStatus(id, watchingShop);
  await blockSays(/Your order has been received\./);
  expect(await blockText()).not.toMatch(/address|house|check/i);
});

test("an order that is held is being checked, and its buyer is not told why", async () => {
  const { id } = await place(["risky-buyer"]);
  await openStatus(id);
  await blockSays(/Your order is being checked before it is prepared\./);
  expect(await blockText()).not.toMatch(/fraud|risk|hold|held|card/i);
});

test("a split order is shown line by line, each with the place that prepares it", async () => {
  const { id } = await place(["split"]);
  await openStatus(id);
  await blockSays(/Being prepared at .+Being prepared at /s);
  const places = [...(await blockText()).matchAll(/Being prepared at (.+)/g)].map(([, place]) => place);
  expect(new Set(places).size).toBe(2);
});

test("of an order whose first parcel has left, the rest is still being prepared", async () => {
  const { id } = await place(["split"]);
  await openStatus(id);
  await blockSays(/Being prepared at .+Being prepared at /s);
  await act(id, "fulfill");
  await blockSays(/A part of your order has left\. The rest follows\./);
  await blockSays(/On its way in parcel 1/);
  await blockSays(/Being prepared at /);
});

test("a parcel is followed to the door while the page stays open, and its tracking leads to the carrier", async () => {
  const { id } = await placeOneItem();
  await openStatus(id);
  await blockSays(/Being prepared at /);
  await act(id, "fulfill");
  await blockSays(/Your order is on its way\./);
  const { fulfillments } = await detailOf(id);
  const number = fulfillments[0]?.parcels[0]?.number ?? "";
  const link = block().getByRole("link", { name: `Track ${number}` });
  expect(await link.getAttribute("href")).toBe(fulfillments[0]?.parcels[0]?.url);
  await act(id, "deliver");
  await act(id, "deliver");
  await blockSays(/Your order has been delivered\./);
  await blockSays(/Delivered in parcel 1/);
});

test("a cancelled order says so", async () => {
  const { id } = await placeOneItem();
  await act(id, "cancel");
  await openStatus(id);
  await blockSays(/Your order has been cancelled\./);
});

test("an order whose money went back says so", async () => {
  const { id } = await placeOneItem();
  await act(id, "refund");
  await openStatus(id);
  await blockSays(/Your order has been refunded\./);
});

test("another customer's token opens nothing, on neither page", async () => {
  admin.expectProblem(/status of 404/);
  const { id, name } = await placeOneItem();
  const { lineItems } = await detailOf(id);
  await openStatus(id);
  await blockSays(/Being prepared at /);
  for (const page of ["Order status", "Thank you"]) {
    await strip().getByRole("link", { name: page }).click();
    await strip().getByRole("link", { name: "As another buyer" }).click();
    await admin.page.getByRole("heading", { name: "Another customer" }).waitFor();
    await blockSays(/There is nothing to show yet\./);
    const said = await blockText();
    expect(said).not.toContain(name);
    expect(said).not.toContain(lineItems[0]?.title);
  }
  await strip().getByRole("link", { name: "As the buyer" }).click();
  await blockSays(/Being prepared at /);
});

test("a guest's thank-you page shows the progress but no tracking", async () => {
  const { id } = await placeOneItem();
  await act(id, "fulfill");
  admin.expectProblem(/status of 404/);
  await admin.page.goto(`${statusAddress(id)}/thank-you`);
  await admin.page.getByText("A guest", { exact: true }).waitFor();
  await blockSays(/Your order is on its way\./);
  expect(await block().getByRole("link").count()).toBe(0);
});

test("the texts follow the language of the page", async () => {
  const german: unknown = JSON.parse(await readFile(join(extensionSources, "order-status/locales/de.json"), "utf8"));
  const { title } = z.object({ title: z.string() }).parse(german);
  const { id } = await place();
  await admin.page.setViewportSize(phone);
  await openStatus(id);
  await strip().getByRole("link", { name: "German" }).click();
  await block().getByRole("heading", { name: title }).waitFor();
});

test("the block in Shopify's order page gives the decision, and its button releases the order", async () => {
  const { id, name } = await place(["no-house-number"], shop, "DE");
  await admin.page.goto(`${demo.adminUrl}/store/${storeHandle(shop)}/orders`);
  await admin.page.getByRole("link", { name, exact: true }).click();
  await reloadUntil(block().getByRole("button", { name: "Release", exact: true }));
  await blockSays(/house number/i);
  await admin.page.getByText(/^Held by Switchyard/).waitFor();
  await block().getByRole("button", { name: "Release", exact: true }).click();
  await block().getByRole("button", { name: "Release the order" }).click();
  await blockSays(/Released/);
  await admin.page.getByText(/^Held by Switchyard/).waitFor({ state: "detached" });
  expect((await detailOf(id)).fulfillmentOrders.flatMap(({ holds }) => holds)).toEqual([]);
});

test("a block lives in a frame without an origin, and asking there for what the stand-in lacks is an error", async () => {
  const { id } = await placeOneItem();
  await openStatus(id);
  await blockSays(/Being prepared at /);
  const frame = blockFrame();
  expect(await frame.evaluate(() => self.origin)).toBe("null");
  await expect(frame.evaluate(() => parent.document.title)).rejects.toThrow(/cross-origin/);
  await expect(frame.evaluate("shopify.cost")).rejects.toThrow("has no shopify.cost");
  admin.expectProblem(/The stand-in has no element s-map/);
  const said = admin.page.waitForEvent("console", (message) => message.text().includes("no element s-map"));
  await frame.evaluate(() => document.body.append(document.createElement("s-map")));
  expect((await said).type()).toBe("error");
});

test.each([
  ["a shopper's page", (id: string) => `/shopper/${storeHandle(shop)}/orders/${id}`],
  ["Shopify's order page", (id: string) => `/store/${storeHandle(shop)}/orders/${id}`],
])("the block on %s breaks no rule of WCAG 2.2 AA that a machine can check, whatever it shows", async (_, path) => {
  admin.expectProblem(/status of 404/);
  const held = await place(["risky-buyer"]);
  const sent = await placeOneItem();
  await act(sent.id, "fulfill");
  for (const { id } of [held, sent]) {
    await admin.page.goto(demo.adminUrl + path(id));
    // What both blocks have once they know the order: a badge, or how far it is.
    await reloadUntil(block().locator("s-badge, s-progress").first());
    expect(await findAccessibilityProblems(blockFrame())).toEqual([]);
  }
});

/** What is placed while a shop's history still comes in may come in with it, and what is imported is never held. */
async function untilHistoryIsIn(): Promise<void> {
  const client = new pg.Client({ connectionString: demo.databaseUrl });
  await client.connect();
  const unfinished = async (): Promise<number> =>
    (await client.query("SELECT FROM history_imports WHERE finished_at IS NULL")).rowCount ?? 0;
  while ((await unfinished()) > 0) await sleep(200);
  await client.end();
}

type Placed = { id: string; name: string };
type Wish = { oddities: Oddity[]; countryCode?: string; lines?: { variantId: string; quantity: number }[] };

async function place(oddities: Oddity[] = [], domain = shop, countryCode?: string): Promise<Placed> {
  return placeAs({ oddities, ...(countryCode === undefined ? {} : { countryCode }) }, domain);
}

/** One unit of what there is most of: everything that happens to the order happens to that unit. */
async function placeOneItem(): Promise<Placed> {
  const { offers } = await sandbox.catalog(shop);
  const stocked = offers.filter(({ available }) => available < 999).sort((a, b) => b.available - a.available);
  return placeAs(
    { oddities: [], countryCode: "DE", lines: [{ variantId: stocked[0]?.variantId ?? "", quantity: 1 }] },
    shop,
  );
}

async function placeAs(wish: Wish, domain: string): Promise<Placed> {
  const { name } = z.object({ name: z.string() }).parse(await post(`${domain}/orders`, wish));
  const order = (await sandbox.orders(domain)).find((each) => each.name === name);
  if (!order) throw new Error(`The sandbox does not list ${name}.`);
  return { id: order.id, name };
}

async function act(id: string, verb: OrderAct): Promise<void> {
  await post(`${shop}/orders/${id}/${verb}`, {});
}

async function post(path: string, body: object): Promise<unknown> {
  const answer = await sandbox.forward(`/panel/${path}`, "POST", JSON.stringify(body));
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return JSON.parse(answer.body);
}

async function detailOf(id: string) {
  const detail = await sandbox.order(shop, id);
  if (!detail) throw new Error(`The sandbox has no order ${id}.`);
  return detail;
}

const statusAddress = (id: string, domain = shop): string =>
  `${demo.adminUrl}/shopper/${storeHandle(domain)}/orders/${id}`;
const strip = (): Locator => admin.page.getByRole("navigation", { name: "Stand-in" });
const block = () => blockOf(admin);

function blockFrame(): Frame {
  const frame = admin.page.frames().find((each) => each.url().includes("/extension-frame?"));
  if (!frame) throw new Error("The page has no block.");
  return frame;
}

/** The app may not have heard of the order yet: the block then says so, and looks again by itself. */
async function openStatus(id: string, domain = shop): Promise<void> {
  admin.expectProblem(/status of 404/);
  await admin.page.goto(statusAddress(id, domain));
}

const blockText = (): Promise<string> => block().locator("body").innerText();

/** Until the block says it: it looks again by itself when the page changes, and now and then. */
async function blockSays(words: RegExp): Promise<void> {
  await expect.poll(blockText, { timeout: 60_000 }).toMatch(words);
}

/** The block in the admin looks once: an order may still be on its way to the app then. */
async function reloadUntil(locator: Locator): Promise<void> {
  const look = async (): Promise<boolean> => {
    await admin.page.reload();
    return locator.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(look, { timeout: 60_000 }).toBe(true);
}
