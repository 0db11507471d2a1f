import { useNavigate } from "@remix-run/react";
import { Badge, BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { FindingKind } from "#app/domain/history/finding.ts";
import type { FindingList, FoundOrder } from "#app/queries/list-history-report.ts";
import { Time } from "#app/ui/shop-context.tsx";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { orderTitle } from "#app/ui/words/order-title.ts";
import { CONFIDENCE_WORDS } from "./finding-words.ts";
import { addressOf } from "./history-address.ts";

export type FindingsTableProps = { kind: FindingKind; list: FindingList; isPhone: boolean };

/** One page of findings, as a table or, on a phone, as a list. */
export function FindingsTable({ kind, list, isPhone }: FindingsTableProps) {
  const { smDown } = useBreakpoints({ defaults: { smDown: isPhone } });
  const navigate = useNavigate();
  const { rows, hasPreviousPage, hasNextPage } = list;
  return (
    <IndexTable
      resourceName={{ singular: "order", plural: "orders" }}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      headings={[
        { title: "Order" },
        { title: "Placed" },
        { title: "What was found" },
        { title: "Confidence" },
        { title: "Money", alignment: "end" },
      ]}
      pagination={
        hasPreviousPage || hasNextPage
          ? {
              hasPrevious: hasPreviousPage,
              onPrevious: () => navigate(addressOf(kind, "before", rows[0])),
              hasNext: hasNextPage,
              onNext: () => navigate(addressOf(kind, "after", rows.at(-1))),
            }
          : undefined
      }
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.orderId} id={row.orderId} position={position}>
          {smDown ? <FindingOnPhone row={row} /> : <FindingCells row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function FindingCells({ row }: { row: FoundOrder }) {
  return (
    <>
      <IndexTable.Cell>
        <OrderLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Time at={row.createdAt} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <div style={{ whiteSpace: "normal", minWidth: "18rem", maxWidth: "36rem" }}>{row.sentence}</div>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <ConfidenceBadge row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {moneyOf(row)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

/** A finding in the width of a hand. */
function FindingOnPhone({ row }: { row: FoundOrder }) {
  return (
    <div style={{ padding: "12px 16px", width: "100%", whiteSpace: "normal" }}>
      <BlockStack gap="100">
        <InlineStack align="space-between" wrap={false} gap="200">
          <OrderLink row={row} />
          <Text as="span" numeric>
            {moneyOf(row)}
          </Text>
        </InlineStack>
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" tone="subdued">
            <Time at={row.createdAt} />
          </Text>
          <ConfidenceBadge row={row} />
        </InlineStack>
        <Text as="span">{row.sentence}</Text>
      </BlockStack>
    </div>
  );
}

function OrderLink({ row }: { row: FoundOrder }) {
  return (
    <Link dataPrimaryLink monochrome removeUnderline url={`/app/orders/${row.orderId}`}>
      <Text as="span" fontWeight="semibold">
        {orderTitle({ name: row.name, id: row.orderId })}
      </Text>
    </Link>
  );
}

function ConfidenceBadge({ row }: { row: FoundOrder }) {
  const { title, tone } = CONFIDENCE_WORDS[row.confidence];
  return <Badge tone={tone}>{title}</Badge>;
}

function moneyOf({ amountMinor, currency }: FoundOrder): string {
  return amountMinor === null ? "" : formatMoney(amountMinor, currency);
}
