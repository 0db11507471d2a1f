import { nextChance, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Announcement } from "#tests/sandbox/state/happenings.ts";
import { instantOf } from "#tests/sandbox/state/instant.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { buildPayload } from "./build-payload.ts";
import {
  answerWithinMs,
  createDeliveryState,
  retryDelaysMs,
  type Answer,
  type Delivery,
  type DeliveryLogEntry,
  type DeliveryState,
  type Transport,
} from "./delivery.ts";
import { drawFate, noFaults, type DeliveryFaults } from "./delivery-faults.ts";
import { nextUuid, pickFields, requestOf } from "./delivery-requests.ts";
import { findReceivers, orderIdOf } from "./find-receivers.ts";
import type { Scheduler } from "./scheduler.ts";
import { writeJson } from "./write-json.ts";

export type DeliveryOptions = {
  world: World;
  scheduler: Scheduler;
  transport: Transport;
  /** Used when there is no state of an earlier run. */
  seed?: number;
  /** What an earlier run left behind: its open deliveries are sent, its sequence of ids goes on. */
  state?: DeliveryState;
  faults?: Partial<DeliveryFaults>;
  /** Which topics may get lost, where losses are asked for; any of them unless stated. */
  canBeLost?: (topic: string) => boolean;
  /** Requests under way at one time. The platform sends many at once; 20 keeps a small machine responsive. */
  concurrency?: number;
  apiVersion?: string;
};

/** Listens to the world and delivers its webhooks: at least once, in no guaranteed order, until acknowledged or given up. */
export class DeliveryEngine {
  readonly state: DeliveryState;
  /** Change them at any time; they hold for what happens from then on. */
  faults: DeliveryFaults;
  /** Hears each line of the log as it is written. */
  onLog: ((entry: DeliveryLogEntry) => void) | null = null;

  readonly #world: World;
  readonly #scheduler: Scheduler;
  readonly #transport: Transport;
  readonly #random: SeededRandom;
  readonly #canBeLost: (topic: string) => boolean;
  readonly #concurrency: number;
  readonly #apiVersion: string;
  readonly #due: Delivery[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #timers = new Set<() => void>();
  readonly #listener: (shop: Shop, announcement: Announcement) => void;
  #waiting: (() => void)[] = [];
  #isStopped = false;
  #isPaused = false;

  constructor(options: DeliveryOptions) {
    this.state = options.state ?? createDeliveryState(options.seed ?? 1);
    this.faults = { ...noFaults, ...options.faults };
    this.#world = options.world;
    this.#scheduler = options.scheduler;
    this.#transport = options.transport;
    this.#random = this.state.random;
    this.#canBeLost = options.canBeLost ?? (() => true);
    this.#concurrency = options.concurrency ?? 20;
    this.#apiVersion = options.apiVersion ?? "2026-10";
    this.#listener = (shop, announcement) => this.#hear(shop, announcement);
    this.#world.listeners.push(this.#listener);
    for (const delivery of this.state.open) this.#schedule(delivery);
  }

