import "@shopify/shopify-app-remix/adapters/node";
import { LogSeverity, type ApiVersion } from "@shopify/shopify-api";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { openShop } from "./commands/open-shop.ts";
import { prisma } from "./db.server.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";
import { API_VERSION } from "./shopify/api-version.ts";

const levelBySeverity = ["error", "warn", "info", "debug"] as const;

// The hook below has no bell at hand: the request that signed in rings it, right after.
const justOpened = new Set<string>();

/** The one shopifyApp: sign-in of the pages, sessions, and the Admin API client that the worker uses too. */
const shopify = shopifyApp({
  apiKey: env().SHOPIFY_API_KEY,
  apiSecretKey: env().SHOPIFY_API_SECRET,
  appUrl: env().SHOPIFY_APP_URL,
  apiVersion: API_VERSION as ApiVersion,
  authPathPrefix: "/auth",
  sessionStorage: new PrismaSessionStorage(prisma),
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
