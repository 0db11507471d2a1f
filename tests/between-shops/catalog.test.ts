import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createQueueEngine, ensureQueues } from "#app/worker/bell.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { readCatalog } from "./catalog/catalog.ts";
import { findBreaches } from "./catalog/find-breaches.ts";

let owner: pg.Client;

beforeAll(async () => {
  const { url } = await testDatabase();
  // The queue engine makes a schema of its own when it first starts: it is guarded too.
  const boss = createQueueEngine(url, { isWorker: false, onError: () => {} });
  await boss.start();
  await ensureQueues(boss);
  await boss.stop({ graceful: false });
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
});

afterAll(() => owner.end());

test("no table, policy, right, function or key lets anybody reach beyond a shop, but for what is written down", async () => {
  const catalog = await readCatalog(owner);
  expect(catalog.relations.filter(({ schema }) => schema === "public").length).toBeGreaterThan(25);
  expect(catalog.relations.some(({ schema }) => schema === "boss")).toBe(true);
  expect(catalog.roles.length).toBeGreaterThanOrEqual(5);
  expect(findBreaches(catalog)).toEqual([]);
});

const OWN = "(shop = (SELECT current_shop()))";
const GUARDED = `CREATE TABLE planted (shop bigint, id bigint, PRIMARY KEY (shop, id));
  ALTER TABLE planted ENABLE ROW LEVEL SECURITY; ALTER TABLE planted FORCE ROW LEVEL SECURITY;`;
const WITH_POLICY = `${GUARDED} CREATE POLICY own ON planted TO switchyard_app USING ${OWN} WITH CHECK ${OWN};`;

