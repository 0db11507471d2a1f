import type { TokenSource } from "./admin-client.ts";
import { TokenRefused } from "./admin-errors.ts";

type Session = { accessToken?: string | undefined; expires?: Date | undefined };

// The library refreshes a token that has less than five minutes left; asking it this often is early enough.
const REMEMBERED_MS = 60_000;

/**
 * Tokens of shops, remembered for a minute and fetched once however many ask at the same time: three that refresh at
 * once would each use up a refresh token.
 *
 * @param load the library's way to a shop's offline session, which refreshes it when it must.
 */
export function createOfflineTokens(load: (domain: string) => Promise<Session>, clock: () => Date): TokenSource {
  const remembered = new Map<string, { token: Promise<string>; until: number }>();
  return {
    get(domain) {
      const now = clock().getTime();
      const known = remembered.get(domain);
      if (known && known.until > now) return known.token;
      const token = load(domain).then(
        (session) => {
          if (!session.accessToken) throw new TokenRefused();
          return session.accessToken;
        },
        (error: unknown) => {
          remembered.delete(domain);
          throw isNoSession(error) ? new TokenRefused() : error;
        },
      );
      remembered.set(domain, { token, until: now + REMEMBERED_MS });
      // The rejection belongs to whoever asked; the remembered copy must not count as unhandled.
      token.catch(() => remembered.delete(domain));
      return token;
    },
    drop(domain) {
      remembered.delete(domain);
    },
  };
}

function isNoSession(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === "SessionNotFoundError";
}
