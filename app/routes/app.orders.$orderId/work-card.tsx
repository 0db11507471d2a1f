import { Badge, BlockStack, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import type { OrderPage } from "#app/queries/in-sight/order-page.ts";
import { PLAN_STATE } from "./plan-state.ts";

/** The fulfillment orders: which location does what, and how far it is. */
export function WorkCard({ order }: { order: OrderPage }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Fulfillment orders
        </Text>
        {order.work.length === 0 && (
          <Text as="p" tone="subdued">
            {!order.isWorkRead
              ? "They have not been read from Shopify yet."
              : "Shopify made none: there is nothing to ship."}
          </Text>
        )}
        {order.work.map((work, index) => (
          <Fragment key={work.id}>
            {index > 0 && <Divider />}
            <WorkRow work={work} order={order} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function WorkRow({ work, order }: { work: FulfillmentOrderFacts; order: OrderPage }) {
  const place =
    work.locationId === null
      ? "Deleted location"
      : (order.locationNameById[work.locationId] ?? `Location ${work.locationId}`);
  const plan = order.decision?.planByFulfillmentOrder[work.id];
  const state =
    PLAN_STATE[plan?.state ?? order.planStateByFulfillmentOrder[work.id] ?? "deciding"] ?? PLAN_STATE.deciding;
  const titleByLine = new Map(order.lines.map((line) => [line.id, line.title]));
  const goods = work.lines
    .filter((line) => line.totalQuantity > 0)
    .map((line) => `${line.totalQuantity} × ${titleByLine.get(line.lineItemId) ?? "an item we do not know"}`);
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="bodyMd" fontWeight="semibold">
          {place}
        </Text>
        <Badge tone={state.tone}>{state.title}</Badge>
      </InlineStack>
      {plan && plan.sentence !== "" && <Text as="p">{plan.sentence}</Text>}
      <Text as="p" tone="subdued">
        {goods.join(", ")}
      </Text>
      {work.holds.map((hold) => (
        <Text as="p" key={hold.id} tone="subdued">
          {`${hold.isOurs ? "Our hold" : "Hold of another app or person"}: ${hold.reasonNotes || hold.reason.toLowerCase().replaceAll("_", " ")}`}
        </Text>
      ))}
    </BlockStack>
  );
}
