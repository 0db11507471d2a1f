import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text, Tooltip } from "@shopify/polaris";
import type { OrderEffect, OrderPage } from "#app/queries/in-sight/order-page.ts";
import { actionWish } from "#app/ui/words/action-sentence.ts";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";

/** Effects at Shopify that wait for a person's word. */
export function AskingCard({ order, clicks }: { order: OrderPage; clicks: Clicks }) {
  if (order.asking.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Waits for your word
        </Text>
        {order.asking.map((effect) => (
          <AskingRow key={effect.id} effect={effect} order={order} clicks={clicks} />
        ))}
      </BlockStack>
    </Card>
  );
}

function AskingRow({ effect, order, clicks }: { effect: OrderEffect; order: OrderPage; clicks: Clicks }) {
  const isStuck = effect.state === "needs_person";
  const { approve_action: approve, dismiss_action: dismiss } = order.permissions;
  const isBusy = clicks.pending !== undefined;
  const approveTitle = isStuck ? "Retry" : "Approve";
  const approveButton = (
    <Button
      variant="primary"
      disabled={!approve.allowed || isBusy}
      loading={clicks.pending === nameClick("approve", effect.id)}
      accessibilityLabel={`${approveTitle}: ${actionWish(effect)}`}
      onClick={() => clicks.click("approve", { subject: effect.id })}
    >
      {approveTitle}
    </Button>
  );
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <BlockStack gap="050">
        <Text as="p">{actionWish(effect)}</Text>
        {effect.reason !== null && (
          <Text as="p" tone={isStuck ? "critical" : "subdued"}>
            {effect.reason}
          </Text>
        )}
      </BlockStack>
      <ButtonGroup>
        <Button
          disabled={!dismiss.allowed || isBusy}
          loading={clicks.pending === nameClick("dismiss", effect.id)}
          accessibilityLabel={`Dismiss: ${actionWish(effect)}`}
          onClick={() => clicks.click("dismiss", { subject: effect.id })}
        >
          Dismiss
        </Button>
        {approve.allowed ? approveButton : <Tooltip content={approve.reason}>{approveButton}</Tooltip>}
      </ButtonGroup>
    </InlineStack>
  );
}
