import type { IncomingMessage, ServerResponse } from "node:http";
import type { Metrics } from "./metrics.ts";

/**
 * Counts a webhook once it is answered. Its topic is a label only when the signature was right: whoever has no secret
 * must not be able to make us count a million topics.
 */
export function measureWebhook(metrics: Metrics, request: IncomingMessage, response: ServerResponse): void {
  const end = metrics.acknowledgement.startTimer();
  response.once("finish", () => {
    const topic = request.headers["x-shopify-topic"];
    const isSigned = response.statusCode === 200 && typeof topic === "string";
    metrics.webhooks.inc({ topic: isSigned ? topic : "unknown", answer: String(response.statusCode) });
    end();
  });
}

/** Times a page or a click, by class of status: 2xx, 3xx, 4xx, 5xx. */
export function measurePage(metrics: Metrics, response: ServerResponse): void {
  const end = metrics.pages.startTimer();
  response.once("finish", () => end({ answer: `${Math.floor(response.statusCode / 100)}xx` }));
}
