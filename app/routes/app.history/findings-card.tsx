import { useNavigate } from "@remix-run/react";
import { Badge, BlockStack, Box, Card, InlineStack, Link, Tabs, Text } from "@shopify/polaris";
import { CONFIDENCES, type FindingKind } from "#app/domain/history/finding.ts";
import type { FindingList } from "#app/queries/list-history-report.ts";
import type { HistoryReport } from "#app/queries/read-history-report.ts";
import { EmptyPicture } from "#app/ui/empty-picture.tsx";
import { countOf } from "#app/ui/words/format-money.ts";
import { CONFIDENCE_WORDS, FINDING_WORDS } from "./finding-words.ts";
import { FindingsTable } from "./findings-table.tsx";
import { addressOf } from "./history-address.ts";

export type FindingsCardProps = { report: HistoryReport; kind: FindingKind; list: FindingList; isPhone: boolean };

/** The orders of one kind, with what is meant by it and how far it can be relied on. */
export function FindingsCard({ report, kind, list, isPhone }: FindingsCardProps) {
  const navigate = useNavigate();
  const kinds = report.kinds.map((each) => each.kind);
  const summary = report.kinds.find((each) => each.kind === kind);
  const { looksFor, remedy } = FINDING_WORDS[kind];
  return (
    <Card padding="0">
      <Tabs
        tabs={kinds.map((each) => ({ id: each, content: FINDING_WORDS[each].title, panelID: "findings" }))}
        selected={kinds.indexOf(kind)}
        onSelect={(index) => navigate(addressOf(kinds[index]!), { preventScrollReset: true })}
      />
      <div id="findings" role="tabpanel" aria-labelledby={kind}>
        <Box padding="400" borderBlockStartWidth="025" borderColor="border">
          <BlockStack gap="300">
            <Text as="p">
              {looksFor} {remedy} <Link url="/app/settings">Choose in Settings what it may do.</Link>
            </Text>
            {summary !== undefined && summary.orders > 0 && <Legend byConfidence={summary.byConfidence} />}
          </BlockStack>
        </Box>
        {list.rows.length === 0 ? (
          <NothingFound orders={report.orders} />
        ) : (
          <FindingsTable kind={kind} list={list} isPhone={isPhone} />
        )}
      </div>
    </Card>
  );
}

function Legend({ byConfidence }: { byConfidence: Record<(typeof CONFIDENCES)[number], number> }) {
  return (
    <BlockStack gap="100">
      {CONFIDENCES.filter((confidence) => byConfidence[confidence] > 0).map((confidence) => {
        const { title, meaning, tone } = CONFIDENCE_WORDS[confidence];
        return (
          <InlineStack key={confidence} gap="200" blockAlign="center">
            <Badge tone={tone}>{title}</Badge>
            <Text as="span" tone="subdued">
              {countOf(byConfidence[confidence], "order")}. {meaning}
            </Text>
          </InlineStack>
        );
      })}
    </BlockStack>
  );
}

function NothingFound({ orders }: { orders: number }) {
  return (
    <Box padding="800">
      <BlockStack gap="200" inlineAlign="center">
        <EmptyPicture />
        <Text as="p" variant="headingMd">
          Nothing of this kind was found in {countOf(orders, "order")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          Switchyard goes on looking at every order that comes in.
        </Text>
      </BlockStack>
    </Box>
  );
}
