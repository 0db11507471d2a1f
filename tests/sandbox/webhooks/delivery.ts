import { createRandom, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Topic } from "#tests/sandbox/state/happenings.ts";

/** A webhook on its way: made once when the event happens, sent until it is acknowledged or given up. Plain data. */
export type Delivery = {
  webhookId: string;
  /** The same for all deliveries of one event. */
  eventId: string;
  topic: Topic;
  shopDomain: string;
  apiKey: string;
  url: string;
  name: string | null;
  /** The order it is about, for those who read the log; null when it is about none. */
  orderId: string | null;
  /** Text of the body as it was when the event happened. Retries send the same bytes. */
  body: string;
  triggeredAtMs: number;
  /** When it is to be sent (again). */
  dueAtMs: number;
  attempts: number;
  /** What the sandbox did to it on purpose. */
  mischief: ("duplicate, same id" | "duplicate, new id" | "delayed" | "out of order")[];
};

/** What the app answered, or that it did not within five seconds (or could not be reached at all). */
export type Answer = number | "no answer";

/** One line of the delivery log: what was sent when, and what came back. An auditor reads only this and the database. */
export type DeliveryLogEntry = {
  sequence: number;
  webhookId: string;
  eventId: string;
  topic: Topic;
  shopDomain: string;
  apiKey: string;
  orderId: string | null;
  triggeredAtMs: number;
  attempt: number;
  sentAtMs: number;
  answeredAtMs: number;
  answer: Answer;
  /** "acknowledged": 2xx came back. "retry": it will be sent again. "given up": all retries are used up. "lost": never sent. */
  outcome: "acknowledged" | "retry" | "given up" | "lost";
  mischief: Delivery["mischief"];
};

/** Everything the delivery engine knows; kept with the world, so that retries go on after a restart. */
export type DeliveryState = {
  open: Set<Delivery>;
  log: DeliveryLogEntry[];
  sequence: number;
  /** Draws ids and faults. Its own, so that switching faults on does not change which orders are placed. */
  random: SeededRandom;
};

export function createDeliveryState(seed: number): DeliveryState {
  return { open: new Set(), log: [], sequence: 0, random: createRandom(seed) };
}

export type WebhookRequest = { method: "POST"; url: string; headers: Record<string, string>; body: Buffer };

/** How a request reaches the app: over HTTP in the demo, by a direct call in tests, simulation and bench. A rejection is "no answer". */
export type Transport = (request: WebhookRequest) => Promise<Answer>;

/** The platform waits five seconds for the whole answer. */
export const answerWithinMs = 5_000;

/** Eight retries within four hours, each wait about twice the one before (the platform states number and span, not the steps). */
export const retryDelaysMs: readonly number[] = [60, 120, 240, 480, 960, 1920, 3840, 6780].map(
  (seconds) => seconds * 1000,
);
