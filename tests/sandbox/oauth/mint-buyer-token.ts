import { createHmac, randomUUID } from "node:crypto";

/** Tokens of checkout and customer account extensions live five minutes. */
const LIFETIME_S = 300;
/** The library accepts a token ten seconds early or late; the real ones are dated a little back. */
const BACKDATE_S = 5;

export type BuyerTokenSubject = {
  /** The shop's myshopify domain. */
  shop: string;
  apiKey: string;
  secret: string;
  now: Date;
  /** Decimal id of the customer who is logged in; null for a guest, whose token names nobody. */
  customerId: string | null;
};

/**
 * The session token of an extension on a shopper's page: a JWT signed with the app's secret (HS256). `sub` is there only for a
 * buyer who is logged in, and `dest` is the bare domain, unlike in the admin's token:
 * https://shopify.dev/docs/api/customer-account-ui-extensions/latest/target-apis/platform-apis/session-token-api.
 */
export function mintBuyerToken({ shop, apiKey, secret, now, customerId }: BuyerTokenSubject): string {
  const nowS = Math.floor(now.getTime() / 1000);
  const claims = {
    dest: shop,
    aud: apiKey,
    exp: nowS + LIFETIME_S,
    nbf: nowS - BACKDATE_S,
    iat: nowS - BACKDATE_S,
    jti: randomUUID(),
    ...(customerId === null ? {} : { sub: `gid://shopify/Customer/${customerId}` }),
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
