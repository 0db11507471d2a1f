import { plans, type CostBucket, type PlanName } from "#tests/sandbox/state/shop.ts";

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** Lets points flow back for the time since the bucket was last looked at. A clock that went backward restores nothing. */
export function refill(bucket: CostBucket, plan: PlanName, nowMs: number): void {
  const { restoreRate, bucketSize } = plans[plan];
  const seconds = Math.max(0, nowMs - bucket.asOfMs) / 1000;
  bucket.available = Math.min(bucketSize, bucket.available + seconds * restoreRate);
  bucket.asOfMs = nowMs;
}

/** A bucket that is full now. */
export function fullBucket(plan: PlanName, nowMs: number): CostBucket {
  return { available: plans[plan].bucketSize, asOfMs: nowMs };
}

/** What the platform tells with every answer; points are whole numbers there. */
export function throttleStatus(bucket: CostBucket, plan: PlanName): ThrottleStatus {
  const { restoreRate, bucketSize } = plans[plan];
  return { maximumAvailable: bucketSize, currentlyAvailable: Math.floor(bucket.available), restoreRate };
}
