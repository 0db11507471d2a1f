import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

const url = process.env.DATABASE_URL;
// Without any value the CLI believes that it needs the engine written in Rust, and tries to download it.
process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none";

/**
 * `prisma migrate diff` between two schema files touches no database, yet its engine asks for the server's version first.
 * Answered here, a maintainer can write the SQL of a migration without a server at hand.
 */
class WithoutServer extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const answer: Awaited<ReturnType<typeof adapter.queryRaw>> = {
      columnNames: ["exists", "version", "numeric_version"],
      // Boolean, text and 32-bit integer in the numbering of @prisma/driver-adapter-utils.
      columnTypes: [5, 7, 0],
      rows: [[true, "PostgreSQL 18.0", 180000]],
    };
    adapter.queryRaw = () => Promise.resolve(answer);
    adapter.executeScript = () => Promise.resolve();
    return adapter;
  }
}

export default defineConfig({
  experimental: { adapter: true },
  // The JavaScript engine over the `pg` driver: no binary to download.
  engine: "js",
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  adapter: () =>
    Promise.resolve(
      url === undefined
        ? new WithoutServer({ connectionString: process.env.DATABASE_URL })
        : new PrismaPg({ connectionString: url, allowExitOnIdle: true, idleTimeoutMillis: 500 }),
    ),
});
