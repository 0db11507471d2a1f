import pg from "pg";
import { expect, test } from "vitest";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { personAs } from "#tests/commands/click-as.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { listOrders } from "#app/queries/list-orders.ts";

const owner = personAs();

// Prisma's adapter writes and reads instants without their offset: right only where the connection's time zone is UTC.
test("times are the same to pages and to batches, whatever the server's time zone", async () => {
  const client = new pg.Client({ connectionString: (await testDatabase()).url });
  await client.connect();
  await client.query(`ALTER DATABASE ${client.database} SET timezone TO 'Asia/Tokyo'`);
  await client.end();

  const shop = await openTestShop();
  await placeOrder(shop, "1", { createdAt: minutesAgo(5) });
  const [row] = await database.inShop(shop, (sql) =>
    sql.query<{ createdAt: Date }>(`SELECT created_at AS "createdAt" FROM orders`),
  );
  expect(row?.createdAt).toEqual(minutesAgo(5));
  await database.inShop(shop, (sql) => sql.query("UPDATE orders SET created_at = $1", [NOW]));
  const order = await forShop(shop, (prisma) => prisma.order.findFirstOrThrow());
  expect(order.createdAt).toEqual(NOW);
  const all = {
    tab: "all",
    search: "",
    countryCode: null,
    sourceName: null,
    isTest: null,
    sort: "newest",
    pageSize: 3,
  } as const;
  const cursor = { createdAt: new Date(NOW.getTime() + 1).toISOString(), id: "0" };
  expect((await listOrders(shop, owner, { ...all, from: { side: "after", cursor } })).orders).toHaveLength(1);
});
