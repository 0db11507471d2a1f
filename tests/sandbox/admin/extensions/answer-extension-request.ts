import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { AdminContext, Answer } from "#tests/sandbox/admin/answer-admin-request.ts";
import type { OrderDetail } from "#tests/sandbox/admin/order-detail.ts";
import { html, jsonScript } from "#tests/sandbox/admin/pages/html.ts";
import { mintBuyerToken } from "#tests/sandbox/oauth/mint-buyer-token.ts";
import { extensionTargets, type ExtensionTarget, type FrameData } from "./frame-data.ts";
import { orderInFrame, viewers, type Viewer } from "./order-in-frame.ts";
import { readExtensions, readStrings } from "./read-extensions.ts";

const frameQuery = z.object({
  target: z.enum(extensionTargets),
  shop: z.string(),
  order: z.string(),
  locale: z.string().default("en"),
  viewer: z.enum(viewers).default("buyer"),
});

const tokenRequest = z.object({
  shop: z.string(),
  order: z.string(),
  target: z.enum(extensionTargets),
  viewer: z.enum(viewers),
});

/** The document of an extension's frame. It has no origin: its page puts it into a sandbox, and this header does so again. */
export async function answerFrame(context: AdminContext, url: URL): Promise<Answer> {
  const query = frameQuery.parse(Object.fromEntries(url.searchParams));
  const { extensionSources, sandbox, adminUrl, appUrl, publicAppUrl } = context;
  const extension = (await readExtensions(extensionSources)).find(({ targets }) => targets.includes(query.target));
  const [order, shops] = await Promise.all([sandbox.order(query.shop, query.order), sandbox.shops()]);
  const shop = shops.find(({ domain }) => domain === query.shop);
  if (!extension || !order || !shop)
    return { status: 404, type: "text/plain", body: "There is no such extension here." };
  const locale = extension.locales.includes(query.locale) ? query.locale : (extension.locales[0] ?? "en");
  const data: FrameData = {
    target: query.target,
    apiVersion: extension.apiVersion,
    hostOrigin: adminUrl,
    publicAppUrl,
    appUrl,
    locale,
    strings: await readStrings(extensionSources, extension, locale),
    shop: { id: `gid://shopify/Shop/${shop.id}`, name: shop.name, myshopifyDomain: shop.domain },
    order: orderInFrame(order, customerFor(order, query.target, query.viewer)),
  };
  return {
    status: 200,
    type: "text/html",
    body: renderFrame(data, extension.handle),
    headers: { "content-security-policy": "sandbox allow-scripts allow-popups" },
  };
}

function renderFrame(data: FrameData, handle: string): string {
  return html`<!doctype html>
    <html lang="${data.locale}">
      <head>
        <meta charset="utf-8" />
        <title>${handle}</title>
        <link rel="stylesheet" href="/__stand-in/frame.css" />
        ${jsonScript("frame-data", data)}
        <script src="/__stand-in/extension.js"></script>
      </head>
      <body>
        <script src="/__stand-in/bundles/${handle}.js"></script>
      </body>
    </html>`.markup;
}

/** A bundle as it was built; its bytes are not touched. */
export async function answerBundle({ extensionBundles }: AdminContext, name: string): Promise<Answer> {
  const handle = name.match(/^bundles\/([a-z-]+)\.js$/)?.[1] ?? "";
  const body = await readFile(join(extensionBundles, handle, "extension.js"), "utf8").catch(() => undefined);
  if (body === undefined) return { status: 404, type: "text/plain", body: "The extension is not built." };
  return { status: 200, type: "text/javascript", body };
}

/** The session token for whoever looks at a shopper's page. */
export async function answerBuyerToken(context: AdminContext, body: unknown): Promise<string> {
  const request = tokenRequest.parse(body);
  const order = await context.sandbox.order(request.shop, request.order);
  if (!order) throw new Error("The sandbox has no such order.");
  const { apiKey, secret, clock } = context;
  const customerId = customerFor(order, request.target, request.viewer);
  return mintBuyerToken({ shop: request.shop, apiKey, secret, now: clock(), customerId });
}

/**
 * Who a page belongs to. The order status page is behind a login; on the thank-you page a guest is nobody, and who had logged in
 * before is known. Somebody else is always known.
 */
function customerFor(order: OrderDetail, target: ExtensionTarget, viewer: Viewer): string | null {
  if (viewer === "another") return order.anotherCustomer?.id ?? null;
  const isGuest = target === "purchase.thank-you.block.render" && !order.isLoggedIn;
  return isGuest ? null : (order.customer?.id ?? null);
}
