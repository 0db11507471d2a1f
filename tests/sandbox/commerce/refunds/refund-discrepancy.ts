import type { MoneyBag } from "#tests/sandbox/state/money.ts";

/**
 * By how much a refund differs from what it accounts for; positive when less was paid back, negative when more was (goodwill).
 * The platform states such a difference as an order adjustment so that books balance.
 *
 * @param worth what the refund's units and shipping are worth
 * @param surplus what the merchant owes the buyer once they left the order: more than `worth` after an edit that was not yet
 *   refunded, less when the order was not wholly paid, negative when the buyer still owes
 * @param paidBack what the refund's transactions really moved
 */
export function discrepancyOf(worth: MoneyBag, surplus: MoneyBag, paidBack: MoneyBag): MoneyBag {
  return {
    shopMinor: discrepancy(worth.shopMinor, surplus.shopMinor, paidBack.shopMinor),
    presentmentMinor: discrepancy(worth.presentmentMinor, surplus.presentmentMinor, paidBack.presentmentMinor),
  };
}

function discrepancy(worth: number, surplus: number, paidBack: number): number {
  const most = Math.max(surplus, 0);
  const least = Math.min(most, worth);
  if (paidBack > most) return most - paidBack;
  if (paidBack < least) return least - paidBack;
  return 0;
}
