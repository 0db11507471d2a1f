import type { TokenSource } from "#app/shopify/admin-client.ts";
import { NotSent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import type { RenewedToken, RenewToken } from "./renew-token.ts";

/** A shop's offline session, as far as it is about tokens. */
export type OfflineSession = {
  accessToken?: string | undefined;
  expires?: Date | undefined;
  refreshToken?: string | undefined;
  refreshTokenExpires?: Date | undefined;
  scope?: string | undefined;
};

export type SessionStore<Session extends OfflineSession> = {
  load(domain: string): Promise<Session | undefined>;
  save(session: Session): Promise<unknown>;
};

const REMEMBERED_MS = 60_000;
// A token is renewed this long before it lapses, as the library does it for the pages.
const RENEWED_BEFORE_MS = 5 * 60_000;

/**
 * Tokens of shops, remembered for a minute and fetched once however many ask at the same time: three that renew at once
 * would each use up a refresh token. The library renews too, but it waits without end for the answer, and tells a
 * refused refresh token from a passing failure in no way. When the answer of a renewal is lost nothing is: the refresh token
 * that was used stays good until the one that replaces it is used (Shopify: offline access tokens).
 */
export function createOfflineTokens<Session extends OfflineSession>(
  sessions: SessionStore<Session>,
  renew: RenewToken,
  clock: () => Date,
): TokenSource {
  const remembered = new Map<string, { token: Promise<string>; until: number }>();
  return {
    get(domain) {
      const now = clock().getTime();
      const known = remembered.get(domain);
      if (known && known.until > now) return known.token;
      const token = fetchToken(sessions, renew, domain, clock);
      const entry = { token, until: now + REMEMBERED_MS };
      remembered.set(domain, entry);
      // The rejection belongs to whoever asked; the remembered copy must not count as unhandled.
      token.catch(() => remembered.get(domain) === entry && remembered.delete(domain));
      return token;
    },
    drop(domain) {
      remembered.delete(domain);
    },
  };
}

async function fetchToken<Session extends OfflineSession>(
  sessions: SessionStore<Session>,
  renew: RenewToken,
  domain: string,
  clock: () => Date,
): Promise<string> {
  const session = await sessions.load(domain);
  if (!session?.accessToken) throw new TokenRefused();
  const leftMs = session.expires ? session.expires.getTime() - clock().getTime() : Infinity;
  if (leftMs > RENEWED_BEFORE_MS) return session.accessToken;
  if (!session.refreshToken) return aliveOr(session.accessToken, leftMs, new TokenRefused());
  try {
    const renewed = await renew(domain, session.refreshToken);
    await sessions.save(Object.assign(session, fieldsOf(renewed, clock())));
    return renewed.accessToken;
  } catch (error) {
    if (!(error instanceof NotSent || error instanceof Throttled)) throw error;
    return aliveOr(session.accessToken, leftMs, error);
  }
}

/** A token that cannot be renewed now is good until it lapses. */
function aliveOr(token: string, leftMs: number, otherwise: Error): string {
  if (leftMs > REMEMBERED_MS) return token;
  throw otherwise;
}

function fieldsOf(renewed: RenewedToken, now: Date): OfflineSession {
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  return {
    accessToken: renewed.accessToken,
    expires: after(renewed.expiresInSeconds),
    refreshToken: renewed.refreshToken,
    refreshTokenExpires: after(renewed.refreshExpiresInSeconds),
    ...(renewed.scope === undefined ? {} : { scope: renewed.scope }),
  };
}
