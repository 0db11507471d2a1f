import { z } from "zod";
import { storableText } from "#app/contracts/platform-values.ts";
import { isRowId } from "#app/contracts/row-id.ts";
import type { OrderCursor, OrderListRequest } from "#app/queries/list-orders.ts";
import type { ListAddress } from "./list-address.ts";
import { ORDER_TABS } from "./order-tabs.ts";

const address = z.object({
  tab: z.enum(ORDER_TABS.map((tab) => tab.key) as [string, ...string[]]).catch("all"),
  search: z.string().trim().max(100).transform(storableText).catch(""),
  country: z.string().regex(/^[A-Z]{2}$/).nullable().catch(null),
  source: z.string().min(1).max(100).transform(storableText).nullable().catch(null),
  test: z.enum(["yes", "no"]).nullable().catch(null),
  sort: z.enum(["newest", "oldest"]).catch("newest"),
  after: z.string().nullable().catch(null),
  before: z.string().nullable().catch(null),
}); // prettier-ignore

export function readAddress(parameters: URLSearchParams): ListAddress {
  const keys = Object.keys(address.shape);
  return address.parse(Object.fromEntries(keys.map((key) => [key, parameters.get(key)])));
}

export function requestOf(from: ListAddress, pageSize: number): OrderListRequest {
  const tab = ORDER_TABS.find((each) => each.key === from.tab) ?? ORDER_TABS[0];
  const after = parseCursor(from.after);
  const before = parseCursor(from.before);
  return {
    tab: tab.shows,
    search: from.search,
    countryCode: from.country,
    sourceName: from.source,
    isTest: from.test === null ? null : from.test === "yes",
    sort: from.sort,
    from: after ? { side: "after", cursor: after } : before ? { side: "before", cursor: before } : null,
    pageSize,
  };
}

function parseCursor(text: string | null): OrderCursor | null {
  // Milliseconds of 13 digits end in the year 2286; later ones are written in a form that the database does not read.
  const [, time = "", id = ""] = /^(\d{1,13})_(\d+)$/.exec(text ?? "") ?? [];
  const at = new Date(Number(time));
  return isRowId(id) && !Number.isNaN(at.getTime()) ? { createdAt: at.toISOString(), id } : null;
}
