import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#app/db/migrate.ts";
import { startPostgres, type RunningPostgres } from "#tests/support/postgres.ts";

const NOW = new Date("2026-11-23T10:00:00.000Z");
const ORDERS = 20_000;

let cluster: RunningPostgres;
/** What DATABASE_URL is in production: a role that logs in, owns the database, makes roles, and is no superuser. */
let owner: pg.Client;
let app: pg.Client;
let superuser: pg.Client;
let here: string;
let there: string;

async function connect(url: URL, options?: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.href, ...(options ? { options } : {}) });
  await client.connect();
  return client;
}

async function openShop(domain: string): Promise<string> {
  const { rows } = await app.query<{ shop: string }>("SELECT open_shop($1, $1, $2) AS shop", [domain, NOW]);
  return rows[0]!.shop;
}

// A server of its own: rights are given to roles, and roles belong to the whole server.
beforeAll(async () => {
  cluster = await startPostgres({ durable: false });
  const server = await connect(new URL(cluster.url));
  const password = randomBytes(12).toString("hex");
  await server.query(`CREATE ROLE merchant LOGIN CREATEROLE PASSWORD '${password}'`);
  await server.query("CREATE DATABASE merchant OWNER merchant");
  await server.end();
  const url = new URL(cluster.url);
  url.pathname = "/merchant";
  superuser = await connect(url);
  Object.assign(url, { username: "merchant", password });
  await migrate(url.href);
  owner = await connect(url);
  app = await connect(url, "-c role=switchyard_app");
  here = await openShop("here.myshopify.com");
  there = await openShop("there.myshopify.com");
  await superuser.query(
    `INSERT INTO orders (shop, id, name, created_at, updated_at, facts, currency, search_text)
     SELECT CASE WHEN n % 2 = 0 THEN $1::bigint ELSE $2::bigint END, n, '#' || n, $3, $3, '{}', 'EUR', '#' || n || ' buyer ' || n || ' everybody'
     FROM generate_series(1, ${ORDERS}) AS n`,
    [here, there, NOW],
  );
  await superuser.query(
    "INSERT INTO people (shop, id, role, name, first_seen_at, last_seen_at, named_at) SELECT $1, 7, 'owner', 'Ada', $2, $2, $2",
    [there, NOW],
  );
  await superuser.query("ANALYZE");
}, 60_000);

afterAll(async () => {
  await Promise.all([owner?.end(), app?.end(), superuser?.end()]);
  await cluster?.stop();
});

/** Asks as the app does for one shop; whatever is done is undone. */
async function inShop<Row extends object>(shop: string, text: string, values: unknown[] = []): Promise<Row[]> {
  await app.query("BEGIN");
  try {
    await app.query("SELECT set_config('app.shop', $1, true)", [shop]);
    return (await app.query<Row>(text, values)).rows;
  } finally {
    await app.query("ROLLBACK");
  }
}

async function search(shop: string, pattern: string, most = 1_000): Promise<string[]> {
  const rows = await inShop<{ ids: string[] }>(shop, "SELECT search_orders($1, true, $2) AS ids", [pattern, most]);
  return rows[0]!.ids;
}

