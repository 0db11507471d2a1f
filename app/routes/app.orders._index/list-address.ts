import type { OrderCursor, OrderListRequest } from "#app/queries/list-orders.ts";

/** What the page's address says about the list. Everything is optional; what makes no sense is as if it were not there. */
export type ListAddress = {
  tab: string;
  search: string;
  country: string | null;
  source: string | null;
  test: "yes" | "no" | null;
  sort: OrderListRequest["sort"];
  after: string | null;
  before: string | null;
};

/** The list's address with something changed. A change of what is listed begins at its first page. */
export function changeAddress(current: ListAddress, changed: Partial<ListAddress>): string {
  const next = { ...current, after: null, before: null, ...changed };
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) {
    const isDefault =
      value === null || value === "" || (key === "tab" && value === "all") || (key === "sort" && value === "newest");
    if (!isDefault) parameters.set(key, value);
  }
  return parameters.size === 0 ? "/app/orders" : `/app/orders?${parameters}`;
}

/** An order's place in the list, for an address: its time in milliseconds and its id. */
export function cursorText({ createdAt, id }: OrderCursor): string {
  return `${Date.parse(createdAt)}_${id}`;
}
