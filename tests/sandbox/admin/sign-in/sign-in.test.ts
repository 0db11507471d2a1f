import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { launchUrl } from "#tests/sandbox/admin/launch-url.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";

const shop = "harbour-and-pine.myshopify.com";
const apiKey = "key";
const secret = "secret";
const library = shopifyApi({
  apiKey,
  apiSecretKey: secret,
  apiVersion: ApiVersion.July26,
  hostName: "127.0.0.1:4101",
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});

test("Shopify's own library takes the stand-in's id token for one of the shop", async () => {
  const token = mintIdToken({ shop, apiKey, secret, now: new Date(), userId: "7" });
  expect(await library.session.decodeSessionToken(token)).toMatchObject({
    dest: `https://${shop}`,
    aud: apiKey,
    sub: "7",
  });
});

test("a token of two minutes ago is refused", async () => {
  const token = mintIdToken({ shop, apiKey, secret, now: new Date(Date.now() - 120_000) });
  await expect(library.session.decodeSessionToken(token)).rejects.toThrow(/exp/);
});

test("a token signed with another secret is refused", async () => {
  const token = mintIdToken({ shop, apiKey, secret: "another", now: new Date() });
  await expect(library.session.decodeSessionToken(token)).rejects.toThrow(/signature/);
});

test("the address that opens the app is signed, keeps the page's own query and names the admin as its host", async () => {
  const url = new URL(
    launchUrl({ appUrl: "http://127.0.0.1:4101", shop, secret, now: new Date(), path: "/app/orders?tab=held" }),
  );
  expect(url.pathname).toBe("/app/orders");
  expect(url.searchParams.get("tab")).toBe("held");
  expect(library.utils.sanitizeHost(url.searchParams.get("host") ?? "", true)).not.toBeNull();
  expect(await library.utils.validateHmac(Object.fromEntries(url.searchParams))).toBe(true);
});

test("an address that was tampered with no longer fits its signature", async () => {
  const url = new URL(launchUrl({ appUrl: "http://127.0.0.1:4101", shop, secret, now: new Date(), path: "/app" }));
  url.searchParams.set("shop", "other.myshopify.com");
  expect(await library.utils.validateHmac(Object.fromEntries(url.searchParams))).toBe(false);
});
