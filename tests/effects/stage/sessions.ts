import type { OfflineSession, SessionStore } from "#app/shopify/sessions/offline-tokens.ts";
import { accessTokenSeconds, issueAccessToken, issueRefreshToken } from "#tests/sandbox/oauth/issue-tokens.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";

export type KeptSession = OfflineSession & { domain: string };

/** Sessions as the database would keep them, without a database: what is saved is what is loaded. */
export function storeSessions(sessions: Map<string, KeptSession>): SessionStore<KeptSession> {
  return {
    load: async (domain) => {
      const session = sessions.get(domain);
      return session && { ...session };
    },
    save: async (session) => sessions.set(session.domain, { ...session }),
  };
}

/** A session of the installation on a shop: a token of an hour, and what renews it. */
export function openSession(world: World, shop: Shop): KeptSession {
  const installation = shop.installations.get(credentials.apiKey)!;
  const terms = { kind: "offline", seconds: accessTokenSeconds, userId: null } as const;
  const token = issueAccessToken(world, installation, terms);
  const refresh = issueRefreshToken(world, installation, null);
  return {
    domain: shop.domain,
    accessToken: token.token,
    expires: new Date(token.expiresAt!),
    refreshToken: refresh.token,
    refreshTokenExpires: new Date(refresh.expiresAt),
  };
}
