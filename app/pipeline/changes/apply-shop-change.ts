import { closeShop, eraseShop, saveScopes, saveShop } from "#app/db/shops/shop-lifecycle.ts";
import { ordersOfCustomer } from "#app/db/order-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import type { Change } from "#app/domain/orders/change.ts";
import { applyOrderChange } from "./apply-order-change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { loadOrdersInto } from "#app/pipeline/load-facts.ts";

const KINDS = [
  "shop",
  "app_uninstalled",
  "scopes",
  "customer_data_requested",
  "customer_redacted",
  "shop_redacted",
] as const;
type ShopChange = Extract<Change, { kind: (typeof KINDS)[number] }>;

export function isShopChange(change: Change): change is ShopChange {
  return (KINDS as readonly string[]).includes(change.kind);
}

/** What concerns the shop as a whole: its profile, its leaving, and requests about personal data. None needs a token. */
export async function applyShopChange(
  sql: Sql,
  batch: Batch,
  entry: UnderstoodMessage,
  change: ShopChange,
): Promise<void> {
  const shop = batch.shop.id;
  switch (change.kind) {
    case "shop":
      return saveShop(sql, shop, change);
    case "app_uninstalled":
      return closeShop(sql, batch.shop, entry.message.triggeredAt ?? entry.message.receivedAt, batch.now);
    case "scopes":
      return saveScopes(sql, shop, change.scopes);
    case "customer_data_requested":
      batch.notices.push({
        kind: "data_request",
        sentence:
          "A customer asked for the data you keep about them. Export it from the orders named here within 30 days.",
        details: { orderIds: change.orderIds, requestId: change.requestId },
      });
      return;
    case "customer_redacted":
      return redactCustomer(sql, batch, entry, change);
    case "shop_redacted":
      return eraseShop(sql, shop);
    default:
      return assertNever(change);
  }
}

async function redactCustomer(
  sql: Sql,
  batch: Batch,
  entry: UnderstoodMessage,
  change: Extract<ShopChange, { kind: "customer_redacted" }>,
) {
  const orderIds = new Set([...change.orderIds, ...(await ordersOfCustomer(sql, batch.shop.id, change))]);
  await loadOrdersInto(sql, batch, [...orderIds]);
  for (const orderId of orderIds) applyOrderChange(batch, entry, change, orderId);
}
