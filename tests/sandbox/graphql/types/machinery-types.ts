import type { App } from "#tests/sandbox/state.ts";
import { shopGid } from "#tests/sandbox/state/create-shop.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import {
  plans,
  type BulkOperation,
  type Installation,
  type Metafield,
  type Shop,
  type WebhookSubscription,
} from "#tests/sandbox/state/shop.ts";
import { apiVersion } from "#tests/sandbox/schema/api-version.ts";
import { bulkResultUrl } from "#tests/sandbox/graphql/bulk/result-url.ts";
import { encodeCursor, type Page } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { topicEnum } from "#tests/sandbox/graphql/webhook-topics.ts";

/** Minutes east of Greenwich at a moment. */
function offsetMinutes(timezone: string, at: string): number {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: timezone, timeZoneName: "longOffset" })
    .formatToParts(new Date(at))
    .find(({ type }) => type === "timeZoneName")?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "");
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(absolute / 60))}${pad(absolute % 60)}`;
}

export const shopType: TypeResolvers = {
  own: ["name", "email", "ianaTimezone", "weightUnit", "taxesIncluded", "createdAt"],
  fields: {
    id: shopGid,
    contactEmail: ({ email }: Shop) => email,
    shopOwnerName: ({ ownerName }: Shop) => ownerName,
    myshopifyDomain: ({ domain }: Shop) => domain,
    url: ({ domain }: Shop) => `https://${domain}`,
    currencyCode: ({ currency }: Shop) => currency,
    enabledPresentmentCurrencies: ({ currency, exchangeRates }: Shop) => [currency, ...Object.keys(exchangeRates)],
    timezoneOffsetMinutes: ({ ianaTimezone }: Shop, _: unknown, { now }: RequestContext) =>
      offsetMinutes(ianaTimezone, now),
    timezoneOffset: ({ ianaTimezone }: Shop, _: unknown, { now }: RequestContext) =>
      offsetText(offsetMinutes(ianaTimezone, now)),
    timezoneAbbreviation: ({ ianaTimezone }: Shop, _: unknown, { now }: RequestContext) =>
      new Intl.DateTimeFormat("en-US", { timeZone: ianaTimezone, timeZoneName: "short" })
        .formatToParts(new Date(now))
        .find(({ type }) => type === "timeZoneName")?.value ?? "UTC",
    unitSystem: ({ weightUnit }: Shop) =>
      weightUnit === "GRAMS" || weightUnit === "KILOGRAMS" ? "METRIC_SYSTEM" : "IMPERIAL_SYSTEM",
    taxShipping: () => true,
    setupRequired: () => false,
    orderNumberFormatPrefix: () => "#",
    orderNumberFormatSuffix: () => "",
    updatedAt: ({ createdAt }: Shop) => createdAt,
    primaryDomain: (shop: Shop) => shop,
    plan: (shop: Shop) => shop,
    shopAddress: (shop: Shop) => shop,
    billingAddress: (shop: Shop) => shop,
  },
};

export const domain: TypeResolvers = {
  fields: {
    id: ({ id }: Shop) => gid("Domain", id),
    host: (shop: Shop) => shop.domain,
    url: (shop: Shop) => `https://${shop.domain}`,
    sslEnabled: () => true,
  },
};

export const shopPlan: TypeResolvers = {
  fields: {
    publicDisplayName: ({ plan }: Shop) => plans[plan].displayName,
    partnerDevelopment: () => false,
    shopifyPlus: ({ plan }: Shop) => plan === "PLUS" || plan === "ENTERPRISE",
  },
};

export const app: TypeResolvers = {
  own: ["apiKey", "title", "handle"],
  fields: {
    id: ({ id }: App) => gid("App", id),
    embedded: () => true,
    webhookApiVersion: () => apiVersion,
  },
};

export const appInstallation: TypeResolvers = {
  fields: {
    id: ({ id }: Installation) => gid("AppInstallation", id),
    app: ({ apiKey }: Installation, _: unknown, { world }: RequestContext) => world.apps.get(apiKey),
    launchUrl: ({ apiKey }: Installation, _: unknown, { shop }: RequestContext) =>
      `https://admin.shopify.com/store/${shop.domain.split(".")[0]}/apps/${apiKey}`,
    uninstallUrl: () => null,
    accessScopes: ({ scopes }: Installation) =>
      scopes.map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    activeSubscriptions: () => [],
  },
};

export const appSubscription: TypeResolvers = { own: ["id", "name", "status"] };

export const bulkOperation: TypeResolvers = {
  own: ["type", "status", "errorCode", "query", "objectCount", "rootObjectCount", "createdAt", "completedAt"],
  fields: {
    id: ({ id }: BulkOperation) => gid("BulkOperation", id),
    fileSize: ({ result }: BulkOperation) => (result === null ? null : Buffer.byteLength(result)),
    url: (operation: BulkOperation, _: unknown, { shop }: RequestContext) =>
      operation.status === "COMPLETED" && operation.result ? bulkResultUrl(shop, operation) : null,
    partialDataUrl: (operation: BulkOperation, _: unknown, { shop }: RequestContext) =>
      operation.status === "FAILED" && operation.result ? bulkResultUrl(shop, operation) : null,
  },
};

export const webhookSubscription: TypeResolvers = {
  own: ["uri", "filter", "includeFields", "metafieldNamespaces", "name", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: WebhookSubscription) => gid("WebhookSubscription", id),
    legacyResourceId: ({ id }: WebhookSubscription) => id,
    topic: ({ topic }: WebhookSubscription) => topicEnum(topic),
    format: () => "JSON",
    apiVersion: (subscription: WebhookSubscription) => ({
      handle: subscription.apiVersion,
      displayName: subscription.apiVersion,
      supported: true,
    }),
  },
};

export const metafield: TypeResolvers = {
  own: ["namespace", "key", "type", "value", "compareDigest", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: Metafield) => gid("Metafield", id),
    jsonValue: ({ type, value }: Metafield) => (isTextType(type) ? value : (JSON.parse(value) as unknown)),
  },
};

function isTextType(type: string): boolean {
  return !/^(json|boolean|number_integer|number_decimal|money|weight|volume|dimension|rating|list\.)/.test(type);
}

/** Every `...Connection`: its source is a page. */
export const connection: TypeResolvers = {
  fields: {
    nodes: ({ items }: Page<unknown>) => items,
    edges: (page: Page<unknown>) => page.items.map((node) => ({ page, node })),
    pageInfo: (page: Page<unknown>) => page,
  },
};

type EdgeSource = { page: Page<unknown>; node: unknown };

export const edge: TypeResolvers = {
  own: ["node"],
  fields: { cursor: ({ page, node }: EdgeSource) => encodeCursor(page.positionOf(node)) },
};

export const pageInfo: TypeResolvers = {
  own: ["hasNextPage", "hasPreviousPage"],
  fields: {
    startCursor: (page: Page<unknown>) => cursorOf(page, page.items[0]),
    endCursor: (page: Page<unknown>) => cursorOf(page, page.items.at(-1)),
  },
};

function cursorOf(page: Page<unknown>, item: unknown): string | null {
  return item === undefined ? null : encodeCursor(page.positionOf(item));
}

export const job: TypeResolvers = {
  fields: {
    id: ({ id }: { id: string }) => gid("Job", id),
    done: ({ isDone }: { isDone: boolean }) => isDone,
  },
};
