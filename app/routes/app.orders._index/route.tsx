import type { HeadersFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigation } from "@remix-run/react";
import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { boundary } from "@shopify/shopify-app-remix/server";
import { answerClick } from "#app/answer-click.server.ts";
import { decideAgain } from "#app/commands/decide-again.ts";
import { noteSearch } from "#app/commands/note-personal-read.ts";
import { passAllProblems } from "#app/commands/pass-problems.ts";
import { readForm } from "#app/contracts/read-form.ts";
import { listOrders } from "#app/queries/list-orders.ts";
import { readOrderFilters } from "#app/queries/read-order-filters.ts";
import { pageAction, pageLoader } from "#app/session.server.ts";
import type { ClickAnswer } from "#app/ui/click-answer.ts";
import { countOf } from "#app/ui/words/format-money.ts";
import { Problem } from "#app/ui/problem.tsx";
import { useClicks } from "#app/ui/use-clicks.ts";
import { useLive } from "#app/ui/use-live.ts";
import { readAddress, requestOf } from "./list-request.ts";
import { OrderFiltersBar } from "./order-filters-bar.tsx";
import { OrdersTable } from "./orders-table.tsx";
import { parseBulkClick } from "./parse-bulk-click.ts";

const PAGE_SIZE = 50;

export const meta: MetaFunction = () => [{ title: "Orders - Switchyard" }];

export const loader = pageLoader("open_app", async ({ request, shop, by, click }) => {
  const address = readAddress(new URL(request.url).searchParams);
  const [list, filters] = await Promise.all([
    listOrders(shop, by, requestOf(address, PAGE_SIZE)),
    readOrderFilters(shop, by),
  ]);
  const found = list.orders.map(({ id }) => id);
  if (list.isPersonalSearch) await noteSearch(shop, click, found);
  // The first rendering has no window to measure: a phone says that it is one, and its list is not built twice.
  const isPhone = /\bMobi/.test(request.headers.get("user-agent") ?? "");
  return { address, list, filters, isPhone };
});

export const action = pageAction("open_app", async ({ request, context, shop, click }): Promise<ClickAnswer> => {
  const parsed = parseBulkClick(await readForm(request));
  if (!parsed.success) return { problem: "Choose up to 100 orders." };
  const { intent, subject: orderIds } = parsed.data;
  const outcome =
    intent === "pass_problems"
      ? await passAllProblems(shop, click, orderIds)
      : await decideAgain(shop, click, orderIds);
  const changed = countOf("messageIds" in outcome ? outcome.messageIds.length : 0, "order");
  return answerClick(
    shop,
    context,
    outcome,
    intent === "pass_problems" ? `Passed the problems of ${changed}` : `Decided ${changed} again`,
  );
});

export default function OrdersPage() {
  const { address, list, filters, isPhone } = useLoaderData<typeof loader>();
  const navigation = useNavigation();
  const clicks = useClicks();
  const isWaiting = clicks.answer !== undefined && "waiting" in clicks.answer;
  useLive(isWaiting ? 3_000 : null);
  const isLoading = navigation.state === "loading" && navigation.location.pathname === "/app/orders";
  return (
    <Page title="Orders" backAction={{ content: "Home", url: "/app" }} fullWidth>
      <BlockStack gap="400">
        <Problem sentence={clicks.problem} />
        <Card padding="0">
          <OrderFiltersBar address={address} filters={filters} isLoading={isLoading} isPhone={isPhone} />
          <OrdersTable
            address={address}
            list={list}
            hasAnyOrder={filters.hasAnyOrder}
            isPhone={isPhone}
            clicks={clicks}
          />
        </Card>
        {list.isPersonalSearch && !list.hasNextPage && list.orders.length > 0 && (
          <Text as="p" tone="subdued" alignment="center">
            {`A search finds ${address.sort === "newest" ? "the newest" : "the oldest"} 1,000 orders with these words. Type more of them to find others.`}
          </Text>
        )}
      </BlockStack>
    </Page>
  );
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
