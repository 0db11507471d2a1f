import { expect, test } from "vitest";
import type { Answer } from "#tests/between-shops/matrix/ask.ts";
import { decodeData, leavesOf } from "#tests/between-shops/matrix/decode-data.ts";
import { askAs, formOf } from "#tests/between-shops/matrix/judge.ts";
import type { Matrix } from "#tests/between-shops/matrix/open-matrix.ts";
import { askIn, roleCasesOf, staffOf } from "#tests/between-shops/matrix/role-asking.ts";
import { STAFF_ROLES } from "#tests/between-shops/matrix/role-expectations.ts";
import type { Route } from "#tests/between-shops/matrix/route-table.ts";

const MONEY = /minor|price|amount|\btotal(?!Quantity)|subtotal|\btax|currencyCode|paid|refund/i;
/** An amount as sentences write it: 12.00 EUR, €12. */
const AMOUNT = /\d[.,]\d\d (?:EUR|USD|GBP|CHF|SEK)\b|[€$£] ?\d/;
const STOCK = /oversold|allocation|available|onHand|committed|levels|safetyStock/i;
/** Files are bytes, and no data that could be taken apart. */
const FILES = ["routes/app.documents.$documentId", "routes/app.rate-files.$name"];
const PAGES_WITH_MONEY = ["routes/app.orders._index", "routes/app.orders.$orderId"];
const PAGES_WITH_STOCK = ["routes/app", "routes/app._index", "routes/app.orders.$orderId"];

/** What a role may not see is not in the data of a page: leaving it out of what is drawn would not be enough. */
export function tryFigures(routes: readonly Route[], open: () => Matrix): void {
  const cases = roleCasesOf(routes);
  const pages = cases.filter(
    ({ title, route }) => title.endsWith("GET") && !["routes/app.$", ...FILES].includes(route.id),
  );

  test.each(pages)("the data of $title has no figure of money for the warehouse", async (each) => {
    const staff = await staffOf(open());
    const answer = await askIn(open(), "warehouse", each);
    if (answer.status === 403) return;
    const leaves = dataOf(answer, each.route);
    expect(leaves.filter(([path]) => MONEY.test(path))).toEqual([]);
    expect(leaves.filter(([, value]) => staff.amounts.has(Number(value)) || AMOUNT.test(String(value)))).toEqual([]);
    // The control: the same page shows some to the owner, or there is none to be shown.
    const shown = dataOf(await askIn(open(), "owner", each), each.route).filter(([path]) => MONEY.test(path));
    expect(shown.length > 0).toBe(PAGES_WITH_MONEY.includes(each.route.id));
  });

  test.each(pages)("the data of $title has nothing of stock for accounting", async (each) => {
    const answer = await askIn(open(), "accounting", each);
    if (answer.status === 403) return;
    expect(dataOf(answer, each.route).filter(([path]) => STOCK.test(path))).toEqual([]);
    const shown = dataOf(await askIn(open(), "owner", each), each.route).filter(([path]) => STOCK.test(path));
    expect(shown.length > 0).toBe(PAGES_WITH_STOCK.includes(each.route.id));
  });
}

/** Whose orders and buyers somebody sees, and that it is written down. */
export function tryOwnOrders(open: () => Matrix): void {
  test("the warehouse sees orders with work at its own locations, and no others", async () => {
    const staff = await staffOf(open());
    const list = (role: "warehouse" | "owner") => askOrders(open(), staff.idByRole[role]);
    const all = await list("owner");
    const own = all.filter((id) => staff.orderIdsAtOwnLocation.has(id));
    expect(await list("warehouse")).toEqual(own);
    expect(own.length).toBeGreaterThan(0);
    const elsewhere = all.find((id) => !staff.orderIdsAtOwnLocation.has(id))!;
    const { domain } = open().here;
    const who = { domain, staffId: staff.idByRole.warehouse };
    expect((await askAs(open(), who, { path: `/app/orders/${elsewhere}` }, "data")).status).toBe(404);
    const block = await askAs(open(), who, { path: `/api/admin-order?order=${elsewhere}` }, "resource");
    expect(block.text).toMatch(/"order":null/);
    const named = staff.nameById.get(elsewhere)!;
    const found = await askAs(open(), who, { path: `/app/orders?search=${encodeURIComponent(named)}` }, "data");
    expect(found.text).not.toContain(elsewhere);
  });

  test.each([...STAFF_ROLES, "owner" as const])("what %s sees of a buyer is logged with their name", async (role) => {
    const staff = await staffOf(open());
    const { owner, here } = open();
    const { orderId, buyerName } = staff.bought;
    const who = { domain: here.domain, staffId: staff.idByRole[role] };
    await owner.query("DELETE FROM action_log WHERE shop = $1", [here.shop]);
    const { text } = await askAs(open(), who, { path: `/app/orders/${orderId}` }, "data");
    const { rows } = await owner.query("SELECT subject FROM action_log WHERE shop = $1 AND person_id = $2", [
      here.shop,
      who.staffId,
    ]);
    expect(rows.length > 0).toBe(text.includes(buyerName));
  });
}

function dataOf({ text }: Answer, route: Route) {
  const leaves = leavesOf(formOf(route) === "data" ? decodeData(text) : JSON.parse(text));
  // A count of none tells of none.
  return leaves.filter(([, value]) => value !== 0);
}

async function askOrders(matrix: Matrix, staffId: string): Promise<string[]> {
  const { domain } = matrix.here;
  const { text } = await askAs(matrix, { domain, staffId }, { path: "/app/orders" }, "data");
  const leaves = leavesOf(decodeData(text));
  return leaves.filter(([path]) => /list\.orders\.\d+\.id$/.test(path)).map(([, value]) => String(value));
}