  /** Sends nothing until resumed; what is due meanwhile waits. Whoever is not there yet should not be called. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#sendDue();
  }

  /** Stops listening and sending; resolves once requests under way are answered. What is open stays open in the state. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#world.listeners = this.#world.listeners.filter((each) => each !== this.#listener);
    for (const cancel of this.#timers) cancel();
    await Promise.allSettled([...this.#underWay]);
  }

  /** Resolves when everything was sent at least once. Retries that wait for their time do not count. */
  async idle(): Promise<void> {
    while (!this.#isStopped && (this.#underWay.size > 0 || this.#hasUnsent())) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #hasUnsent(): boolean {
    for (const delivery of this.state.open) if (delivery.attempts === 0) return true;
    return false;
  }

  /** Builds the bodies at once: they carry the state of this moment, whatever happens next. */
  #hear(shop: Shop, announcement: Announcement): void {
    const receivers = findReceivers(this.#world, shop, announcement);
    if (receivers.length === 0) return;
    const eventId = nextUuid(this.#random);
    const nowMs = this.#scheduler.nowMs();
    for (const { app, url, name, includeFields } of receivers) {
      const context = { shop, apps: this.#world.apps, receiver: app, now: instantOf(new Date(nowMs)) };
      this.#accept({
        webhookId: nextUuid(this.#random),
        eventId,
        topic: announcement.topic,
        shopDomain: shop.domain,
        apiKey: app.apiKey,
        url,
        name,
        orderId: orderIdOf(announcement),
        body: writeJson(pickFields(buildPayload(context, announcement), includeFields)),
        triggeredAtMs: nowMs,
        dueAtMs: nowMs,
        attempts: 0,
        mischief: [],
      });
    }
  }

  #accept(delivery: Delivery): void {
    const fate = drawFate(this.#random, this.faults);
    if (fate.isLost && this.#canBeLost(delivery.topic)) {
      this.#log(delivery, { sentAtMs: delivery.dueAtMs, answer: "no answer", outcome: "lost" });
      return;
    }
    delivery.dueAtMs += fate.delayMs;
    if (this.faults.delayMs > 0) delivery.mischief.push("delayed");
    if (fate.isOutOfOrder) delivery.mischief.push("out of order");
    this.#schedule(delivery);
    for (const kind of fate.duplicates) {
      const webhookId = kind === "new id" ? nextUuid(this.#random) : delivery.webhookId;
      this.#schedule({ ...delivery, webhookId, mischief: [...delivery.mischief, `duplicate, ${kind}`] });
    }
  }

  #schedule(delivery: Delivery): void {
    this.state.open.add(delivery);
    const cancel = this.#scheduler.after(Math.max(delivery.dueAtMs - this.#scheduler.nowMs(), 0), () => {
      this.#timers.delete(cancel);
      this.#due.push(delivery);
      this.#sendDue();
    });
    this.#timers.add(cancel);
  }

  #sendDue(): void {
    while (!this.#isStopped && !this.#isPaused && this.#underWay.size < this.#concurrency) {
      const delivery = this.#due.shift();
      if (!delivery) break;
      const work = this.#attempt(delivery).finally(() => {
        this.#underWay.delete(work);
        this.#sendDue();
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const wake of waiting) wake();
      });
      this.#underWay.add(work);
      this.#scheduler.track(work);
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const sentAtMs = this.#scheduler.nowMs();
    delivery.attempts += 1;
    // Drawn before sending: answers come back in any order, and the sequence of draws must not depend on that.
    const isAnswerLost = nextChance(this.#random, this.faults.lostAnswers);
    const request = requestOf(this.#world, delivery, this.#apiVersion);
    const given = await this.#transport(request).catch((): Answer => "no answer");
    const answer = isAnswerLost ? "no answer" : given;
    const isAcknowledged = answer !== "no answer" && answer >= 200 && answer < 300;
    const delayMs = isAcknowledged ? undefined : retryDelaysMs[delivery.attempts - 1];
    const outcome = isAcknowledged ? "acknowledged" : delayMs === undefined ? "given up" : "retry";
    this.#log(delivery, { sentAtMs, answer, outcome });
    if (delayMs === undefined) {
      this.state.open.delete(delivery);
      return;
    }
    delivery.dueAtMs = sentAtMs + delayMs;
    if (!this.#isStopped) this.#schedule(delivery);
  }

  #log(delivery: Delivery, sent: Pick<DeliveryLogEntry, "sentAtMs" | "answer" | "outcome">): void {
    const { webhookId, eventId, topic, shopDomain, apiKey, orderId, triggeredAtMs, attempts, mischief } = delivery;
    const waitedMs = sent.answer === "no answer" && sent.outcome !== "lost" ? answerWithinMs : 0;
    const answeredAtMs = Math.max(this.#scheduler.nowMs(), sent.sentAtMs + waitedMs);
    const known = {
      webhookId,
      eventId,
      topic,
      shopDomain,
      apiKey,
      orderId,
      triggeredAtMs,
      attempt: attempts,
      mischief,
    };
    const entry = { sequence: (this.state.sequence += 1), ...known, ...sent, answeredAtMs };
    this.state.log.push(entry);
    this.onLog?.(entry);
  }
}
