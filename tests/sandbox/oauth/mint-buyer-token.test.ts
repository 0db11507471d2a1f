import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { mintBuyerToken } from "./mint-buyer-token.ts";

const subject = { shop: "harbour-and-pine.myshopify.com", apiKey: "key", secret: "secret", customerId: "7" };
const library = shopifyApi({
  apiKey: subject.apiKey,
  apiSecretKey: subject.secret,
  apiVersion: ApiVersion.July26,
  hostName: "127.0.0.1:4101",
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});
const decode = (token: string) => library.session.decodeSessionToken(token, { checkAudience: false });

test("Shopify's own library takes the token of a buyer who is logged in, and finds who it is", async () => {
  expect(await decode(mintBuyerToken({ ...subject, now: new Date() }))).toMatchObject({
    dest: subject.shop,
    aud: "key",
    sub: "gid://shopify/Customer/7",
  });
});

test("the token of a guest names nobody", async () => {
  const claims = await decode(mintBuyerToken({ ...subject, customerId: null, now: new Date() }));
  expect(claims).not.toHaveProperty("sub");
});

test("a buyer's token of six minutes ago is refused", async () => {
  const token = mintBuyerToken({ ...subject, now: new Date(Date.now() - 360_000) });
  await expect(decode(token)).rejects.toThrow(/exp/);
});
