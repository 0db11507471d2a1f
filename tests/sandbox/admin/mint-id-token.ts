import { createHmac, randomUUID } from "node:crypto";

/** Shopify's id tokens live one minute. */
const LIFETIME_S = 60;
/** The library accepts a token ten seconds early or late; the real ones are dated a little back. */
const BACKDATE_S = 5;

export type IdTokenSubject = {
  /** The shop's myshopify domain. */
  shop: string;
  apiKey: string;
  secret: string;
  now: Date;
  /** Decimal id of the staff member. */
  userId?: string;
};

/**
 * The session token of an embedded app: a JWT signed with the app's secret (HS256), with the claims of
 * https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens.
 */
export function mintIdToken({ shop, apiKey, secret, now, userId = "1" }: IdTokenSubject): string {
  const nowS = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: apiKey,
    sub: userId,
    exp: nowS + LIFETIME_S,
    nbf: nowS - BACKDATE_S,
    iat: nowS - BACKDATE_S,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
