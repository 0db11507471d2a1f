import { z } from "zod";
import type { Payment } from "#tests/sandbox/commerce/checkout/checkout.ts";
import { oddityNames } from "#tests/sandbox/merchant/oddities.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { PanelProblem, type PanelContext } from "./panel-context.ts";

const orderRequest = z.object({
  lines: z
    .array(z.object({ variantId: z.string().min(1), quantity: z.int().min(1).max(999) }))
    .max(50)
    .default([]),
  countryCode: z.string().length(2).optional(),
  customerId: z.string().optional(),
  payment: z.enum(["paid", "authorized", "pending"]).default("paid"),
  oddities: z.array(z.enum(oddityNames)).default([]),
});

const payments: Record<z.output<typeof orderRequest>["payment"], Payment> = {
  paid: { kind: "paid", gateway: "shopify_payments" },
  authorized: { kind: "authorized", gateway: "shopify_payments" },
  pending: { kind: "pending", gateway: "bank_deposit" },
};

/** The order a newcomer puts together. What cannot be sold is said in a sentence, like a checkout would. */
export function placePanelOrder({ traffic }: PanelContext, shop: Shop, body: unknown): Order {
  const parsed = orderRequest.safeParse(body);
  if (!parsed.success) throw new PanelProblem(`The order is not understood: ${z.prettifyError(parsed.error)}`);
  const { lines, countryCode, customerId, payment, oddities } = parsed.data;
  if (customerId !== undefined && !shop.customers.has(customerId))
    throw new PanelProblem("That customer is not there any more.");
  const wish = {
    ...(lines.length > 0 ? { lines } : {}),
    ...(countryCode === undefined ? {} : { countryCode }),
    ...(customerId === undefined ? {} : { customerId }),
    payment: payments[payment],
    oddities,
  };
  const placement = traffic.place(shop.domain, wish);
  if (placement.outcome === "placed") return placement.order;
  const reasons = placement.reasons.map(({ variantId, reason, available }) => {
    const variant = shop.variants.get(variantId);
    const title = shop.products.get(variant?.productId ?? "")?.title ?? "That item";
    return reason === "sold out" ? `${title} is sold out (${available} left)` : `${title} is not sold here`;
  });
  throw new PanelProblem(`${reasons.join("; ")}.`);
}
