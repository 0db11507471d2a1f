import type { HeadlineStatus } from "#app/domain/orders/headline-status.ts";
import type { OrderListRequest } from "#app/queries/list-orders.ts";

export type OrderTab = {
  /** In the page's address. */
  key: string;
  title: string;
  shows: OrderListRequest["tab"];
  /** What an empty tab says to do, or that there is nothing to do. */
  empty: string;
};

const headlines = (...statuses: HeadlineStatus[]) => ({ headlines: statuses });

/** The views over the orders. */
export const ORDER_TABS: readonly [OrderTab, ...OrderTab[]] = [
  { key: "all", title: "All", shows: "all", empty: "Orders appear here within seconds of being placed." },
  {
    key: "needs_you",
    title: "Needs you",
    shows: "needs_person",
    empty: "No order needs you. They all go by themselves.",
  },
  { key: "held", title: "Held", shows: headlines("Held"), empty: "No order is on hold." },
  {
    key: "backordered",
    title: "Backordered",
    shows: headlines("Backordered", "Part backordered"),
    empty: "No order waits for goods. When stock comes in, the oldest order is served first.",
  },
  { key: "ready", title: "Ready", shows: headlines("Ready"), empty: "No order is with a warehouse right now." },
  {
    key: "shipped",
    title: "Shipped",
    shows: headlines("Part shipped", "Shipped", "Delivered"),
    empty: "No order has left yet.",
  },
  {
    key: "came_back",
    title: "Came back",
    shows: headlines("Not delivered", "Part returned", "Returned"),
    empty: "No parcel came back.",
  },
  {
    key: "cancelled",
    title: "Cancelled",
    shows: headlines("Cancelled", "Refunded", "Deleted"),
    empty: "No order was cancelled.",
  },
];
