import { nowOf, type World } from "#tests/sandbox/state.ts";
import { instantAfter } from "#tests/sandbox/state/instant.ts";
import { nextHex } from "#tests/sandbox/state/random.ts";
import type { AccessToken, Installation, RefreshToken, Shop } from "#tests/sandbox/state/shop.ts";

/** One hour and ninety days: lifetimes of an expiring offline token and of its refresh token. */
export const accessTokenSeconds = 3600;
export const refreshTokenSeconds = 7_776_000;
/** An online token lives a day at most. */
export const onlineTokenSeconds = 86_400;

/** A new access token; null seconds make one that does not expire. Tokens that expired meanwhile are forgotten. */
export function issueAccessToken(
  world: World,
  installation: Installation,
  terms: { kind: AccessToken["kind"]; seconds: number | null; userId: string | null },
): AccessToken {
  const now = nowOf(world);
  for (const [text, { expiresAt }] of installation.accessTokens) {
    if (expiresAt !== null && expiresAt <= now) installation.accessTokens.delete(text);
  }
  const token: AccessToken = {
    token: `${terms.kind === "offline" ? "shpat" : "shpua"}_${nextHex(world.random, 32)}`,
    kind: terms.kind,
    apiKey: installation.apiKey,
    scopes: [...installation.scopes],
    issuedAt: now,
    expiresAt: terms.seconds === null ? null : instantAfter(now, terms.seconds),
    userId: terms.userId,
  };
  installation.accessTokens.set(token.token, token);
  return token;
}

/** A new refresh token. The one it replaces stays good until this one is first used. */
export function issueRefreshToken(world: World, installation: Installation, replaces: string | null): RefreshToken {
  const now = nowOf(world);
  for (const [text, { expiresAt, isDead }] of installation.refreshTokens) {
    if (isDead || expiresAt <= now) installation.refreshTokens.delete(text);
  }
  const token: RefreshToken = {
    token: `shprt_${nextHex(world.random, 32)}`,
    apiKey: installation.apiKey,
    issuedAt: now,
    expiresAt: instantAfter(now, refreshTokenSeconds),
    replaces,
    isDead: false,
  };
  installation.refreshTokens.set(token.token, token);
  return token;
}

/** Uses a refresh token up: undefined when it is unknown, expired or superseded. What it replaced is dead from now on. */
export function useRefreshToken(world: World, installation: Installation, text: string): RefreshToken | undefined {
  const token = installation.refreshTokens.get(text);
  if (!token || token.isDead || token.expiresAt <= nowOf(world)) return undefined;
  const replaced = installation.refreshTokens.get(token.replaces ?? "");
  if (replaced) replaced.isDead = true;
  return token;
}

export type LiveToken = { installation: Installation; token: AccessToken };

/** The token of a request, if it is alive on this shop. */
export function findAccessToken(world: World, shop: Shop, text: string): LiveToken | undefined {
  for (const installation of shop.installations.values()) {
    const token = installation.accessTokens.get(text);
    if (!token || installation.uninstalledAt !== null) continue;
    return token.expiresAt === null || token.expiresAt > nowOf(world) ? { installation, token } : undefined;
  }
  return undefined;
}
