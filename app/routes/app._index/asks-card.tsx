import { BlockStack, Button, ButtonGroup, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { Ask } from "#app/queries/read-asks.ts";
import { actionWish } from "#app/ui/words/action-sentence.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { nameClick, type Clicks } from "#app/ui/use-clicks.ts";

export type AsksCardProps = { title: string; asks: Ask[]; total: number; clicks: Clicks; approve: string };

/** Effects at Shopify that wait for one click. */
export function AsksCard({ title, asks, total, clicks, approve }: AsksCardProps) {
  if (asks.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {asks.map((ask, index) => (
          <Fragment key={ask.id}>
            {index > 0 && <Divider />}
            <AskRow ask={ask} clicks={clicks} approve={approve} />
          </Fragment>
        ))}
        {total > asks.length && (
          <Text as="p" tone="subdued">
            {`${countOf(total - asks.length, "more waits", "more wait")} behind ${asks.length === 1 ? "it" : "these"}.`}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function AskRow({ ask, clicks, approve }: { ask: Ask; clicks: Clicks; approve: string }) {
  const isBusy = clicks.pending !== undefined;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
      <BlockStack gap="050">
        <Text as="p">
          <Link url={`/app/orders/${ask.orderId}`}>{ask.orderName}</Link>
          {`: ${actionWish(ask)}`}
        </Text>
        <Text as="p" tone="subdued">
          {ask.reason ?? ask.orderSentence}
        </Text>
      </BlockStack>
      <ButtonGroup noWrap>
        <Button
          size="slim"
          disabled={isBusy}
          accessibilityLabel={`Dismiss for ${ask.orderName}: ${actionWish(ask)}`}
          loading={clicks.pending === nameClick("dismiss", ask.id)}
          onClick={() => clicks.click("dismiss", { subject: ask.id })}
        >
          Dismiss
        </Button>
        <Button
          size="slim"
          disabled={isBusy}
          accessibilityLabel={`${approve} for ${ask.orderName}: ${actionWish(ask)}`}
          loading={clicks.pending === nameClick("approve", ask.id)}
          onClick={() => clicks.click("approve", { subject: ask.id })}
        >
          {approve}
        </Button>
      </ButtonGroup>
    </InlineStack>
  );
}
