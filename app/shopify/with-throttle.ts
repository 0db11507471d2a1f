import { Throttled } from "./admin-errors.ts";
import type { AdminCall, AdminClient, CostReport } from "./admin-client.ts";

type Bucket = {
  available: number;
  maximum: number;
  restoreRate: number;
  at: number;
  /** The share of it that is not touched. */
  keptFree: number;
};

// Shopify's standard plan until an answer says better (2000 points, 100 a second; read off recorded answers, 2026-05).
const STANDARD = { maximum: 2000, restoreRate: 100 };
// Left for the merchant's other calls, so that a person never meets a limit that background work has used up.
const KEPT_FREE = 0.1;
// Other processes spend from the same bucket without our knowing. A refusal says so: then more is left to them, and less
// again with each call that goes through. (Four processes in a rush: 15 % of the calls refused without this, 2026-11-23.)
const MOST_KEPT_FREE = 0.6;
const KEPT_AFTER_REFUSAL = 2;
const KEPT_AFTER_ANSWER = 0.95;
/** Waiting longer would hold up other shops: the caller comes back instead. */
export const LONGEST_WAIT_MS = 1_500;

/**
 * Spends each shop's points no faster than its bucket fills, as its own answers report it, and waits a little rather
 * than being refused. Asked for more than can be waited for, it throws Throttled before anything is sent.
 */
export function createThrottle(clock: () => Date, wait: (ms: number) => Promise<void>) {
  const buckets = new Map<string, Bucket>();

  const refill = (domain: string): Bucket => {
    const at = clock().getTime();
    const bucket = buckets.get(domain) ?? { available: STANDARD.maximum, ...STANDARD, at, keptFree: KEPT_FREE };
    const restored = ((at - bucket.at) / 1000) * bucket.restoreRate;
    const filled = { ...bucket, available: Math.min(bucket.maximum, bucket.available + restored), at };
    buckets.set(domain, filled);
    return filled;
  };

  const report = (domain: string, cost: CostReport) => {
    buckets.set(domain, {
      available: cost.availablePoints,
      maximum: cost.maximumPoints,
      restoreRate: cost.restoreRate,
      at: clock().getTime(),
      keptFree: buckets.get(domain)?.keptFree ?? KEPT_FREE,
    });
  };

  /** Whether a call that was sent was let through, or refused for want of points. */
  const learn = (domain: string, isRefused: boolean) => {
    const bucket = refill(domain);
    const keptFree = bucket.keptFree * (isRefused ? KEPT_AFTER_REFUSAL : KEPT_AFTER_ANSWER);
    buckets.set(domain, { ...bucket, keptFree: Math.min(MOST_KEPT_FREE, Math.max(KEPT_FREE, keptFree)) });
  };

  const spend = async (domain: string, points: number) => {
    const bucket = refill(domain);
    // The largest call must go through once the bucket is full.
    const floor = Math.min(bucket.maximum * bucket.keptFree, Math.max(0, bucket.maximum - points));
    const missing = points + floor - bucket.available;
    if (missing > 0) {
      const ms = Math.ceil((missing / bucket.restoreRate) * 1000);
      if (ms > LONGEST_WAIT_MS) throw new Throttled(ms);
      await wait(ms);
      refill(domain);
    }
    const now = buckets.get(domain)!;
    buckets.set(domain, { ...now, available: now.available - points });
  };

  return { report, spend, learn };
}

/** The same client, which waits for points before each call. */
export function withThrottle(client: AdminClient, throttle: ReturnType<typeof createThrottle>): AdminClient {
  return {
    async call(domain: string, call: AdminCall) {
      await throttle.spend(domain, call.requestedPoints);
      try {
        const data = await client.call(domain, call);
        throttle.learn(domain, false);
        return data;
      } catch (error) {
        if (error instanceof Throttled) throttle.learn(domain, true);
        throw error;
      }
    },
  };
}
