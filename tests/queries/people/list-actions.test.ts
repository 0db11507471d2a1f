import { expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { clickAs, personAs } from "#tests/commands/click-as.ts";
import { logAction } from "#app/commands/log-action.ts";
import { notePersonalRead, noteSearch } from "#app/commands/note-personal-read.ts";
import { listActions, type LogRequest } from "#app/queries/people/list-actions.ts";

const everything: LogRequest = { personId: null, action: null, beforeId: null, pageSize: 10 };

/** 25 entries: those of even numbers by person 8, every fifth a look at personal data. */
async function fillLog(shop: string): Promise<void> {
  for (let number = 1; number <= 25; number++) {
    const click = clickAs({ id: number % 2 === 0 ? "8" : "7" });
    const action = number % 5 === 0 ? "read_personal_data" : "decide_again";
    await forShop(shop, (client) => logAction(client, shop, click, { action, subject: `order ${number}` }));
  }
}

/** The subjects of the whole log, page after page. */
async function readWhole(shop: string, request: LogRequest): Promise<string[]> {
  const subjects: string[] = [];
  for (let beforeId: string | null = null; ;) {
    const page = await listActions(shop, { ...request, beforeId });
    subjects.push(...page.entries.map(({ subject }) => subject));
    if (!page.hasNextPage) return subjects;
    beforeId = page.entries.at(-1)!.id;
  }
}

const orders = (numbers: number[]) => numbers.map((number) => `order ${number}`);

test("page after page leads to the first entry, and none is left out or shown twice", async () => {
  const shop = await openTestShop();
  await fillLog(shop);
  expect(await readWhole(shop, everything)).toEqual(orders(Array.from({ length: 25 }, (_, index) => 25 - index)));
  // The last page is exactly full: there is no empty one behind it.
  expect(await readWhole(shop, { ...everything, pageSize: 5 })).toHaveLength(25);
});

test("the log is read by person and by kind, each to its end", async () => {
  const shop = await openTestShop();
  await fillLog(shop);
  expect(await readWhole(shop, { ...everything, personId: "8", pageSize: 2 })).toEqual(
    orders([24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2]),
  );
  const looks = { ...everything, action: "read_personal_data", pageSize: 2 };
  expect(await readWhole(shop, looks)).toEqual(orders([25, 20, 15, 10, 5]));
  expect(await readWhole(shop, { ...looks, personId: "8" })).toEqual(orders([20, 10]));
});

test("an entry that comes in while one reads moves nothing", async () => {
  const shop = await openTestShop();
  await fillLog(shop);
  const first = await listActions(shop, everything);
  await forShop(shop, (client) => logAction(client, shop, clickAs(), { action: "stop_everything", subject: "x" }));
  const second = await listActions(shop, { ...everything, beforeId: first.entries.at(-1)!.id });
  expect(second.entries.map(({ subject }) => subject)).toEqual(orders([15, 14, 13, 12, 11, 10, 9, 8, 7, 6]));
});

test("orders and people that entries speak of are called by their names", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  for (const id of ["1", "2"]) await placeOrder(shop, id);
  await placeOrder(other, "3");
  const known = { shop: BigInt(shop), role: "support", firstSeenAt: NOW, lastSeenAt: NOW, namedAt: NOW };
  await forShop(shop, (client) =>
    client.person.createMany({
      data: [
        { ...known, id: 8n, name: "Ada Vega" },
        { ...known, id: 9n },
      ],
    }),
  );
  await notePersonalRead(shop, clickAs(), "document INV-1 of order 1");
  await noteSearch(shop, clickAs(), ["2", "3"]);
  const { names, people } = await listActions(shop, everything);
  expect(names).toEqual({
    "order 1": "#1",
    "order 2": "#2",
    "person 8": "Ada Vega",
    "person 9": "Staff member 9",
  });
  expect(people).toEqual([
    { id: "9", name: "Staff member 9" },
    { id: "8", name: "Ada Vega" },
  ]);
});

test("nothing of another shop's log is shown", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await fillLog(other);
  expect(await listActions(shop, everything)).toEqual({ entries: [], hasNextPage: false, people: [], names: {} });
});

test("a search is logged with what it found and without what was typed, once for each result", async () => {
  const shop = await openTestShop();
  const by = personAs();
  await noteSearch(shop, { by, now: minutesAgo(40) }, ["1", "2"]);
  await noteSearch(shop, { by, now: minutesAgo(10) }, ["1", "2"]);
  await noteSearch(shop, { by, now: minutesAgo(9) }, ["1", "2"]);
  await noteSearch(shop, { by, now: minutesAgo(8) }, []);
  await noteSearch(shop, { by: personAs({ id: "8" }), now: minutesAgo(8) }, []);
  const { entries } = await listActions(shop, { ...everything, action: "search_orders" });
  expect(entries.map(({ person, details }) => [person, details])).toEqual([
    ["Staff member 8", { orderIds: [] }],
    ["Staff member 7", { orderIds: [] }],
    ["Staff member 7", { orderIds: ["1", "2"] }],
    ["Staff member 7", { orderIds: ["1", "2"] }],
  ]);
});
