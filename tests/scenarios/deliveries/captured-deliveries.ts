import { nextChance, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Transport, WebhookRequest } from "#tests/sandbox/webhooks/delivery.ts";
import { nextUuid } from "#tests/sandbox/webhooks/delivery-requests.ts";

/** A transport that keeps every webhook instead of sending it, and tells the platform that it has arrived. */
export function captureDeliveries(): { transport: Transport; captured: WebhookRequest[] } {
  const captured: WebhookRequest[] = [];
  return {
    captured,
    transport: (request) => {
      captured.push(request);
      return Promise.resolve(200);
    },
  };
}

/** The id of a webhook, by which its repetitions are known. */
export function webhookIdOf({ headers }: WebhookRequest): string {
  return headers["X-Shopify-Webhook-Id"]!;
}

/** The same event told once more under another id, as by a second subscription. */
export function underOtherId(request: WebhookRequest, random: SeededRandom): WebhookRequest {
  return { ...request, headers: { ...request.headers, "X-Shopify-Webhook-Id": nextUuid(random) } };
}

/** A copy in another order, each of all orders as likely. */
export function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const left = [...items];
  for (let last = left.length - 1; last > 0; last -= 1) {
    const other = nextInteger(random, 0, last);
    [left[last], left[other]] = [left[other]!, left[last]!];
  }
  return left;
}

export type Disturbance = { loss: number; sameId: number; otherId: number };

/** Loses a share of the webhooks for good, repeats others, and puts all in another order. */
export function disturb(
  deliveries: readonly WebhookRequest[],
  random: SeededRandom,
  { loss, sameId, otherId }: Disturbance,
): WebhookRequest[] {
  const kept = deliveries.filter(() => !nextChance(random, loss));
  const repeated = kept.filter(() => nextChance(random, sameId));
  const retold = kept.filter(() => nextChance(random, otherId)).map((request) => underOtherId(request, random));
  return shuffled([...kept, ...repeated, ...retold], random);
}
