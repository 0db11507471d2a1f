import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#app/db/migrate.ts";
import { startPostgres } from "./postgres.ts";

/** The migrated database that every worker's own is copied from. */
export const templateName = "switchyard_template";

const migrationsFolder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's url of the cluster that this run of the tests started. */
    clusterUrl: string;
  }
}

/** Starts one cluster for the run and makes the template; vitest calls what it returns when the last test has ended. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgres({ durable: false });
  try {
    await makeTemplate(cluster.url);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide("clusterUrl", cluster.url);
  return () => cluster.stop();
}

async function makeTemplate(clusterUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateName}`);
  await client.end();
  const url = new URL(clusterUrl);
  url.pathname = `/${templateName}`;
  if (existsSync(migrationsFolder)) await migrate(url.href, migrationsFolder);
}
