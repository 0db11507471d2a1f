import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { InboxWriter } from "#app/db/inbox-writer.ts";
import type { ShopMap } from "#app/db/shops/shop-map.ts";
import { checkSignature } from "./check-signature.ts";
import { readBody } from "./read-body.ts";

export type WebhookIntake = {
  inbox: InboxWriter;
  shops: ShopMap;
  secrets: readonly string[];
  clock: () => Date;
  log: Logger;
};

// Shopify's largest order bodies are some hundred KB; what is larger is not an order.
const MOST_BYTES = 2 * 1024 * 1024;
const PLATFORM_LANE = 2;

// The headers are not signed. Shopify's ids are UUIDs of 36 characters, its longest topic has 58; an index of PostgreSQL takes
// 2,704 bytes, and one row that it refuses would take the others of its commit with it.
const MOST_CHARACTERS = 255;
const LIMITED = ["x-shopify-topic", "x-shopify-webhook-id", "x-shopify-event-id", "x-shopify-api-version"];
const LATEST_TIME = Date.parse("2200-01-01T00:00:00Z");

// These come for shops that have left, or were never here; they are taken in as long as there is a row to act on.
const TAKEN_AFTER_UNINSTALL = new Set(["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"]);

type Answer = { status: number; text: string };

/**
 * Takes in one webhook: the signature over the raw bytes, then the inbox, and 200 only after the commit. Nothing is
 * parsed here, so nothing in a body can stop it; what cannot be understood is parked by the worker.
 */
export async function takeWebhook(intake: WebhookIntake, request: IncomingMessage, response: ServerResponse) {
  let answer: Answer;
  try {
    const body = await readBody(request, MOST_BYTES);
    if (body === "too large") answer = { status: 413, text: `A webhook has at most ${MOST_BYTES} bytes.` };
    else if (body === "cut off") answer = { status: 400, text: "The body did not arrive whole." };
    else answer = await answerTo(intake, request, body);
  } catch (error) {
    // Not committed, so not acknowledged: the platform will deliver it again.
    intake.log.error({ reason: (error as Error).message }, "a webhook could not be taken in");
    answer = { status: 503, text: "The message could not be stored. Please deliver it again." };
  }
  response.writeHead(answer.status, { "content-type": "text/plain; charset=utf-8" }).end(answer.text);
}

async function answerTo(intake: WebhookIntake, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  if (!checkSignature(body, header("x-shopify-hmac-sha256"), intake.secrets)) {
    return { status: 401, text: "The signature does not match the body." };
  }
  const topic = header("x-shopify-topic");
  const domain = header("x-shopify-shop-domain");
  const webhookId = header("x-shopify-webhook-id");
  if (!topic || !domain || !webhookId) {
    const missing = !topic ? "X-Shopify-Topic" : !domain ? "X-Shopify-Shop-Domain" : "X-Shopify-Webhook-Id";
    return { status: 400, text: `The header ${missing} is missing.` };
  }
  const tooLong = LIMITED.find((name) => (header(name)?.length ?? 0) > MOST_CHARACTERS);
  if (tooLong) return { status: 400, text: `The header ${tooLong} has more than ${MOST_CHARACTERS} characters.` };
  // Our own messages have topics of their own in the inbox; nothing from outside may pass for one.
  if (topic.startsWith("switchyard/")) return { status: 400, text: "The topic is not one of Shopify's." };
  const shop = await intake.shops.find(domain.toLowerCase());
  if (!shop || (shop.status === "uninstalled" && !TAKEN_AFTER_UNINSTALL.has(topic))) {
    intake.log.info({ domain, topic }, "a webhook came for a shop that is not installed");
    return { status: 200, text: "This shop is not installed." };
  }
  await intake.inbox.add({
    shop: shop.id,
    lane: PLATFORM_LANE,
    topic,
    webhookId,
    eventId: header("x-shopify-event-id") ?? null,
    apiVersion: header("x-shopify-api-version") ?? null,
    triggeredAt: readTime(header("x-shopify-triggered-at")),
    receivedAt: intake.clock(),
    body,
  });
  return { status: 200, text: "" };
}

/** Null for what is no time of this age: Date knows years that PostgreSQL does not. */
function readTime(text: string | undefined): Date | null {
  const time = text === undefined ? NaN : Date.parse(text);
  return time >= 0 && time < LATEST_TIME ? new Date(time) : null;
}
