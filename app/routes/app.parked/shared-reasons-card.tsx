import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import type { ParkedChoice } from "#app/commands/settle-parked.ts";
import type { ParkedPage } from "#app/queries/list-parked.ts";
import { nameClick } from "#app/ui/use-clicks.ts";

export type SharedReasonsCardProps = {
  shared: ParkedPage["sharedReasons"];
  pending: string | undefined;
  onReplay: (choice: ParkedChoice) => void;
  onDiscard: (choice: ParkedChoice) => void;
};

/** Reasons that several messages share: settled with one click once their cause is gone. */
export function SharedReasonsCard({ shared, pending, onReplay, onDiscard }: SharedReasonsCardProps) {
  if (shared.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Parked for the same reason
        </Text>
        {shared.map(({ reason, count }) => (
          <InlineStack key={reason} align="space-between" blockAlign="center" gap="200">
            <Text as="p">{`${count} messages: ${reason}`}</Text>
            <ButtonGroup>
              <Button size="slim" disabled={pending !== undefined} onClick={() => onDiscard({ reason })}>
                {`Discard all ${count}`}
              </Button>
              <Button
                size="slim"
                disabled={pending !== undefined}
                loading={pending === nameClick("replay", reason)}
                onClick={() => onReplay({ reason })}
              >
                {`Replay all ${count}`}
              </Button>
            </ButtonGroup>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
