import { beforeEach, expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { decideBatch } from "#app/domain/decide-batch.ts";
import type { WhatIf, WhatIfNews } from "#app/queries/routing/what-if/replay-period.ts";
import { tryPolicy } from "#app/queries/routing/what-if/try-policy.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { contextOf, defaults, hasty, levels, openDecided, record } from "./decided-shop.ts";

const period = { from: minutesAgo(60), to: new Date(NOW.getTime() + 1) };
const never = new AbortController().signal;

let shop: string;

beforeEach(async () => {
  shop = await openDecided(["1", "2"]);
});

async function listen(draft: typeof defaults, days = period, of = shop): Promise<WhatIfNews[]> {
  const news: WhatIfNews[] = [];
  for await (const each of tryPolicy(of, { ...days, draft }, never)) news.push(each);
  return news;
}

async function tried(...args: Parameters<typeof listen>): Promise<WhatIf> {
  const last = (await listen(...args)).at(-1)!;
  if (!("result" in last)) throw new Error("It ended without a result.");
  return last.result;
}

test("the policy that holds changes nothing, and each order comes out as it was decided", async () => {
  const result = await tried(defaults);
  expect(result).toMatchObject({ currency: "EUR", asDecided: 2, leftOut: 0, changed: [] });
  expect(result.verdict.kind).toBe("same");
  expect(result.draft).toEqual(result.today);
  expect(result.today).toMatchObject({ orders: 2, splitOrders: 0, byLocation: { "13": { orders: 2, units: 6 } } });
  expect(result.locationNames).toEqual({ "13": "Hamburg" });
});

test("goods that a draft takes from elsewhere are gone there for the orders behind", async () => {
  const { changed, today, draft, asDecided, verdict } = await tried(hasty);
  // The only saucer near by goes to the first order; the second finds cups there and no saucer, and takes all from afar.
  expect(changed.map(({ name, draft: { unitsByLocation } }) => [name, unitsByLocation])).toEqual([
    ["#1", { "11": 2, "12": 1 }],
  ]);
  expect(draft.byLocation).toEqual({
    "11": { orders: 1, units: 2 },
    "12": { orders: 1, units: 1 },
    "13": { orders: 1, units: 3 },
  });
  expect([today.splitOrders, draft.splitOrders, today.laterDays > draft.laterDays]).toEqual([0, 1, true]);
  expect(asDecided).toBe(2);
  expect(verdict.kind).toBe("trade");
});

test("today's policy is the one that holds now, and orders decided under another are told apart", async () => {
  const { version: _version, ...policy } = hasty;
  await forShop(shop, (client) =>
    client.routingPolicy.create({ data: { shop: BigInt(shop), version: 1, policy, savedAt: NOW, savedBy: "Ada" } }),
  );
  const result = await tried(defaults);
  expect(result).toMatchObject({ asDecided: 1, today: { splitOrders: 1 }, draft: { splitOrders: 0 } });
});

test("only what was routed in the period counts, and no order of another shop", async () => {
  expect((await tried(defaults, { from: period.from, to: NOW })).today.orders).toBe(0);
  expect((await tried(defaults, { from: period.to, to: period.to })).today.orders).toBe(0);
  const other = await openTestShop();
  expect((await tried(defaults, period, other)).today.orders).toBe(0);
});

test("a long period tells how far it is, page by page", async () => {
  for (let id = 3; id <= 260; id += 1) await decideOne(String(id));
  const news = await listen(defaults);
  expect(news.flatMap((each) => ("result" in each ? [] : [each]))).toEqual([
    { done: 0, total: 260 },
    { done: 250, total: 260 },
    { done: 260, total: 260 },
  ]);
});

test("it ends when nobody listens any more", async () => {
  const gone = new AbortController();
  const news: WhatIfNews[] = [];
  for await (const each of tryPolicy(shop, { ...period, draft: defaults }, gone.signal)) {
    news.push(each);
    gone.abort();
  }
  expect(news).toEqual([{ done: 0, total: 2 }]);
});

async function decideOne(id: string): Promise<void> {
  const asked = contextOf(id);
  const { decisions } = decideBatch([asked], levels, NOW.toISOString());
  await placeOrder(shop, id, { facts: asked.facts, version: 1, createdAt: minutesAgo(50) });
  await record(shop, id, 1, asked, decisions[0]!);
}
