import type { FinancialStatus } from "./orders/order-facts.ts";

/** An object of the platform with the time of its last change there, and the order it belongs to: itself, for an order. */
export type Changed = { id: string; orderId: string; updatedAt: string };

/**
 * An order with as much of its state as a list of orders tells for nothing: times are told in whole seconds, so that two
 * states of an order may bear the same.
 */
export type ChangedOrder = Changed & {
  isCancelled: boolean;
  financialStatus: FinancialStatus;
  /** Units that count towards the order's subtotal: without tips, shipping and gift cards. */
  currentUnits: number;
};
