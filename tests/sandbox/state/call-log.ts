import type { Instant } from "./instant.ts";

/** Who did something: an app through the API, the merchant's staff, the buyer, or Shopify itself (routing, scheduled work). */
export type Actor =
  | { kind: "app"; apiKey: string }
  | { kind: "staff"; staffMemberId: string | null }
  | { kind: "shopper" }
  | { kind: "shopify" };

/** One Admin API request, answered or not. */
export type CallEntry = {
  kind: "call";
  sequence: number;
  at: Instant;
  shopDomain: string;
  apiKey: string | null;
  /** Name of the operation in the document, or "" for an unnamed one. */
  operationName: string;
  /** The root fields asked for, such as `fulfillmentOrderHold`. */
  rootFields: string[];
  isMutation: boolean;
  variables: Record<string, unknown>;
  /** HTTP status sent; 0 when the connection was cut instead. */
  status: number;
  /** The `data` of the answer; null when there was none. Reads keep null too: they would fill the memory. */
  data: unknown;
  errorCodes: string[];
  /** Every user error of the answer, from whichever payload. */
  userErrors: { code: string | null; field: string[] | null; message: string }[];
  requestedCost: number;
  actualCost: number;
  /** The fault that was switched on for this call, if any; with "after" faults the work was done although the caller saw a failure. */
  fault: string | null;
  /** True when the idempotency key was known and the first answer was given again: nothing was done. */
  isReplay: boolean;
};

/** One thing that happened to the world outside the caller: stock moved, a parcel left, money went back, a mail was sent. */
export type EffectEntry = {
  kind: "effect";
  sequence: number;
  at: Instant;
  shopDomain: string;
  actor: Actor;
  /** Verb and noun in plain words, one for each kind of effect, such as "hold placed" or "customer notified of fulfillment". */
  name: string;
  /** gid of what it happened to. */
  subject: string;
  details: Record<string, unknown>;
  /** Sequence of the call it happened in; null for acts of shopper, staff or Shopify. */
  callSequence: number | null;
};

export type LogEntry = CallEntry | EffectEntry;
