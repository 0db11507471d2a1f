import { BlockStack, Box, Card, InlineGrid, Link, Text } from "@shopify/polaris";
import type { HistoryReport, KindSummary } from "#app/queries/read-history-report.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";
import { FINDING_WORDS } from "./finding-words.ts";
import { addressOf } from "./history-address.ts";

/** The whole in one sentence, and each kind in one figure. */
export function SummaryCard({ report }: { report: HistoryReport }) {
  const { orders, foundOrders, since, currency, kinds } = report;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {sayWhole(orders, foundOrders)}
          </Text>
          <Text as="p" tone="subdued">
            This is what Switchyard would have said had it watched since <Time at={since} />. Nothing was held, moved,
            numbered or sent. An order may stand under more than one heading, so the amounts do not add up to one.
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 2, md: 5 }} gap="300">
          {kinds.map((summary) => (
            <KindTile key={summary.kind} summary={summary} currency={currency} />
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function sayWhole(orders: number, foundOrders: number): string {
  if (orders === 0) return "There were no orders in your last 60 days";
  if (foundOrders === 0) return `Nothing was found in ${countOf(orders, "order")}`;
  return `Something was found in ${foundOrders.toLocaleString("en")} of ${countOf(orders, "order")}`;
}

function KindTile({ summary, currency }: { summary: KindSummary; currency: string }) {
  const { title, money } = FINDING_WORDS[summary.kind];
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300" minHeight="100%">
      <BlockStack gap="100">
        <Link url={addressOf(summary.kind)} monochrome removeUnderline>
          {title}
        </Link>
        <Text as="p" variant="headingLg" numeric>
          {countOf(summary.orders, "order")}
        </Text>
        {summary.amountMinor !== null && (
          <Text as="p" tone="subdued">
            {formatMoney(summary.amountMinor, currency)} {money}
          </Text>
        )}
      </BlockStack>
    </Box>
  );
}
