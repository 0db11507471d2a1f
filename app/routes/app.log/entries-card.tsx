import { BlockStack, Box, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { ROLE_TITLE, ROLES } from "#app/domain/people/role-can.ts";
import type { LogEntry } from "#app/queries/people/list-actions.ts";
import { EmptyPicture } from "#app/ui/empty-picture.tsx";
import { Fold } from "#app/ui/fold.tsx";
import { indentJson } from "#app/ui/indent-json.ts";
import { Payload } from "#app/ui/payload.tsx";
import { Time } from "#app/ui/shop-context.tsx";
import { loggedAction } from "#app/ui/words/logged-action.ts";

export type EntriesCardProps = { entries: LogEntry[]; names: Record<string, string>; isNarrowed: boolean };

/** One page of the log, newest first. */
export function EntriesCard({ entries, names, isNarrowed }: EntriesCardProps) {
  return (
    <Card>
      {entries.length === 0 ? (
        <Nothing isNarrowed={isNarrowed} />
      ) : (
        <BlockStack gap="300">
          {entries.map((entry, index) => (
            <Fragment key={entry.id}>
              {index > 0 && <Divider />}
              <EntryRow entry={entry} names={names} />
            </Fragment>
          ))}
        </BlockStack>
      )}
    </Card>
  );
}

function EntryRow({ entry, names }: { entry: LogEntry; names: Record<string, string> }) {
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200">
      <div style={{ flex: 1, minWidth: "12rem" }}>
        <BlockStack gap="050">
          <Text as="p">
            <Text as="span" fontWeight="semibold">
              {entry.person}
            </Text>
            {`: ${loggedAction(entry.action)}`}
          </Text>
          <Text as="p" tone="subdued">
            {orderIdsOf(entry.details) === undefined ? (
              <Subject text={entry.subject} names={names} />
            ) : (
              <FoundOrders details={entry.details} names={names} />
            )}
            {sayRoleChange(entry)}
          </Text>
          {hasMore(entry) && (
            <Fold title="Details">
              <Payload label={`Details of ${entry.id}`} text={indentJson(JSON.stringify(entry.details))} />
            </Fold>
          )}
        </BlockStack>
      </div>
      <Text as="p" tone="subdued">
        <Time at={entry.at} />
      </Text>
    </InlineStack>
  );
}

/** "document INV-1 of order 1001" with the order's own name, as a way to it. */
function Subject({ text, names }: { text: string; names: Record<string, string> }) {
  const [, before = "", kind = "", id = ""] = /^(.*?)\b(order|person) (\d+)$/.exec(text) ?? [];
  const name = names[`${kind} ${id}`];
  if (name === undefined) return text;
  if (kind === "person") return name;
  return (
    <>
      {before}
      <Link url={`/app/orders/${id}`}>{name}</Link>
    </>
  );
}

/** The orders that a search has shown. */
function FoundOrders({ details, names }: { details: unknown; names: Record<string, string> }) {
  const ids = orderIdsOf(details);
  if (ids === undefined) return null;
  if (ids.length === 0) return "No order was found.";
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index > 0 && ", "}
      <Link url={`/app/orders/${id}`}>{names[`order ${id}`] ?? id}</Link>
    </Fragment>
  ));
}

/** "Warehouse instead of Viewer", where that is what was changed. */
function sayRoleChange({ action, details }: LogEntry): string {
  if (action !== "change_person") return "";
  const [before, after] = (["before", "after"] as const).map((moment) => {
    const state: unknown = (details as Record<string, unknown> | null)?.[moment];
    return ROLES.find((role) => role === (state as { role?: unknown } | null)?.role);
  });
  if (!before || !after || before === after) return "";
  return `: ${ROLE_TITLE[after]} instead of ${ROLE_TITLE[before]}`;
}

function orderIdsOf(details: unknown): string[] | undefined {
  if (typeof details !== "object" || details === null || !("orderIds" in details)) return undefined;
  return Array.isArray(details.orderIds) ? details.orderIds.map(String) : undefined;
}

function hasMore({ details }: LogEntry): boolean {
  return details !== null && orderIdsOf(details) === undefined;
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <Box padding="400">
      <BlockStack gap="200" inlineAlign="center">
        <EmptyPicture />
        <Text as="p" variant="headingMd">
          {isNarrowed ? "No entry fits this" : "Nothing has happened yet"}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {isNarrowed
            ? "Choose everybody, or everything."
            : "What people do and whose data they see appears here at once."}
        </Text>
      </BlockStack>
    </Box>
  );
}
