import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { Comparison } from "#app/queries/troubles/read-comparison.ts";
import type { Home } from "#app/queries/read-home.ts";
import { actionDone } from "#app/ui/words/action-sentence.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { formatDuration } from "#app/ui/words/format-time.ts";

export type ByItselfCardProps = Pick<Home, "lastDay" | "waiting"> & { comparison: Comparison | null; now: string };

/** What the last 24 hours brought without anybody, and how far behind the present it is. */
export function ByItselfCard({ lastDay, waiting, comparison, now }: ByItselfCardProps) {
  const counts = [
    { count: lastDay.orders, words: lastDay.orders === 1 ? "order placed" : "orders placed" },
    { count: lastDay.byItself, words: "went by themselves" },
    ...lastDay.sent.map(({ kind, count }) => ({ count, words: actionDone(kind, count) })),
    ...(lastDay.documents === null
      ? []
      : [{ count: lastDay.documents, words: lastDay.documents === 1 ? "document issued" : "documents issued" }]),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Last 24 hours
        </Text>
        {counts.map(({ count, words }) => (
          <InlineStack key={words} align="space-between">
            <Text as="p">{words.charAt(0).toUpperCase() + words.slice(1)}</Text>
            <Text as="p" numeric fontWeight="semibold">
              {count.toLocaleString("en")}
            </Text>
          </InlineStack>
        ))}
        <Text as="p" tone="subdued">
          {lag(waiting, now)}
        </Text>
        {comparison && (
          <Text as="p" tone="subdued">
            {sayComparison(comparison, now)}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function lag({ count, oldestAt }: Home["waiting"], now: string): string {
  if (oldestAt === null) return "Everything that came in is decided.";
  const waited = formatDuration(Date.parse(now) - Date.parse(oldestAt));
  return `${countOf(count, "message waits", "messages wait")}, the oldest for ${waited}.`;
}

function sayComparison({ checkedAt, missing }: Comparison, now: string): string {
  const age = formatDuration(Math.max(0, Date.parse(now) - Date.parse(checkedAt)));
  const found =
    missing === 0
      ? "nothing was missing"
      : `${countOf(missing, "change that never reached us was", "changes that never reached us were")} found and read`;
  return `Compared with Shopify ${age} ago: ${found}.`;
}
