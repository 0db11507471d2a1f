import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { App } from "#tests/sandbox/state.ts";

const claimsForm = z.object({
  dest: z.string(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
});
const headerForm = z.object({ alg: z.literal("HS256") });

/** Clocks may differ by so much. */
const toleranceSeconds = 10;

export type IdTokenClaims = z.infer<typeof claimsForm>;

/**
 * The claims of an id token that is signed by the app's secret (or, during a rotation, its previous one), meant for this app and
 * shop, and valid now; undefined for anything else, an unsigned token included.
 */
export function verifyIdToken(app: App, shopDomain: string, token: string, now: Date): IdTokenClaims | undefined {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return undefined;
  if (!headerForm.safeParse(decode(header)).success) return undefined;
  const secrets = [app.secret, app.previousSecret].filter((secret) => secret !== null);
  if (!secrets.some((secret) => isSignedBy(secret, `${header}.${payload}`, signature))) return undefined;
  const claims = claimsForm.safeParse(decode(payload));
  if (!claims.success || !isMeantFor(claims.data, app, shopDomain)) return undefined;
  const seconds = now.getTime() / 1000;
  const { exp, nbf } = claims.data;
  return exp + toleranceSeconds > seconds && nbf - toleranceSeconds <= seconds ? claims.data : undefined;
}

function isMeantFor(claims: IdTokenClaims, app: App, shopDomain: string): boolean {
  return claims.aud === app.apiKey && claims.dest.replace(/^https:\/\//, "") === shopDomain;
}

function isSignedBy(secret: string, signed: string, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(signed).digest();
  const given = Buffer.from(signature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
