import { z } from "zod";
import type { AdminContext, Answer } from "#tests/sandbox/admin/answer-admin-request.ts";
import { viewers } from "#tests/sandbox/admin/extensions/order-in-frame.ts";
import { readExtensions } from "#tests/sandbox/admin/extensions/read-extensions.ts";
import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";
import { renderShopperPage } from "./render-shopper-page.ts";
import type { ShopperView } from "./shopper-view.ts";

const pageQuery = z.object({
  viewer: z.enum(viewers).catch("buyer"),
  locale: z.string().catch("en"),
});

/** The pages that Shopify shows to a buyer: `/shopper/<store>/orders/<id>`, and the thank-you page below it. */
export async function answerShopperRequest(context: AdminContext, url: URL): Promise<Answer | undefined> {
  const [, handle, id = "", rest = ""] = url.pathname.match(/^\/shopper\/([^/]+)\/orders\/(\d+)(\/thank-you)?$/) ?? [];
  const shop = (await context.sandbox.shops()).find(({ domain }) => storeHandle(domain) === handle);
  const order = shop && (await context.sandbox.order(shop.domain, id));
  if (!shop || !order) return undefined;
  const target = rest === "" ? "customer-account.order-status.block.render" : "purchase.thank-you.block.render";
  const extension = (await readExtensions(context.extensionSources)).find(({ targets }) => targets.includes(target));
  const view: ShopperView = {
    ...pageQuery.parse(Object.fromEntries(url.searchParams)),
    shop,
    order,
    target,
    appName: context.app.name,
    locales: extension?.locales ?? [],
  };
  return { status: 200, type: "text/html", body: renderShopperPage(view) };
}
