import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useId } from "react";
import { sayProgress, type ShownProgress } from "#app/ui/words/history-progress.ts";

/** How far the import is, in words, numbers and a bar. Only the words are read out when they change. */
export function HistoryBar({ progress }: { progress: ShownProgress | null }) {
  const id = useId();
  const { step, numbers, percent } = sayProgress(progress);
  return (
    <BlockStack gap="200">
      <Text as="p" id={id}>
        <span role="status">{step}</span>: {numbers}
      </Text>
      <ProgressBar progress={percent} size="small" tone="primary" ariaLabelledBy={id} animated={false} />
    </BlockStack>
  );
}
