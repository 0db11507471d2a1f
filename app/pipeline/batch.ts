import type { ClaimedMessage, SettledMessage } from "#app/db/inbox-claims.ts";
import type { OutboxRow } from "#app/db/outbox-rows.ts";
import type { OrderRow } from "#app/db/order-rows.ts";
import type { ShopState } from "#app/db/shop-rows.ts";
import type { HintRecord, NoticeRecord, TimelineRecord } from "#app/db/decisions/timeline-rows.ts";
import type { Posting, WaitingPlace } from "#app/db/level-rows.ts";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { ReadWish } from "#app/db/read-rows.ts";
import type { Change } from "#app/domain/orders/change.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { RouteWishes } from "#app/domain/routing/route-wishes.ts";

/** A message with what it means, or why it means nothing. */
export type UnderstoodMessage = { message: ClaimedMessage; orderId: string | null; changes: Change[] };

/** An order while a batch works on it. `facts` is null as long as nothing but hints is known of it. */
export type OrderInBatch = {
  id: string;
  before: OrderRow | null;
  facts: OrderFacts | null;
  isChanged: boolean;
  /** It was placed before the app was installed, and an import was the first to tell of it. */
  isImported: boolean;
  /** A person or a timer wants it decided although no fact changed. */
  isWanted: boolean;
  passedProblems: string[];
  routeWishes: RouteWishes | null;
  /** It waits for goods that have come free; nothing else has happened to it. */
  isAwoken: boolean;
  /** There is less than was promised: its claims are given back and asked for anew, behind older orders. */
  givesWay: boolean;
  /** Suggestions of documents that a person has approved in this batch, by key, each with the message that says so. */
  approvals: { key: string; messageId: string }[];
};

/** What a batch has learnt and will write; nothing of it is visible before the commit. */
export type Batch = {
  id: string;
  shop: ShopState;
  now: Date;
  /** Set when Shopify has asked to forget the shop: nothing that follows makes any of it known again. */
  isShopErased: boolean;
  orders: Map<string, OrderInBatch>;
  levels: Map<string, Level>;
  touchedLevels: Set<string>;
  /** Levels of items that are no longer held at their location. */
  disconnectedLevels: Set<string>;
  /** Items of which units have become free, and behind whom to begin: orders that wait for them are decided again. */
  freedItems: Map<string, WaitingPlace | null>;
  /** Levels that were read whole and hold less than our claims on them. */
  shortLevels: Set<string>;
  /** Levels that this batch has seen whole, and when they were read: what was wanted before then is answered. */
  seenLevels: Map<string, Date>;
  allocations: Map<string, Allocation[]>;
  outbox: Map<string, OutboxRow[]>;
  postings: Posting[];
  timeline: TimelineRecord[];
  hints: HintRecord[];
  notices: NoticeRecord[];
  wantedReads: ReadWish[];
  settled: SettledMessage[];
};
