import type { AdminClient, Send } from "#app/shopify/admin-client.ts";
import { Throttled } from "#app/shopify/admin-errors.ts";

// Told to wait for nothing, over and over, it must come to an end as well.
const SHORTEST_WAIT_MS = 100;

/**
 * A way to ask Shopify for what nobody waits for: told to wait for points it waits, instead of giving up, until it has
 * waited so long altogether.
 *
 * @throws Throttled once its patience is at an end, and whatever else `admin.call` throws.
 */
export function askPatiently(
  { admin, wait }: { admin: AdminClient; wait: (ms: number) => Promise<unknown> },
  domain: string,
  patienceMs: number,
): Send {
  let leftMs = patienceMs;
  return async (call) => {
    for (;;) {
      try {
        return await admin.call(domain, call);
      } catch (error) {
        if (!(error instanceof Throttled) || error.retryAfterMs > leftMs) throw error;
        const ms = Math.max(SHORTEST_WAIT_MS, error.retryAfterMs);
        leftMs -= ms;
        await wait(ms);
      }
    }
  };
}
