import { Throttled } from "./admin-errors.ts";
import type { AdminCall, AdminClient, CostReport } from "./admin-client.ts";

type Bucket = { available: number; maximum: number; restoreRate: number; at: number };

// Shopify's standard plan until an answer says better (2000 points, 100 a second; read off recorded answers, 2026-05).
const STANDARD = { maximum: 2000, restoreRate: 100 };
// Left for the merchant's other calls, so that a person never meets a limit that background work has used up.
const KEPT_FREE = 0.1;
// Waiting longer would hold up other shops: the caller comes back instead.
const LONGEST_WAIT_MS = 1_500;

/**
 * Spends each shop's points no faster than its bucket fills, as its own answers report it, and waits a little rather
 * than being refused. Asked for more than can be waited for, it throws Throttled before anything is sent.
 */
export function createThrottle(clock: () => Date, wait: (ms: number) => Promise<void>) {
  const buckets = new Map<string, Bucket>();

  const refill = (domain: string): Bucket => {
    const at = clock().getTime();
    const bucket = buckets.get(domain) ?? { available: STANDARD.maximum, ...STANDARD, at };
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
    });
  };

  const spend = async (domain: string, points: number) => {
    const bucket = refill(domain);
    const floor = bucket.maximum * KEPT_FREE;
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

  return { report, spend };
}

/** The same client, which waits for points before each call. */
export function withThrottle(client: AdminClient, throttle: ReturnType<typeof createThrottle>): AdminClient {
  return {
    async call(domain: string, call: AdminCall) {
      await throttle.spend(domain, call.requestedPoints);
      return client.call(domain, call);
    },
  };
}
