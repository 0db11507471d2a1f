import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@prisma/client";
import { databaseOver, openPools, type DatabasePools } from "./db/connect-database.ts";
import type { Database } from "./db/sql.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";

type Shared = { pools: DatabasePools; database: Database; prisma: PrismaClient };

declare global {
  var switchyardDatabase: Shared | undefined;
}

// The process (type stripping) and the Remix bundle each evaluate their own copy of this module: the pools and the one
// PrismaClient live on globalThis, so that both find the same.
const shared = (globalThis.switchyardDatabase ??= open());

function open(): Shared {
  const pools = openPools(env().DATABASE_URL, env().DATABASE_POOL, (error) => {
    log.warn({ reason: error.message }, "an idle database connection broke");
  });
  return { pools, database: databaseOver(pools), prisma: new PrismaClient({ adapter: new PrismaPg(pools.app) }) };
}

export const { database, prisma, pools } = shared;

/** What a page's query or a command works with: Prisma inside one transaction that sees one shop. */
export type ShopClient = Prisma.TransactionClient;

/**
 * Runs a page's reads or a command's writes for one shop: one transaction, in which row-level security shows that
 * shop's rows and no others.
 */
export function forShop<T>(shop: string, work: (client: ShopClient) => Promise<T>): Promise<T> {
  return prisma.$transaction(async (client) => {
    await client.$executeRaw`SELECT set_config('app.shop', ${shop}, true)`;
    return work(client);
  });
}

/** Ends every connection of this process. */
export async function closeDatabase(): Promise<void> {
  await prisma.$disconnect();
  await database.close();
}
