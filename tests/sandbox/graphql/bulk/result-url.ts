import { createHash } from "node:crypto";
import { dateOf } from "#tests/sandbox/state/instant.ts";
import type { BulkOperation, Shop } from "#tests/sandbox/state/shop.ts";

/** Results can be fetched for seven days. */
const lifetimeMs = 7 * 24 * 3_600_000;

const pathPattern = /^\/admin\/bulk-operation-results\/(\d+)-([0-9a-f]{16})\.jsonl$/;

/**
 * Where a result is fetched: a GET without a token, as the signed address on the platform's storage is. It is on the shop's own
 * domain here, so that whatever brings the app to the sandbox brings it to the result too.
 */
export function bulkResultUrl(shop: Shop, operation: BulkOperation): string {
  return `https://${shop.domain}/admin/bulk-operation-results/${operation.id}-${signatureOf(operation)}.jsonl`;
}

/** The JSONL behind a path, or undefined when the path names none or its time is over. */
export function findBulkResult(shop: Shop, path: string, now: Date): string | undefined {
  const match = pathPattern.exec(path);
  const operation = shop.bulkOperations.get(match?.[1] ?? "");
  if (!operation?.completedAt || match?.[2] !== signatureOf(operation)) return undefined;
  const age = now.getTime() - dateOf(operation.completedAt).getTime();
  return age > lifetimeMs ? undefined : (operation.result ?? undefined);
}

function signatureOf({ id, apiKey, createdAt }: BulkOperation): string {
  return createHash("sha256").update(`${id}:${apiKey}:${createdAt}`).digest("hex").slice(0, 16);
}
