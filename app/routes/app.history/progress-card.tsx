import { BlockStack, Card, Text } from "@shopify/polaris";
import { HistoryBar } from "#app/ui/history-bar.tsx";
import { Time } from "#app/ui/shop-context.tsx";
import type { ShownProgress } from "#app/ui/words/history-progress.ts";

/** What one sees while the orders come in. */
export function ProgressCard({ progress }: { progress: ShownProgress | null }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Your orders are coming in
        </Text>
        <HistoryBar progress={progress} />
        <Text as="p" tone="subdued">
          {progress !== null && (
            <>
              Started <Time at={progress.startedAt.toISOString()} />.{" "}
            </>
          )}
          You can leave this page; it goes on without you. Nothing is changed at Shopify: orders of the past are read,
          never held, moved or invoiced.
        </Text>
      </BlockStack>
    </Card>
  );
}