test("a session of the owner sees no row of any shop", async () => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity`,
  );
  expect(tables.length).toBeGreaterThan(25);
  for (const { name } of tables) {
    const { rows } = await owner.query<{ count: string }>(`SELECT count(*) FROM ${name}`);
    expect(rows[0], name).toEqual({ count: "0" });
  }
});

test.each(["switchyard_doorkeeper", "switchyard_finder"])("nobody who is no superuser works as %s", async (role) => {
  await expect(owner.query(`SET ROLE ${role}`)).rejects.toThrow(/permission denied to set role/);
  await expect(app.query(`SET ROLE ${role}`)).rejects.toThrow(/permission denied to set role/);
});

test("a search finds orders of the shop of its transaction and of no other", async () => {
  const all = await search(here, "%everybody%", ORDERS);
  expect(all).toHaveLength(ORDERS / 2);
  expect(all.every((id) => Number(id) % 2 === 0)).toBe(true);
  expect(await search(there, "%buyer 4711%")).toEqual(["4711"]);
  expect(await search(here, "%buyer 4711%")).toEqual([]);
});

test.each(["%' OR shop = shop OR search_text ILIKE '%", "%') AS found) --", "%\\' OR true --", "%$1%", "%s %L %3$s"])(
  "a search for %j is a search for these characters",
  async (pattern) => {
    expect(await search(here, pattern)).toEqual([]);
  },
);

test("a search without a shop finds nothing", async () => {
  const { rows } = await app.query("SELECT search_orders('%', true, 10) AS ids");
  expect(rows).toEqual([{ ids: [] }]);
});

test("a search looks into the index on trigrams, also where the owner is no superuser", async () => {
  // Loaded for this session by the superuser alone; tells the plans of statements within functions.
  await superuser.query("LOAD 'auto_explain'");
  await superuser.query("SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on");
  await superuser.query("SET client_min_messages = log; SET auto_explain.log_level = log");
  const plans: string[] = [];
  superuser.on("notice", ({ message }) => plans.push(message ?? ""));
  await superuser.query("SET ROLE switchyard_app");
  await superuser.query("BEGIN");
  await superuser.query("SELECT set_config('app.shop', $1, true)", [here]);
  await superuser.query("SELECT search_orders('%buyer 4710%', true, 1000)");
  await superuser.query("ROLLBACK; RESET ROLE");
  const plan = plans.find((text) => text.includes("ILIKE") && text.includes("FROM orders WHERE"));
  expect(plan).toContain("Bitmap Index Scan on orders_search");
});

test("a table that the caller made under the name of one of ours is not taken for it", async () => {
  await app.query("BEGIN");
  try {
    await app.query("CREATE TEMP TABLE orders (shop bigint, id bigint, created_at timestamptz, search_text text)");
    await app.query("INSERT INTO pg_temp.orders VALUES ($1, 666, now(), 'planted')", [here]);
    await app.query("GRANT ALL ON pg_temp.orders TO PUBLIC");
    await app.query("SELECT set_config('app.shop', $1, true)", [here]);
    expect((await app.query("SELECT search_orders('%planted%', true, 10) AS ids")).rows).toEqual([{ ids: [] }]);
  } finally {
    await app.query("ROLLBACK");
  }
});

test("what a domain is told of another's shop is its id and the one person who asks", async () => {
  expect(await inShop(here, "SELECT shop_of_domain('there.myshopify.com') AS shop")).toEqual([{ shop: there }]);
  expect(await inShop(here, `SELECT known, name, role FROM person_of('there.myshopify.com', 8)`)).toEqual([
    { known: false, name: null, role: null },
  ]);
  expect(await inShop(here, `SELECT shop, known FROM person_of('here.myshopify.com', 7)`)).toEqual([
    { shop: here, known: false },
  ]);
});

test("opening a shop that is open changes nothing of it", async () => {
  const all = "SELECT s::text AS row FROM shops s UNION ALL SELECT c::text FROM capabilities c ORDER BY 1";
  const read = async () => (await superuser.query<{ row: string }>(all)).rows;
  const before = await read();
  const [opened] = await inShop<{ shop: string }>(
    here,
    "SELECT open_shop('there.myshopify.com', 'Planted', now()) AS shop",
  );
  expect(opened).toEqual({ shop: there });
  expect(await openShop("there.myshopify.com")).toBe(there);
  expect(await read()).toEqual(before);
});

test.each(["open_shop('x', 'x', now())", "shop_of_domain('x')", "person_of('x', 1)", "search_orders('%', true, 1)"])(
  "neither ingest nor the dispatcher may call %s",
  async (call) => {
    for (const role of ["switchyard_ingest", "switchyard_dispatcher"]) {
      await superuser.query(`SET ROLE ${role}`);
      await expect(superuser.query(`SELECT ${call}`)).rejects.toThrow(/permission denied for function/);
      await superuser.query("RESET ROLE");
    }
  },
);
