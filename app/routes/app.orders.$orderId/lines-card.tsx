import { Badge, BlockStack, Card, Divider, InlineStack, Text, type BadgeProps } from "@shopify/polaris";
import { Fragment } from "react";
import type { LineQuantities } from "#app/domain/orders/line-quantities.ts";
import type { ShownLine, OrderPage } from "#app/queries/in-sight/order-page.ts";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";

/** The lines, and where the units of each are. */
export function LinesCard({ order }: { order: OrderPage }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Lines
        </Text>
        {order.lines.length === 0 && <Text as="p">The lines have not arrived yet.</Text>}
        {order.lines.map((line, index) => (
          <Fragment key={line.id}>
            {index > 0 && <Divider />}
            <LineRow line={line} quantities={order.quantities[index]} order={order} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function LineRow({
  line,
  quantities,
  order,
}: {
  line: ShownLine;
  quantities: LineQuantities | undefined;
  order: OrderPage;
}) {
  const details = [line.variantTitle, line.sku].filter((part) => part).join(" · ");
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200" wrap={false}>
        <BlockStack>
          <Text as="h3" variant="bodyMd" fontWeight="semibold">
            {line.title}
          </Text>
          {details !== "" && (
            <Text as="p" tone="subdued">
              {details}
            </Text>
          )}
        </BlockStack>
        <Text as="p" numeric>
          {order.money && line.unitPriceMinor !== null
            ? `${line.quantity} × ${formatMoney(line.unitPriceMinor, order.money.currency)}`
            : countOf(line.quantity, "unit")}
        </Text>
      </InlineStack>
      {quantities && (
        <InlineStack gap="100">
          {statesOf(quantities).map(({ units, word, tone }) => (
            <Badge key={word} tone={tone}>{`${units} ${word}`}</Badge>
          ))}
        </InlineStack>
      )}
      <PromisedAt line={line} order={order} />
    </BlockStack>
  );
}

function PromisedAt({ line, order }: { line: ShownLine; order: OrderPage }) {
  const promised = order.allocations.filter((allocation) => allocation.lineItemId === line.id);
  if (promised.length === 0) return null;
  const places = promised.map(
    ({ quantity, locationId }) => `${quantity} in ${order.locationNameById[locationId] ?? "a location we do not know"}`,
  );
  return (
    <Text as="p" tone="subdued">
      {`Promised: ${places.join(", ")}`}
    </Text>
  );
}

type UnitState = { units: number; word: string; tone: BadgeProps["tone"] };

/** The states that hold any unit; together they are what was ordered. What came back stands behind. */
function statesOf(line: LineQuantities): UnitState[] {
  const states: UnitState[] = [
    { units: line.fulfilled, word: "fulfilled", tone: "success" },
    { units: line.allocated, word: "allocated", tone: "info" },
    { units: line.backordered, word: "backordered", tone: "attention" },
    { units: line.scheduled, word: "scheduled", tone: "info" },
    { units: line.noWork, word: "without work", tone: undefined },
    { units: line.removed, word: "removed", tone: undefined },
    { units: line.returned, word: "returned", tone: undefined },
    { units: line.restocked, word: "restocked", tone: undefined },
  ];
  return states.filter((state) => state.units > 0);
}
