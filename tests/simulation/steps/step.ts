import type { OrderAct } from "#tests/sandbox/merchant/follow-ups.ts";
import type { Oddity } from "#tests/sandbox/merchant/oddities.ts";
import type { FaultKind } from "#tests/sandbox/state/faults.ts";
import type { DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import type { MischiefKind, PortKind } from "#tests/simulation/machine/mischief.ts";

/** What a person at the merchant's clicks in the app. What it is about is chosen when the time has come. */
export const clicks = [
  "approve",
  "dismiss",
  "pass problems",
  "decide again",
  "replay parked",
  "discard parked",
  "finish notice",
  "save settings",
  "set to act",
  "stop everything",
] as const;
export type ClickName = (typeof clicks)[number];

export type ProcessName = "web" | "worker 1" | "worker 2";

/**
 * One thing that happens in a simulated day. Plain data, and independent of the others: each draws from a seed of its own,
 * so that leaving one out changes as little as possible of the rest. `of` is the step that placed the order. What has
 * `intoTurnMs` waits for the next turn of its shop to begin, and so many milliseconds more: it meets what is under way then.
 * Orders of one `goodsSeed` are for the same goods.
 */
export type Happening =
  | { what: "order"; shop: number; seed: number; oddities: Oddity[]; goodsSeed: number | null }
  | { what: "act"; of: number; act: OrderAct; seed: number }
  | { what: "count"; shop: number; seed: number }
  | { what: "empty shelf"; of: number; foundAgainAfterMs: number }
  | { what: "redact customer"; of: number }
  | { what: "click"; shop: number; click: ClickName; seed: number; intoTurnMs: number | null }
  | { what: "uninstall"; shop: number; intoTurnMs: number | null }
  | { what: "reinstall"; shop: number; seed: number }
  | { what: "weather"; faults: Partial<DeliveryFaults> }
  | { what: "api fault"; shop: number | null; kind: FaultKind; isWorkDone: boolean; skip: number; times: number }
  | { what: "mischief"; process: ProcessName; kind: MischiefKind; ports: readonly PortKind[]; skip: number }
  | { what: "database restart" }
  | { what: "clock off"; process: ProcessName; byMs: number }
  | { what: "suspended"; forMs: number }
  | { what: "twin"; shop: number; intoTurnMs: number };

/** `id` is the place the step had when it was drawn; it stays when others are left out. */
export type Step = { id: number; atMs: number } & Happening;

export type ShopPlan = { mode: "watch" | "suggest" | "act"; seed: number };

/** A whole day: what there is, and what happens to it. */
export type Plan = {
  seed: number;
  shops: ShopPlan[];
  steps: Step[];
  /**
   * No webhook is lost for good, and Shopify is not compared with what is known until the day is over: everything must come
   * right by webhooks alone.
   */
  isLossless: boolean;
};
