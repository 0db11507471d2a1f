import "@shopify/shopify-app-remix/adapters/node";
import { LogSeverity, type ApiVersion } from "@shopify/shopify-api";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { openShop } from "./commands/open-shop.ts";
import { prisma } from "./db.server.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";
import { API_VERSION } from "./shopify/api-version.ts";
import { createTokenSealer, deriveTokenKey } from "./shopify/sessions/seal-token.ts";
import { withSealedTokens } from "./shopify/sessions/with-sealed-tokens.ts";

const levelBySeverity = ["error", "warn", "info", "debug"] as const;

// The hook below has no bell at hand: the request that signed in rings it, right after.
const justOpened = new Set<string>();

/** Tokens lie sealed in the database: a copy of it opens no shop. */
const storage = withSealedTokens(new PrismaSessionStorage(prisma), {
  sealer: createTokenSealer(tokenKeys()),
  // Only while the row is as it was read: a token that was refreshed meanwhile must not be overwritten.
  replaceTokens: async (id, read, sealed) => {
    await prisma.session.updateMany({ where: { id, ...read }, data: sealed });
  },
  onUnreadable: (id) => log.warn({ session: id }, "the tokens of a session do not open: which TOKEN_KEY sealed them?"),
});

/** The current key first, then all that may have sealed what is stored: set, changed or derived before. */
function tokenKeys(): [Buffer, ...Buffer[]] {
  const { TOKEN_KEY, TOKEN_KEY_BEFORE, SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_BEFORE } = env();
  const own = [TOKEN_KEY, TOKEN_KEY_BEFORE].filter((key) => key !== undefined).map((key) => Buffer.from(key, "base64"));
  const derived = deriveTokenKey(SHOPIFY_API_SECRET);
  const before = SHOPIFY_API_SECRET_BEFORE ? [deriveTokenKey(SHOPIFY_API_SECRET_BEFORE)] : [];
  const [current = derived, ...others] = own;
  return [current, ...others, derived, ...before];
}

/** The one shopifyApp: sign-in of the pages, sessions, and the Admin API client that the worker uses too. */
const shopify = shopifyApp({
  apiKey: env().SHOPIFY_API_KEY,
  apiSecretKey: env().SHOPIFY_API_SECRET,
  appUrl: env().SHOPIFY_APP_URL,
  apiVersion: API_VERSION as ApiVersion,
  authPathPrefix: "/auth",
  sessionStorage: storage,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  hooks: {
    // Comes after each exchange of a token: at installation, and about once an hour since the tokens expire.
    afterAuth: async ({ session }) => {
      await openShop(session.shop, session.scope?.split(",") ?? [], new Date());
      justOpened.add(session.shop);
    },
  },
  logger: {
    level: LogSeverity.Warning,
    log: async (severity, message) => log[levelBySeverity[severity] ?? "info"]({ library: "shopify" }, message),
  },
});

export const { authenticate, unauthenticated, addDocumentResponseHeaders, sessionStorage } = shopify;

/** Whether this shop's token was exchanged since the last time somebody asked. */
export function takeOpened(domain: string): boolean {
  return justOpened.delete(domain);
}
