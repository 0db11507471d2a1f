import { BlockStack, Card, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { Home } from "#app/queries/read-home.ts";
import { formatDuration } from "#app/ui/words/format-time.ts";
import { lateness, morningSentence } from "./morning-sentence.ts";

/** The first thing a merchant reads in the morning. */
export function MorningCard({ home, now }: { home: Home; now: string }) {
  const isLate = lateness(home, now) !== undefined;
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="headingLg" tone={isLate ? "critical" : undefined}>
          {`${morningSentence(home, now)}.`}
        </Text>
        <Checked key={now} />
      </BlockStack>
    </Card>
  );
}

/** Counts from the moment its data came. It only grows when the page no longer hears from us, which is worth seeing. */
function Checked() {
  const [age, setAge] = useState(0);
  useEffect(() => {
    const since = performance.now();
    const timer = setInterval(() => setAge(performance.now() - since), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Text as="p" tone="subdued">
      {age < 1_000 ? "Checked just now" : `Checked ${formatDuration(age)} ago`}
    </Text>
  );
}
