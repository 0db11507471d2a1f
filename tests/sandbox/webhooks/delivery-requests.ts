import type { World } from "#tests/sandbox/state.ts";
import { nextHex, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Delivery, WebhookRequest } from "./delivery.ts";
import { signBody } from "./sign-body.ts";
import type { Json } from "./write-json.ts";

/** The request of one attempt: the body of the event, signed with the secret the app has now. */
export function requestOf(world: World, delivery: Delivery, apiVersion: string): WebhookRequest {
  const app = world.apps.get(delivery.apiKey);
  if (!app) throw new Error(`The app ${delivery.apiKey} is not registered any more.`);
  const body = Buffer.from(delivery.body, "utf8");
  return {
    method: "POST",
    url: delivery.url,
    body,
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "Shopify-Captain-Hook",
      "X-Shopify-Hmac-Sha256": signBody(app.secret, body),
      "X-Shopify-Topic": delivery.topic,
      "X-Shopify-Shop-Domain": delivery.shopDomain,
      "X-Shopify-API-Version": apiVersion,
      "X-Shopify-Webhook-Id": delivery.webhookId,
      "X-Shopify-Event-Id": delivery.eventId,
      "X-Shopify-Triggered-At": new Date(delivery.triggeredAtMs).toISOString(),
      ...(delivery.name === null ? {} : { "X-Shopify-Name": delivery.name }),
    },
  };
}

/** A subscription may ask for some top-level fields only. */
export function pickFields(payload: Json, fields: readonly string[]): Json {
  if (fields.length === 0 || payload === null || typeof payload !== "object" || Array.isArray(payload)) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([field]) => fields.includes(field)));
}

/** An id in the form the platform gives webhooks and events (a version 4 UUID), from seeded random. */
export function nextUuid(random: SeededRandom): string {
  const hex = nextHex(random, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}
