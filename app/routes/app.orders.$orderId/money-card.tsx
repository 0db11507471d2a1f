import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { OrderMoney, OrderPage } from "#app/queries/in-sight/order-page.ts";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { sourceTitle } from "#app/ui/words/source-name.ts";

/** What it comes to, what is paid, and where and when it was placed. */
export function MoneyCard({ order }: { order: OrderPage }) {
  const rows: Row[] = [
    ...(order.money ? moneyRows(order.money) : []),
    { term: "Payment", value: sayStatus(order.financialStatus) },
    { term: "Placed in", value: sourceTitle(order.sourceName) },
    ...(order.riskLevel === null ? [] : [{ term: "Risk of fraud", value: sayStatus(order.riskLevel) }]),
  ];
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Payment
        </Text>
        {rows.map(({ term, value }) => (
          <InlineStack key={term} align="space-between" gap="200">
            <Text as="p" tone="subdued">
              {term}
            </Text>
            <Text as="p" numeric>
              {value}
            </Text>
          </InlineStack>
        ))}
        <InlineStack align="space-between" gap="200">
          <Text as="p" tone="subdued">
            Placed
          </Text>
          <Text as="p">
            <Time at={order.placedAt} />
          </Text>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

type Row = { term: string; value: string };

function moneyRows(money: OrderMoney): Row[] {
  const amount = (minor: number) => formatMoney(minor, money.currency);
  return [
    { term: "Total", value: amount(money.totalMinor) },
    ...(money.currency === money.shopCurrency
      ? []
      : [{ term: "In your currency", value: formatMoney(money.shopTotalMinor, money.shopCurrency) }]),
    { term: money.taxesIncluded ? "Tax included" : "Tax", value: amount(money.taxMinor) },
    { term: "Outstanding", value: amount(money.outstandingMinor) },
  ];
}

/** "partially_refunded" is "Partially refunded". */
function sayStatus(status: string): string {
  const words = status.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