const planted: [what: string, statements: string, breach: string][] = [
  [
    "a table of a shop without any guard",
    "CREATE TABLE planted (shop bigint PRIMARY KEY)",
    "The table planted has no row-level security.",
  ],
  [
    "a table whose owner passes its policy by",
    `${WITH_POLICY} ALTER TABLE planted NO FORCE ROW LEVEL SECURITY`,
    "The table planted does not force row-level security on its owner.",
  ],
  ["a table without a policy for the app", GUARDED, "The table planted has no policy for the app."],
  [
    "a table of no shop",
    "CREATE TABLE planted (id bigint PRIMARY KEY)",
    "The table planted has no shop, and is not named as an exception.",
  ],
  [
    "a policy that shows the app all shops",
    `${GUARDED} CREATE POLICY all_shops ON planted TO switchyard_app USING (true)`,
    "The policy all_shops on planted does not ask for the shop.",
  ],
  [
    "a policy that asks for the shop or else",
    `${GUARDED} CREATE POLICY or_else ON planted TO switchyard_app USING (${OWN} OR id < 10)`,
    "The policy or_else on planted does not ask for the shop.",
  ],
  [
    "a policy that lets the app write into any shop",
    `${GUARDED} CREATE POLICY write_all ON planted TO switchyard_app USING ${OWN} WITH CHECK (true)`,
    "The policy write_all on planted does not ask for the shop.",
  ],
  [
    "a second policy that lets rows of any shop in",
    `${WITH_POLICY} CREATE POLICY take_any ON planted FOR INSERT TO switchyard_app WITH CHECK (true)`,
    "The policy take_any on planted does not ask for the shop.",
  ],
  [
    "a policy for everybody",
    `${WITH_POLICY} CREATE POLICY for_all ON planted FOR SELECT USING (true)`,
    "The policy for_all on planted lets public SELECT rows of all shops.",
  ],
  [
    "a policy that shows the owner all shops",
    "CREATE POLICY by_owner ON orders FOR SELECT TO CURRENT_USER USING (true)",
    "The policy by_owner on orders lets postgres SELECT rows of all shops.",
  ],
  [
    "one more column for the dispatcher",
    "GRANT SELECT (sentence) ON orders TO switchyard_dispatcher",
    "switchyard_dispatcher may SELECT orders.sentence of all shops.",
  ],
  [
    "a whole table for the dispatcher",
    "GRANT SELECT ON notices TO switchyard_dispatcher",
    "switchyard_dispatcher may SELECT notices.* of all shops.",
  ],
  [
    "ingest that reads the inbox",
    "GRANT SELECT ON inbox_messages TO switchyard_ingest",
    "switchyard_ingest may SELECT inbox_messages.* of all shops.",
  ],
  ["a right for everybody", "GRANT SELECT ON orders TO PUBLIC", "Everybody may SELECT orders."],
  ["an app that empties tables", "GRANT TRUNCATE ON orders TO switchyard_app", "The app may TRUNCATE orders."],
  [
    "an app that reads the migrations",
    "GRANT SELECT ON _prisma_migrations TO switchyard_app",
    "The app may SELECT _prisma_migrations.",
  ],
  [
    "a view with the rights of its owner",
    "CREATE VIEW planted AS SELECT shop, id FROM orders",
    "The view planted shows its tables with the rights of its owner.",
  ],
  [
    "a stored view",
    "CREATE MATERIALIZED VIEW planted AS SELECT shop, id FROM orders",
    "The materialized view planted shows its tables with the rights of its owner.",
  ],
  [
    "a function with the rights of the owner",
    "CREATE FUNCTION planted() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM orders'",
    "The function planted() works with the rights of postgres and is not named.",
  ],
  [
    "a search that everybody may call",
    "GRANT EXECUTE ON FUNCTION search_orders(text, boolean, integer) TO PUBLIC",
    "The function search_orders(pattern text, newest_first boolean, most integer) may be called by PUBLIC, switchyard_app.",
  ],
  [
    "a search that finds the caller's tables first",
    "ALTER FUNCTION search_orders(text, boolean, integer) SET search_path = public",
    "The function search_orders(pattern text, newest_first boolean, most integer) may find the caller's own tables first.",
  ],
  [
    "a search as the owner of the tables",
    "ALTER FUNCTION search_orders(text, boolean, integer) OWNER TO CURRENT_USER",
    "The function search_orders(pattern text, newest_first boolean, most integer) works as postgres, not as switchyard_finder.",
  ],
  [
    "a shop that is one for all",
    "CREATE OR REPLACE FUNCTION current_shop() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint'",
    "current_shop() does not answer the shop of the transaction.",
  ],
  ["an app that passes policies by", "ALTER ROLE switchyard_app BYPASSRLS", "switchyard_app passes policies by."],
  ["an app that is a superuser", "ALTER ROLE switchyard_app SUPERUSER", "switchyard_app superuser."],
  [
    "an app with the dispatcher's rights",
    "GRANT switchyard_dispatcher TO switchyard_app",
    "switchyard_app has the rights of switchyard_dispatcher.",
  ],
  ["an app that owns a table", "ALTER TABLE notices OWNER TO switchyard_app", "switchyard_app owns notices."],
  [
    "an app that makes things",
    "GRANT CREATE ON SCHEMA public TO switchyard_app",
    "switchyard_app may create things in public.",
  ],
  [
    "an app that enters the queue engine's schema",
    "GRANT USAGE ON SCHEMA boss TO switchyard_app",
    "switchyard_app may enter the schema boss.",
  ],
  ["a role that nobody knows", "CREATE ROLE switchyard_planted", "Nobody knows the role switchyard_planted."],
  [
    "somebody who may work as the finder",
    "CREATE ROLE planted_person; GRANT switchyard_finder TO planted_person",
    "planted_person may work as switchyard_finder.",
  ],
  [
    "a key that is unique over all shops",
    "CREATE UNIQUE INDEX planted ON orders (name)",
    "The unique index planted on orders does not begin with the shop.",
  ],
  [
    "a key that points into another shop",
    "CREATE UNIQUE INDEX planted_key ON notices (id); ALTER TABLE action_log ADD CONSTRAINT planted FOREIGN KEY (id) REFERENCES notices (id)",
    "The foreign key planted of action_log may point at another shop's row.",
  ],
];

test.each(planted)("the guard objects to %s", async (_what, statements, breach) => {
  await owner.query("BEGIN");
  try {
    await owner.query(statements);
    expect(findBreaches(await readCatalog(owner))).toContain(breach);
  } finally {
    await owner.query("ROLLBACK");
  }
});
