import type pg from "pg";
import type { Person } from "#app/domain/people/person.ts";
import type { ListedOrder, OrderList, OrderListRequest } from "#app/queries/list-orders.ts";
import type { Measure } from "#tests/bench/bench.ts";
import { percentile } from "#tests/bench/figure.ts";
import { LARGE_LOCATION, seedOrders, SMALL_LOCATION } from "#tests/bench/rows/seed-orders.ts";

const ORDERS = 1_000_000;
const PAGE_SIZE = 50;
const WARM_RUNS = 25;

const FIRST_PAGE: OrderListRequest = {
  tab: "all",
  search: "",
  countryCode: null,
  sourceName: null,
  isTest: null,
  sort: "newest",
  from: null,
  pageSize: PAGE_SIZE,
};

/** What people ask of the list, each as its first page and as its page 1,000 (or its last, where there are fewer). */
const LISTS: Readonly<Record<string, Partial<OrderListRequest>>> = {
  all: {},
  "needs a person": { tab: "needs_person" },
  "one headline": { tab: { headlines: ["held"] } },
  "three headlines": { tab: { headlines: ["ready", "shipped", "delivered"] } },
  "one country": { countryCode: "AT" },
  "a rare country": { countryCode: "LU" },
  "one source": { sourceName: "pos" },
  "test orders": { isTest: true },
  "a rare country at the till": { countryCode: "LU", sourceName: "pos" },
  "oldest first": { sort: "oldest" },
  "a name": { search: "#1500123" },
  "a part of a name": { search: "buyer 4711" },
};

/** Who asks: somebody who sees every order. */
const SOMEBODY: Person = {
  id: "1",
  name: "Staff member 1",
  role: "owner",
  locationIds: [],
  refundLimitMinor: null,
  cancelLimitMinor: null,
};

/** People of a warehouse: one where every third order has work, and one that serves an order in three thousand. */
const OWN_LOCATIONS: Readonly<Record<string, string>> = {
  "a large own location": LARGE_LOCATION,
  "a small own location": SMALL_LOCATION,
};

type Ask = (request: OrderListRequest) => Promise<OrderList>;
type Timing = { what: string; coldMs: number; warmMs: number[] };

/**
 * Pages of the list of a million orders of one shop, through the query of the page itself, time on the server alone. Cold:
 * nothing of the tables is in PostgreSQL's memory (the operating system's may hold it).
 */
export const measureLists: Measure = async (bench) => {
  const url = await bench.database("bench_lists");
  const owner = await bench.connect(url);
  bench.say(`${ORDERS} orders are written`);
  const shop = await seedOrders(owner, ORDERS);
  await owner.query("CREATE EXTENSION IF NOT EXISTS pg_buffercache");
  const { listOrders, close } = await openQueries(url);
  try {
    const timings: Timing[] = [];
    // The first question of all opens the connection and starts the engine of the query builder.
    await listOrders(shop, SOMEBODY, FIRST_PAGE);
    for (const [what, filter] of Object.entries(LISTS)) {
      const first = { ...FIRST_PAGE, ...filter };
      const deep = { ...first, from: await placeOfPage(owner, shop, first, 1_000) };
      const ask: Ask = (request) => listOrders(shop, SOMEBODY, request);
      timings.push(await timePage(owner, `${what}, first page`, ask, first));
      if (deep.from) timings.push(await timePage(owner, `${what}, page 1,000`, ask, deep));
    }
    for (const [what, locationId] of Object.entries(OWN_LOCATIONS)) {
      const by: Person = { ...SOMEBODY, role: "warehouse", locationIds: [locationId] };
      timings.push(await timePage(owner, what, (request) => listOrders(shop, by, request), FIRST_PAGE));
    }
    const all = timings.flatMap(({ warmMs, coldMs }) => [...warmMs, coldMs]);
    const remarks = timings.map(
      ({ what, coldMs, warmMs }) =>
        `${what}: cold ${coldMs.toFixed(1)} ms, then p95 ${percentile(warmMs, 0.95).toFixed(1)} ms`,
    );
    const cold = percentile(
      timings.map(({ coldMs }) => coldMs),
      0.95,
    );
    return [
      { name: "order_list_p95_ms", value: percentile(all, 0.95), unit: "ms", remarks },
      { name: "order_list_cold_p95_ms", value: cold, unit: "ms", remarks: [] },
    ];
  } finally {
    await close();
  }
};

/** The page's own query opens the database that the environment names when it is loaded. */
async function openQueries(url: string) {
  Object.assign(process.env, {
    DATABASE_URL: url,
    SHOPIFY_API_KEY: "bench",
    SHOPIFY_API_SECRET: "bench",
    SHOPIFY_APP_URL: "http://127.0.0.1:1",
    LOG_LEVEL: "silent",
  });
  const { closeDatabase } = await import("#app/db.server.ts");
  const { listOrders } = await import("#app/queries/list-orders.ts");
  return { listOrders, close: closeDatabase };
}

async function timePage(owner: pg.Client, what: string, ask: Ask, request: OrderListRequest): Promise<Timing> {
  await owner.query("SELECT pg_buffercache_evict_all()");
  const coldMs = await timeOne(ask, request);
  const warmMs: number[] = [];
  for (let run = 0; run < WARM_RUNS; run += 1) warmMs.push(await timeOne(ask, request));
  return { what, coldMs, warmMs };
}

async function timeOne(ask: Ask, request: OrderListRequest): Promise<number> {
  const begunAt = performance.now();
  await ask(request);
  return performance.now() - begunAt;
}

/** The last order before a page: as a person finds it who has turned that many pages. Null where there are fewer. */
async function placeOfPage(
  owner: pg.Client,
  shop: string,
  request: OrderListRequest,
  page: number,
): Promise<OrderListRequest["from"]> {
  const { tab, countryCode, sourceName, isTest, sort, search } = request;
  const direction = sort === "newest" ? "DESC" : "ASC";
  const { rows } = await owner.query<{ id: string; createdAt: Date }>(
    `SELECT id, created_at AS "createdAt" FROM orders WHERE shop = $1
       AND ($2::text[] IS NULL OR headline = ANY($2)) AND ($3::boolean IS NULL OR needs_person = $3)
       AND ($4::text IS NULL OR country_code = $4) AND ($5::text IS NULL OR source_name = $5)
       AND ($6::boolean IS NULL OR is_test = $6) AND search_text LIKE '%' || $7 || '%'
     ORDER BY created_at ${direction}, id ${direction} OFFSET $8 LIMIT 1`,
    [
      shop,
      typeof tab === "object" ? tab.headlines : null,
      tab === "needs_person" ? true : null,
      countryCode,
      sourceName,
      isTest,
      search.toLowerCase(),
      (page - 1) * PAGE_SIZE - 1,
    ],
  );
  const [row] = rows;
  if (!row) return null;
  const cursor: Pick<ListedOrder, "id" | "createdAt"> = { id: row.id, createdAt: row.createdAt.toISOString() };
  return { side: "after", cursor };
}
