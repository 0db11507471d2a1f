import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { OrderMessage } from "#app/queries/in-sight/order-page.ts";
import { MessageBody } from "#app/routes/app.messages.$messageId/message-body.tsx";
import { Time } from "#app/ui/shop-context.tsx";

/** What came in about this order, as it came in. */
export function MessagesCard({ messages }: { messages: OrderMessage[] }) {
  if (messages.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Latest messages
        </Text>
        {messages.map((message) => (
          <InlineStack key={message.id} align="space-between" blockAlign="start" gap="200">
            <div style={{ flex: 1, minWidth: 0 }}>
              <MessageBody messageId={message.id} title={message.topic} />
            </div>
            <Text as="p" tone="subdued">
              <Time at={message.receivedAt} />
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
