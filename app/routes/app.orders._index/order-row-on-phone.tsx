import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import type { ListedOrder } from "#app/queries/list-orders.ts";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { HeadlineBadge } from "#app/ui/headline-badge.tsx";
import { plainSentence } from "#app/ui/words/plain-sentence.ts";
import { orderTitle } from "#app/ui/words/order-title.ts";
import { Time } from "#app/ui/shop-context.tsx";

/** An order in the width of a hand. */
export function OrderRowOnPhone({ order }: { order: ListedOrder }) {
  return (
    <div style={{ padding: "12px 16px", width: "100%" }}>
      <BlockStack gap="100">
        <InlineStack align="space-between" wrap={false} gap="200">
          <Link dataPrimaryLink monochrome removeUnderline url={`/app/orders/${order.id}`}>
            <Text as="span" fontWeight="semibold">
              {orderTitle(order)}
            </Text>
          </Link>
          {order.totalMinor !== null && (
            <Text as="span" numeric>
              {formatMoney(order.totalMinor, order.currency)}
            </Text>
          )}
        </InlineStack>
        <Text as="span" tone="subdued">
          <Time at={order.createdAt} />
        </Text>
        <InlineStack gap="100">
          <HeadlineBadge headline={order.headline} />
          {order.needsPerson && <Badge tone="attention">Needs you</Badge>}
          {order.isTest && <Badge>Test</Badge>}
          {order.isImported && <Badge>Imported</Badge>}
        </InlineStack>
        <Text as="span">{plainSentence(order)}</Text>
      </BlockStack>
    </div>
  );
}
