import type { FrameLocator } from "playwright-core";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { shopWithoutApp } from "#tests/sandbox/demo/shops.ts";
import { firstStore, secondStore, type AdminWindow } from "./admin-window.ts";
import type { FurnishedOrders } from "./furnish-demo.ts";

export type Page = { name: string; open: (admin: AdminWindow, orders: FurnishedOrders) => Promise<void> };

const appPage = (name: string, path: string, store = firstStore): Page => ({
  name,
  open: (admin) => admin.open(path, store),
});

const orderPage = (kind: keyof FurnishedOrders): Page => ({
  name: `order-${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  open: (admin, orders) => admin.open(`/app/orders/${orders[kind]}`),
});

/** The page of an order whose route is explained, as far as it can be. */
const decidedPage: Page = {
  name: "order-how-it-was-decided",
  open: async (admin, orders) => {
    await admin.open(`/app/orders/${orders.soldOut}`);
    await admin.app.getByRole("button", { name: "How this was decided" }).press("Enter");
    await admin.app.getByText("the same plan comes out").waitFor();
  },
};

/** The pages of the app that people see. */
export const appPages: Page[] = [
  appPage("home", "/app"),
  appPage("home-of-a-watching-shop", "/app", secondStore),
  appPage("orders", "/app/orders"),
  appPage("orders-that-need-you", "/app/orders?tab=needs_you"),
  appPage("orders-none-found", "/app/orders?search=nobody"),
  orderPage("ordinary"),
  orderPage("troubled"),
  orderPage("risky"),
  orderPage("split"),
  orderPage("soldOut"),
  decidedPage,
  appPage("order-unknown", "/app/orders/1"),
  appPage("your-last-60-days", "/app/history"),
  appPage("your-last-60-days-credit-notes", "/app/history?kind=missing_credit_note"),
  appPage("routing", "/app/routing"),
  appPage("routing-of-a-watching-shop", "/app/routing", secondStore),
  appPage("parked-messages", "/app/parked"),
  appPage("shipping-costs", "/app/shipping-costs"),
  appPage("shipping-costs-estimated", "/app/shipping-costs", secondStore),
  appPage("settings", "/app/settings"),
  appPage("people", "/app/people"),
  appPage("log", "/app/log"),
];

const storePage = (name: string, path: string): Page => ({
  name: `admin-${name}`,
  open: async (admin) => void (await admin.page.goto(`${admin.adminUrl}/store/${path}`)),
});

/** A page of the stand-in about one order, with a block of the app in a frame of its own. */
const pageOfOrder = (name: string, path: (id: string) => string): Page => ({
  name,
  open: async (admin, orders) => {
    await admin.page.goto(`${admin.adminUrl}${path(orders.split)}`);
    await blockOf(admin).locator("s-section, s-admin-block").first().waitFor();
  },
});

/** The app's block on the page that is shown. */
export function blockOf(admin: AdminWindow): FrameLocator {
  return admin.page.frameLocator("iframe.extension");
}

/** A tab of the shopper's panel, and what it shows once it is filled. */
const panelTab = (tab: string, filled: string): Page => ({
  name: `panel-${tab.toLowerCase()}`,
  open: async (admin) => {
    await admin.open("/app/orders");
    await admin.page.getByRole("button", { name: "Be the shopper" }).click();
    await admin.page.getByRole("tab", { name: tab, exact: true }).click();
    await admin.page.getByRole("tabpanel", { name: tab }).locator(filled).first().waitFor();
  },
});

/** The pages of the stand-in itself. */
export const standInPages: Page[] = [
  storePage("home", firstStore),
  storePage("orders", `${firstStore}/orders`),
  pageOfOrder("admin-order", (id) => `/store/${firstStore}/orders/${id}`),
  pageOfOrder("shopper-order-status", (id) => `/shopper/${firstStore}/orders/${id}`),
  pageOfOrder("shopper-thank-you", (id) => `/shopper/${firstStore}/orders/${id}/thank-you`),
  storePage("products", `${firstStore}/products`),
  storePage("customers", `${firstStore}/customers`),
  storePage("settings", `${firstStore}/settings`),
  storePage("install", `${storeHandle(shopWithoutApp)}/oauth/install`),
  panelTab("Shop", "select"),
  panelTab("Orders", "li"),
  panelTab("Delivery", "input"),
  panelTab("Log", "li"),
];
