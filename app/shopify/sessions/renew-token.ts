import { z } from "zod";
import { CALL_TIMEOUT_MS } from "#app/shopify/admin-client.ts";
import { NotSent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { retryAfterMs } from "#app/shopify/retry-after.ts";

export type RenewedToken = {
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  refreshExpiresInSeconds: number;
  scope: string | undefined;
};

/**
 * Exchanges a shop's refresh token for another pair of tokens.
 *
 * @throws TokenRefused when Shopify knows no such token or installation; Throttled, or NotSent for what may pass. The call
 * that needed the token has not been sent in either case.
 */
export type RenewToken = (domain: string, refreshToken: string) => Promise<RenewedToken>;

// A lifetime that is missing must not make a token that never lapses: an hour and ninety days are Shopify's own.
const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(3_600),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive().default(7_776_000),
  scope: z.string().optional(),
});

// invalid_grant, application_cannot_be_found, invalid_client: another try brings the same answer.
const REFUSED: readonly number[] = [400, 401, 403];

/** The exchange over plain fetch (Shopify: token exchange, refresh of an expiring offline token). */
export function createTokenRenewal(
  fetchPort: typeof fetch,
  credentials: { apiKey: string; secret: string },
): RenewToken {
  return async (domain, refreshToken) => {
    const { status, text } = await post(fetchPort, domain, {
      client_id: credentials.apiKey,
      client_secret: credentials.secret,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    if (REFUSED.includes(status)) throw new TokenRefused();
    const answer = status === 200 ? granted.safeParse(parseJson(text)) : undefined;
    if (!answer?.success) throw notRenewed(status === 200 ? "the answer cannot be read" : `status ${status}`);
    return {
      accessToken: answer.data.access_token,
      expiresInSeconds: answer.data.expires_in,
      refreshToken: answer.data.refresh_token,
      refreshExpiresInSeconds: answer.data.refresh_token_expires_in,
      scope: answer.data.scope,
    };
  };
}

async function post(
  fetchPort: typeof fetch,
  domain: string,
  body: Record<string, string>,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetchPort(`https://${domain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    if (response.status === 429) throw new Throttled(retryAfterMs(response));
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw error instanceof Throttled ? error : notRenewed((error as Error).message);
  }
}

function notRenewed(why: string): NotSent {
  return new NotSent(`its token could not be renewed (${why})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
