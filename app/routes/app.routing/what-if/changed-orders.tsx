import { BlockStack, Button, Divider, InlineStack, Link, Select, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { listInWords } from "#app/domain/basics/phrase.ts";
import type { RouteFigures } from "#app/domain/routing/what-if/route-figures.ts";
import type { ChangedOrder, WhatIf } from "#app/queries/routing/what-if/replay-period.ts";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";

const SHOWN_AT_ONCE = 20;

const ORDERINGS = {
  dearer: { label: "Dearest first", compare: (a: ChangedOrder, b: ChangedOrder) => dearerBy(b) - dearerBy(a) },
  cheaper: { label: "Most saved first", compare: (a: ChangedOrder, b: ChangedOrder) => dearerBy(a) - dearerBy(b) },
  later: { label: "Latest first", compare: (a: ChangedOrder, b: ChangedOrder) => laterBy(b) - laterBy(a) },
  time: { label: "As they were routed", compare: () => 0 },
} as const;
type Ordering = keyof typeof ORDERINGS;

/** Every order that would have left from elsewhere. */
export function ChangedOrders({ result }: { result: WhatIf }) {
  const [ordering, setOrdering] = useState<Ordering>("dearer");
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (result.changed.length === 0) return null;
  const sorted = [...result.changed].sort(ORDERINGS[ordering].compare);
  const left = sorted.length - shown;
  return (
    <BlockStack gap="300">
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {`${countOf(sorted.length, "order")} would have left from elsewhere`}
        </Text>
        <Select
          label="Order of the list"
          labelHidden
          options={Object.entries(ORDERINGS).map(([value, { label }]) => ({ value, label }))}
          value={ordering}
          onChange={(value) => setOrdering(value as Ordering)}
        />
      </InlineStack>
      {sorted.slice(0, shown).map((order) => (
        <Fragment key={order.orderId}>
          <Divider />
          <ChangedRow order={order} result={result} />
        </Fragment>
      ))}
      {left > 0 && (
        <InlineStack>
          <Button onClick={() => setShown(shown + 5 * SHOWN_AT_ONCE)}>
            {`Show ${Math.min(left, 5 * SHOWN_AT_ONCE).toLocaleString("en")} more of ${left.toLocaleString("en")}`}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

function ChangedRow({ order, result: { locationNames, currency } }: { order: ChangedOrder; result: WhatIf }) {
  const by = dearerBy(order);
  return (
    <InlineStack align="space-between" gap="300" wrap={false}>
      <BlockStack gap="050">
        <Link url={`/app/orders/${order.orderId}`}>{order.name}</Link>
        <Text as="p">{`${sayPlaces(order.today, locationNames)} → ${sayPlaces(order.draft, locationNames)}`}</Text>
      </BlockStack>
      <Text as="p" alignment="end" numeric>
        {`${by > 0 ? "+" : ""}${formatMoney(by, currency)}`}
        {sayDays(laterBy(order))}
      </Text>
    </InlineStack>
  );
}

function sayPlaces({ unitsByLocation, waitingUnits }: RouteFigures, names: Record<string, string>): string {
  const places = Object.keys(unitsByLocation).map((id) => names[id] ?? "a location that is gone");
  const waiting = waitingUnits === 0 ? [] : [`${countOf(waitingUnits, "unit")} waiting`];
  return [...(places.length === 0 ? [] : [listInWords(places)]), ...waiting].join(", ");
}

function sayDays(days: number): string {
  if (days === 0) return "";
  return `, ${countOf(Math.abs(days), "day")} ${days > 0 ? "later" : "sooner"}`;
}

function dearerBy({ today, draft }: ChangedOrder): number {
  return draft.paidMinor - today.paidMinor;
}

function laterBy({ today, draft }: ChangedOrder): number {
  return draft.daysLater - today.daysLater;
}
