import { compareIds } from "#app/domain/basics/ids.ts";
import { compareInstants, minutesBetween } from "#app/domain/basics/instant.ts";
import { count } from "#app/domain/basics/phrase.ts";
import type { OrderContext, Problem, SimilarOrder } from "#app/domain/decision.ts";
import { addressKey, basketKey } from "#app/domain/orders/order-keys.ts";
import { isNearAddress } from "./near-address.ts";

/**
 * The same buyer orders the same goods to the same place again within the window: more often a second click than a second
 * wish. Only the later order is held, naming the earlier one; it is free again as soon as the earlier one is cancelled.
 */
export function checkDuplicate(context: OrderContext): Problem | null {
  const { facts, similarOrders, settings } = context;
  if (similarOrders.length === 0 || facts.isRedacted) return null;
  const basket = basketKey(facts);
  if (basket === "") return null;
  const place = addressKey(facts.shippingAddress);
  const original = similarOrders.find(
    (other) =>
      other.cancelledAt === null &&
      other.basket === basket &&
      isEarlier(other, context) &&
      minutesBetween(other.createdAt, facts.createdAt) <= settings.duplicateWindowMinutes &&
      isNearAddress(other.addressKey, place),
  );
  if (original === undefined) return null;
  const minutes = Math.round(minutesBetween(original.createdAt, facts.createdAt));
  const when = minutes === 0 ? "in the same minute" : `${count(minutes, "minute")} after it`;
  return {
    code: "duplicate_suspected",
    holdReason: "OTHER",
    sentence: `Same buyer, same goods and same address as ${original.name}, ordered ${when}.`,
    subject: `order ${original.id}`,
    holds: true,
  };
}

function isEarlier(other: SimilarOrder, { facts }: OrderContext): boolean {
  const order = compareInstants(other.createdAt, facts.createdAt);
  return order === 0 ? compareIds(other.id, facts.id) < 0 : order < 0;
}
