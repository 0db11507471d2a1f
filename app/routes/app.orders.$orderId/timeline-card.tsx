import { Badge, BlockStack, Card, InlineStack, Link, Text, type BadgeProps } from "@shopify/polaris";
import type { OrderEvent, OrderPage } from "#app/queries/in-sight/order-page.ts";
import { Time } from "#app/ui/shop-context.tsx";

const WORD_BY_KIND: Readonly<Record<string, { word: string; tone: BadgeProps["tone"] }>> = {
  fact: { word: "Shopify", tone: undefined },
  decision: { word: "Decided", tone: "info" },
  effect: { word: "Done", tone: "success" },
  person: { word: "Person", tone: "attention" },
};

/** What happened, newest first: what Shopify told, what was decided, what was done, and who stepped in. */
export function TimelineCard({ order, moreEvents }: { order: OrderPage; moreEvents: number | null }) {
  // It tells amounts: who sees no prices is not sent it.
  if (order.events === null) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Timeline
        </Text>
        {order.events.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing has happened yet.
          </Text>
        )}
        {order.events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
        {order.hasEarlierEvents && moreEvents !== null && (
          <Link url={`/app/orders/${order.id}?events=${moreEvents}`}>Show earlier entries</Link>
        )}
      </BlockStack>
    </Card>
  );
}

function EventRow({ event }: { event: OrderEvent }) {
  const kind = WORD_BY_KIND[event.kind] ?? { word: event.kind, tone: undefined };
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <InlineStack gap="200" blockAlign="start" wrap={false}>
        <div style={{ width: "4.75rem", flexShrink: 0 }}>
          <Badge tone={kind.tone}>{kind.word}</Badge>
        </div>
        <Text as="p" breakWord>
          {event.sentence}
        </Text>
      </InlineStack>
      <div style={{ whiteSpace: "nowrap" }}>
        <Text as="p" tone="subdued">
          <Time at={event.at} />
        </Text>
      </div>
    </InlineStack>
  );
}
