/**
 * Ways in which a call to the Admin API can go wrong, switched on for the next N calls. The "before" kinds answer without doing
 * anything; with `isWorkDone` the operation is carried out and only its answer is spoiled: the hard case for every caller.
 */
export const faultKinds = [
  "too-many-requests",
  "throttled",
  "server-error",
  "bad-gateway",
  "time-out",
  "reset",
  "truncated",
  "slow",
  "unauthorized",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type Fault = {
  kind: FaultKind;
  /** How many more calls it spoils; Infinity until removed. */
  remaining: number;
  /** Only operations of this name, by the document's operation name or a root field; null means any. */
  operation: string | null;
  /** Only this shop; null means any. */
  shopDomain: string | null;
  /** Let this many matching calls through unharmed first. */
  skip: number;
  /** Carry the operation out before the answer is spoiled. Means nothing for kinds that refuse at the door (429, throttled, 401). */
  isWorkDone: boolean;
  /** For `slow` and `time-out`: how long the answer takes. */
  delayMs: number;
};

/** A fault with the usual values filled in: the next call, any operation, any shop, nothing done. */
export function fault(kind: FaultKind, options: Partial<Omit<Fault, "kind">> = {}): Fault {
  return {
    kind,
    remaining: 1,
    operation: null,
    shopDomain: null,
    skip: 0,
    isWorkDone: false,
    delayMs: kind === "slow" ? 30_000 : 0,
    ...options,
  };
}
