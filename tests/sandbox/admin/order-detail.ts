import { z } from "zod";

const person = z.object({ id: z.string(), name: z.string(), email: z.string().nullable() });

/** A thing of the order and how many units of it. */
const units = z.object({ title: z.string(), quantity: z.int() });

/**
 * One order as the sandbox knows it: what the admin's order page and the shopper's own pages show. Amounts are texts with their
 * currency, ids decimal, times ISO 8601.
 */
export const orderDetail = z.object({
  id: z.string(),
  name: z.string(),
  confirmationNumber: z.string(),
  processedAt: z.string(),
  cancelledAt: z.string().nullable(),
  currency: z.string(),
  email: z.string().nullable(),
  customer: person.nullable(),
  /** Whether the buyer has an account and was logged in at the checkout; otherwise a guest. */
  isLoggedIn: z.boolean(),
  /** Somebody else who buys here: whose token must open nothing. */
  anotherCustomer: person.nullable(),
  shippingAddress: z.array(z.string()),
  financialStatus: z.string(),
  fulfillmentStatus: z.string(),
  lineItems: z.array(
    units.extend({
      id: z.string(),
      sku: z.string().nullable(),
      /** `quantity` less what edits, cancels and refunds removed. */
      currentQuantity: z.int(),
      total: z.string(),
    }),
  ),
  totals: z.array(z.object({ label: z.string(), amount: z.string() })),
  total: z.string(),
  fulfillmentOrders: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      location: z.string(),
      /** What is left to be sent. */
      lines: z.array(units),
      holds: z.array(z.object({ reason: z.string(), note: z.string().nullable(), heldBy: z.string() })),
    }),
  ),
  fulfillments: z.array(
    z.object({
      name: z.string(),
      location: z.string(),
      status: z.string(),
      carrier: z.string().nullable(),
      parcels: z.array(z.object({ number: z.string(), url: z.string().nullable() })),
      lines: z.array(units),
      events: z.array(z.object({ at: z.string(), status: z.string() })),
    }),
  ),
  transactions: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      kind: z.string(),
      status: z.string(),
      gateway: z.string(),
      amount: z.string(),
    }),
  ),
  refunds: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      note: z.string().nullable(),
      amount: z.string(),
      lines: z.array(units),
    }),
  ),
  timeline: z.array(z.object({ at: z.string(), text: z.string() })),
});

export type OrderDetail = z.infer<typeof orderDetail>;
