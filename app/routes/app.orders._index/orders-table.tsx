import { useNavigate } from "@remix-run/react";
import {
  Badge,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
  useIndexResourceState,
  type IndexTableProps,
} from "@shopify/polaris";
import type { ListedOrder, OrderList } from "#app/queries/list-orders.ts";
import { countryName } from "#app/ui/words/format-country.ts";
import { formatMoney } from "#app/ui/words/format-money.ts";
import { HeadlineBadge } from "#app/ui/headline-badge.tsx";
import { plainSentence } from "#app/ui/words/plain-sentence.ts";
import { orderTitle } from "#app/ui/words/order-title.ts";
import { Time, useMay } from "#app/ui/shop-context.tsx";
import type { Clicks } from "#app/ui/use-clicks.ts";
import { EmptyList } from "./empty-list.tsx";
import { changeAddress, cursorText, type ListAddress } from "./list-address.ts";
import { OrderRowOnPhone } from "./order-row-on-phone.tsx";

const HEADINGS: IndexTableProps["headings"] = [
  { title: "Order" },
  { title: "Placed" },
  { title: "Status" },
  { title: "Decision" },
  { title: "Ships to" },
];

export type OrdersTableProps = {
  address: ListAddress;
  list: OrderList;
  hasAnyOrder: boolean;
  isPhone: boolean;
  clicks: Clicks;
};

/** One page of orders, as a table or, on a phone, as a list. */
export function OrdersTable({ address, list, hasAnyOrder, isPhone, clicks }: OrdersTableProps) {
  const { smDown } = useBreakpoints({ defaults: { smDown: isPhone } });
  const { orders } = list;
  const navigate = useNavigate();
  const selection = useIndexResourceState(orders);
  const bulk = (intent: string) => ({
    disabled: clicks.pending !== undefined,
    onAction: () => {
      clicks.click(intent, { subject: selection.selectedResources.join(",") });
      selection.clearSelection();
    },
  });
  const mayPass = useMay("release_holds").allowed;
  const mayDecide = useMay("decide_again").allowed;
  const seesPrices = useMay("see_prices").allowed;
  const actions = [
    ...(mayPass ? [{ content: "Pass problems", ...bulk("pass_problems") }] : []),
    ...(mayDecide ? [{ content: "Decide again", ...bulk("decide_again") }] : []),
  ];
  return (
    <IndexTable
      resourceName={{ singular: "order", plural: "orders" }}
      itemCount={orders.length}
      condensed={smDown}
      emptyState={<EmptyList address={address} hasAnyOrder={hasAnyOrder} />}
      selectedItemsCount={selection.allResourcesSelected ? "All" : selection.selectedResources.length}
      onSelectionChange={selection.handleSelectionChange}
      selectable={actions.length > 0}
      promotedBulkActions={actions}
      headings={seesPrices ? [...HEADINGS, { title: "Total", alignment: "end" }] : HEADINGS}
      pagination={paginationOf(list, (side, order) => navigate(changeAddress(address, { [side]: cursorText(order) })))}
    >
      {orders.map((order, position) => (
        <IndexTable.Row
          key={order.id}
          id={order.id}
          position={position}
          selected={selection.selectedResources.includes(order.id)}
        >
          {smDown ? <OrderRowOnPhone order={order} /> : <OrderCells order={order} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** Buttons and no links: Polaris gives a disabled link a label that assistive technology must not be given. */
function paginationOf(
  list: OrderList,
  go: (side: "after" | "before", order: ListedOrder) => void,
): IndexTableProps["pagination"] {
  const first = list.orders[0];
  const last = list.orders.at(-1);
  if (!first || !last || !(list.hasPreviousPage || list.hasNextPage)) return undefined;
  return {
    hasPrevious: list.hasPreviousPage,
    onPrevious: () => go("before", first),
    hasNext: list.hasNextPage,
    onNext: () => go("after", last),
  };
}

function OrderCells({ order }: { order: ListedOrder }) {
  return (
    <>
      <IndexTable.Cell>
        <InlineStack gap="200" wrap={false} blockAlign="center">
          <Link dataPrimaryLink monochrome removeUnderline url={`/app/orders/${order.id}`}>
            <Text as="span" fontWeight="semibold">
              {orderTitle(order)}
            </Text>
          </Link>
          <OrderMarks order={order} />
        </InlineStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Time at={order.createdAt} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack gap="100" wrap={false}>
          <HeadlineBadge headline={order.headline} />
          {order.needsPerson && <Badge tone="attention">Needs you</Badge>}
        </InlineStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <div style={{ maxWidth: "21rem" }}>
          <Text as="span" truncate>
            {plainSentence(order)}
          </Text>
        </div>
      </IndexTable.Cell>
      <IndexTable.Cell>{order.countryCode ? countryName(order.countryCode) : ""}</IndexTable.Cell>
      {order.totalMinor !== null && (
        <IndexTable.Cell>
          <Text as="span" alignment="end" numeric>
            {formatMoney(order.totalMinor, order.currency)}
          </Text>
        </IndexTable.Cell>
      )}
    </>
  );
}

function OrderMarks({ order }: { order: ListedOrder }) {
  return (
    <>
      {order.isTest && <Badge>Test</Badge>}
      {order.isImported && <Badge>Imported</Badge>}
    </>
  );
}
