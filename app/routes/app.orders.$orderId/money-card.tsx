import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { sourceTitle } from "#app/ui/words/source-name.ts";

/** What it comes to, what is paid, and where and when it was placed. */
export function MoneyCard({ facts }: { facts: OrderFacts }) {
  const { presentment, shop } = facts.totals;
  const amount = (minor: number) => formatMoney(minor, facts.presentmentCurrency);
  const isForeign = facts.presentmentCurrency !== facts.shopCurrency;
  const rows: { term: string; value: string }[] = [
    { term: "Total", value: amount(presentment.currentTotalMinor) },
    ...(isForeign
      ? [{ term: "In your currency", value: formatMoney(shop.currentTotalMinor, facts.shopCurrency) }]
      : []),
    { term: facts.taxesIncluded ? "Tax included" : "Tax", value: amount(presentment.currentTaxMinor) },
    { term: "Outstanding", value: amount(presentment.outstandingMinor) },
    { term: "Payment", value: sayStatus(facts.financialStatus) },
    { term: "Placed in", value: sourceTitle(facts.sourceName) },
    ...(facts.risk ? [{ term: "Risk of fraud", value: sayStatus(facts.risk.level) }] : []),
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
            <Time at={facts.createdAt} />
          </Text>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** "partially_refunded" is "Partially refunded". */
function sayStatus(status: string): string {
  const words = status.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
