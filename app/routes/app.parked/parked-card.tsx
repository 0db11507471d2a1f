import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import type { ParkedMessage } from "#app/queries/list-parked.ts";
import { MessageBody } from "#app/routes/app.messages.$messageId/message-body.tsx";
import { countOf } from "#app/ui/words/format-money.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { nameClick } from "#app/ui/use-clicks.ts";

export type ParkedCardProps = {
  message: ParkedMessage;
  pending: string | undefined;
  onReplay: () => void;
  onDiscard: () => void;
};

/** One message that could not be taken in, why, and what it said. */
export function ParkedCard({ message, pending, onReplay, onDiscard }: ParkedCardProps) {
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingSm">
              {message.topic}
            </Text>
            <Text as="p" tone="subdued">
              {"Came "}
              <Time at={message.receivedAt} />
              {message.attempts > 0 && `, tried ${countOf(message.attempts, "time")}`}
            </Text>
          </BlockStack>
          <ButtonGroup>
            <Button
              size="slim"
              disabled={pending !== undefined}
              loading={pending === nameClick("discard", message.id)}
              accessibilityLabel={`Discard ${message.topic}`}
              onClick={onDiscard}
            >
              Discard
            </Button>
            <Button
              size="slim"
              disabled={pending !== undefined}
              loading={pending === nameClick("replay", message.id)}
              accessibilityLabel={`Replay ${message.topic}`}
              onClick={onReplay}
            >
              Replay
            </Button>
          </ButtonGroup>
        </InlineStack>
        <Text as="p">{message.reason.replace(`${message.topic}: `, "")}</Text>
        <MessageBody messageId={message.id} title={`What it said (${countOf(message.bytes, "byte")})`} />
      </BlockStack>
    </Card>
  );
}
