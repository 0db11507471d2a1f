/**
 * The world of the sandbox: everything Shopify would know, as plain data.
 *
 * How it is organised
 * - `World` is the root: shops by myshopify domain, apps by api key, the append-only log, and the sources of determinism (clock,
 *   seeded random, id counters). Nothing in the sandbox reads the system's clock or draws its own randomness.
 * - A `Shop` (state/shop.ts) holds Maps by id for everything of that merchant. Objects refer to each other by id, never by pointer,
 *   except where one belongs to exactly one other (line items, transactions and refunds live on their order; holds and lines on their
 *   fulfillment order). Fulfillment orders and fulfillments have maps of their own, and the order lists their ids.
 * - Types by family: state/order.ts, order-changes.ts (transactions, refunds, returns, edits), fulfillment.ts, catalog.ts (products,
 *   variants, items, levels, adjustment groups), people.ts (addresses, locations, customers, companies).
 * - Ids are decimal strings beyond 2^53 (state/ids.ts). Money is minor units (state/money.ts). Moments are texts with whole seconds
 *   (state/instant.ts).
 * - State changes only through acts: fulfillment-orders/ and inventory/ here, commerce/ for what shopper and staff do. An act
 *   changes the state, writes its effects to the log with `recordEffect`, and announces with `emit`; GraphQL mutations call acts.
 * - Derived figures (totals, financial and fulfillment status, refundable quantities) are never stored: orders/.
 */
import type { Actor, CallEntry, EffectEntry, LogEntry } from "./state/call-log.ts";
import type { Fault } from "./state/faults.ts";
import type { Announcement, Happenings, Topic } from "./state/happenings.ts";
import { firstIdOf, type IdKind } from "./state/ids.ts";
import { instantOf, type Instant } from "./state/instant.ts";
import { createRandom, type SeededRandom } from "./state/random.ts";
import type { Shop } from "./state/shop.ts";

/** A registered app: its credentials, and the webhook subscriptions of its configuration file, which hold on every shop. */
export type App = {
  id: string;
  apiKey: string;
  /** Signs id tokens and webhooks. During a rotation the old one stays in `previousSecret`. */
  secret: string;
  previousSecret: string | null;
  title: string;
  handle: string;
  /** Where the app is reached; relative uris of its subscriptions start here. */
  url: string;
  subscriptions: AppSubscription[];
};

/** One `[[webhooks.subscriptions]]` entry and topic; compliance topics are listed like the others. */
export type AppSubscription = {
  topic: Topic;
  uri: string;
  filter: string | null;
  includeFields: string[];
  name: string | null;
};

/** Who hears an announcement; called in the order of registration, inside the act, so it must not change the state. */
export type Listener = (shop: Shop, announcement: Announcement, actor: Actor) => void;

export type World = {
  clock: () => Date;
  random: SeededRandom;
  /** The last id given out for each kind. */
  lastIds: Map<IdKind, bigint>;
  apps: Map<string, App>;
  shops: Map<string, Shop>;
  log: LogEntry[];
  faults: Fault[];
  listeners: Listener[];
  /** Sequence of the API call being carried out, so that effects can point to it; null outside a call. */
  currentCall: number | null;
};

export type WorldOptions = { clock: () => Date; seed: number };

/** An empty world: add apps and shops (see merchant/ for believable ones). */
export function createWorld({ clock, seed }: WorldOptions): World {
  return {
    clock,
    random: createRandom(seed),
    lastIds: new Map(),
    apps: new Map(),
    shops: new Map(),
    log: [],
    faults: [],
    listeners: [],
    currentCall: null,
  };
}

/** The next id of a kind, a decimal string. */
export function nextId(world: World, kind: IdKind): string {
  const last = world.lastIds.get(kind);
  const id = last === undefined ? firstIdOf(kind) : last + 1n;
  world.lastIds.set(kind, id);
  return id.toString();
}

/** The present moment in whole seconds, as every `createdAt` and `updatedAt` bears it. */
export function nowOf(world: World): Instant {
  return instantOf(world.clock());
}

/** Announces that something happened; the webhooks listen. The objects passed must already be in their new state. */
export function emit<T extends Topic>(world: World, shop: Shop, topic: T, subject: Happenings[T], actor: Actor): void {
  const announcement = { topic, subject } as unknown as Announcement;
  for (const listener of world.listeners) listener(shop, announcement, actor);
}

export type Effect = Pick<EffectEntry, "actor" | "name" | "subject" | "details">;

/** Writes an outside effect to the log, tied to the API call that caused it, if one is being carried out. */
export function recordEffect(world: World, shop: Shop, effect: Effect): void {
  world.log.push({
    kind: "effect",
    sequence: world.log.length + 1,
    at: nowOf(world),
    shopDomain: shop.domain,
    callSequence: world.currentCall,
    ...effect,
  });
}

/** Writes an API call to the log and answers its sequence. */
export function recordCall(world: World, entry: Omit<CallEntry, "kind" | "sequence" | "at">): CallEntry {
  const call: CallEntry = { kind: "call", sequence: world.log.length + 1, at: nowOf(world), ...entry };
  world.log.push(call);
  return call;
}

/** The shop of a domain; asking for one that does not exist is a mistake of the caller. */
export function shopOf(world: World, domain: string): Shop {
  const shop = world.shops.get(domain);
  if (!shop) throw new Error(`The sandbox has no shop ${domain}.`);
  return shop;
}
