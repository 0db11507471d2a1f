import { createHmac } from "node:crypto";

export type Launch = {
  /** The app's address as the browser sees it. */
  appUrl: string;
  /** The shop's myshopify domain. */
  shop: string;
  secret: string;
  now: Date;
  /** Path and query of a page of the app, such as `/app/orders?tab=held`. */
  path: string;
  /** Signs the person in at once, as the admin does; without it the app bounces for a token. */
  idToken?: string;
};

/** The address the admin loads into the app's frame: signed, and with everything the Shopify library asks for. */
export function launchUrl({ appUrl, shop, secret, now, path, idToken }: Launch): string {
  const url = new URL(path, appUrl);
  const added: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${storeHandle(shop)}`).toString("base64"),
    locale: "en",
    session: createHmac("sha256", secret).update(shop).digest("hex"),
    shop,
    timestamp: String(Math.floor(now.getTime() / 1000)),
    ...(idToken ? { id_token: idToken } : {}),
  };
  for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
  url.searchParams.sort();
  url.searchParams.set("hmac", createHmac("sha256", secret).update(url.searchParams.toString()).digest("hex"));
  return url.href;
}

/** The shop's name in addresses of the admin: the first part of its domain. */
export function storeHandle(shop: string): string {
  return shop.replace(/\.myshopify\.com$/, "");
}
