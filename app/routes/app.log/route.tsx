import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Card, InlineGrid, Page, Pagination, Select } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { isRowId } from "#app/contracts/row-id.ts";
import { listActions } from "#app/queries/people/list-actions.ts";
import { pageLoader } from "#app/session.server.ts";
import { LOGGED_ACTIONS } from "#app/ui/words/logged-action.ts";
import { EntriesCard } from "./entries-card.tsx";
import { logAddress, type LogAddress } from "./log-address.ts";

const PAGE_SIZE = 50;

export const meta: MetaFunction = () => [{ title: "Log - Switchyard" }];

export const loader = pageLoader("see_log", async ({ request, shop }) => {
  const parameters = new URL(request.url).searchParams;
  const rowId = (name: string) => {
    const text = parameters.get(name) ?? "";
    return isRowId(text) ? text : null;
  };
  const kind = parameters.get("kind") ?? "";
  const address: LogAddress = { person: rowId("person"), kind: kind in LOGGED_ACTIONS ? kind : null };
  const asked = { personId: address.person, action: address.kind, beforeId: rowId("before"), pageSize: PAGE_SIZE };
  return { ...(await listActions(shop, asked)), address, isFirstPage: asked.beforeId === null };
});

export default function LogPage() {
  const { entries, hasNextPage, people, names, address, isFirstPage } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const go = (changed: Partial<LogAddress>) => navigate(logAddress({ ...address, ...changed }));
  const last = entries.at(-1);
  return (
    <Page
      title="Log"
      subtitle="What people did, and whose personal data they saw. Nothing is ever left out."
      backAction={{ content: "People", url: "/app/people" }}
    >
      <BlockStack gap="400">
        <Card>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
            <Select
              label="Person"
              options={[
                { value: "", label: "Everybody" },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={address.person ?? ""}
              onChange={(person) => go({ person: person || null })}
            />
            <Select
              label="Kind"
              options={[
                { value: "", label: "Everything" },
                ...Object.entries(LOGGED_ACTIONS).map(([value, label]) => ({ value, label })),
              ]}
              value={address.kind ?? ""}
              onChange={(kind) => go({ kind: kind || null })}
            />
          </InlineGrid>
        </Card>
        <EntriesCard entries={entries} names={names} isNarrowed={address.person !== null || address.kind !== null} />
        {(hasNextPage || !isFirstPage) && (
          <Pagination
            hasPrevious={!isFirstPage}
            previousTooltip="Back to the newest"
            onPrevious={() => navigate(logAddress(address))}
            hasNext={hasNextPage}
            nextTooltip="Older entries"
            onNext={() => last && navigate(logAddress(address, last.id))}
          />
        )}
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
