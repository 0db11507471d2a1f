import { Banner, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { HistoryBar } from "#app/ui/history-bar.tsx";
import { isImporting, type ShownProgress } from "#app/ui/words/history-progress.ts";
import { minutesBetween } from "#app/domain/basics/instant.ts";

// After a week everybody has seen it; the page stays in the navigation.
const SHOWN_FOR_MINUTES = 7 * 24 * 60;

/** How the import of the last 60 days goes, and afterwards for some days where its report is. */
export function HistoryBanner({ progress, now }: { progress: ShownProgress | null; now: string }) {
  if (isImporting(progress)) {
    return (
      <Card>
        <BlockStack gap="300">
          <InlineStack align="space-between">
            <Text as="h2" variant="headingMd">
              Your last 60 days are coming in
            </Text>
            <Link url="/app/history" removeUnderline>
              Watch it
            </Link>
          </InlineStack>
          <HistoryBar progress={progress} />
        </BlockStack>
      </Card>
    );
  }
  if (progress?.state === "failed") {
    return (
      <Banner
        tone="warning"
        title="Your last 60 days could not be read"
        action={{ content: "See why", url: "/app/history" }}
      />
    );
  }
  const finishedAt = progress?.finishedAt?.toISOString();
  const isFresh = finishedAt !== undefined && minutesBetween(finishedAt, now) < SHOWN_FOR_MINUTES;
  if (!isFresh || progress?.ordersLoaded === 0) return null;
  return (
    <Banner tone="info" title="Your last 60 days are ready" action={{ content: "See the report", url: "/app/history" }}>
      <p>What Switchyard would have said about the orders of that time, each with its reason.</p>
    </Banner>
  );
}
