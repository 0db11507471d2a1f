import { Prisma } from "@prisma/client";
import type { Sight } from "#app/domain/people/sight.ts";

/**
 * A condition on orders: those that somebody may see. People of a warehouse see the orders with work at their own
 * locations; a fulfillment order that was cancelled, as one that was moved away whole, is no work there any more.
 *
 * @param orderId the column with the order's id.
 */
export function inSight(shop: string, { locationIds }: Sight, orderId = Prisma.sql`id`): Prisma.Sql {
  if (locationIds === null) return Prisma.sql`true`;
  return Prisma.sql`${orderId} IN (SELECT f.order_id FROM fulfillment_orders f WHERE f.shop = ${BigInt(shop)}
    AND f.location_id = ANY(${locationIds.map(BigInt)}::bigint[]) AND f.status <> 'CANCELLED')`;
}
