/** How often something may be done: at once, and again and again. `perMinute` divides 60,000, so that counting is exact. */
export type Rate = { burst: number; perMinute: number };

export type RateLimit = {
  /** Takes one from the bucket of this key. @returns 0, or the whole seconds after which one is there again. */
  take(key: string, now: Date): number;
};

/**
 * Buckets of tokens in the memory of this process, one for each key, refilled as time goes by. Of each bucket only the
 * moment is kept at which it will be full again, in whole milliseconds.
 *
 * @param mostKeys how many are remembered; beyond it the one that was used longest ago is forgotten, which is mild to who
 * asks from many places and keeps memory bounded.
 */
export function createRateLimit({ burst, perMinute }: Rate, mostKeys: number): RateLimit {
  const tokenMs = 60_000 / perMinute;
  const fullAtByKey = new Map<string, number>();
  return {
    take(key, now) {
      const nowMs = now.getTime();
      const fullAt = Math.max(fullAtByKey.get(key) ?? 0, nowMs) + tokenMs;
      const waitMs = fullAt - burst * tokenMs - nowMs;
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      // Deleted and set again: a Map keeps the order of insertion, so the first key is the one used longest ago.
      fullAtByKey.delete(key);
      fullAtByKey.set(key, fullAt);
      if (fullAtByKey.size > mostKeys) fullAtByKey.delete(fullAtByKey.keys().next().value!);
      return 0;
    },
  };
}
