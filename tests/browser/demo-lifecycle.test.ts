import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectSandbox } from "#tests/sandbox/admin/sandbox-client.ts";
import { demoShops } from "#tests/sandbox/demo/shops.ts";
import type { Demo } from "#tests/sandbox/demo/start-demo.ts";
import { isRunning } from "#tests/support/postgres/process-identity.ts";
import { browserDemoFolder, startBrowserDemo } from "./start-browser-demo.ts";

const [first, second] = demoShops.map(({ profile }) => profile.domain);

let demo: Demo;

beforeAll(async () => {
  demo = await startBrowserDemo();
});

afterAll(async () => {
  await demo?.stop();
});

test("the first shop is set up to act and the second to watch", async () => {
  expect(await modes()).toEqual([
    { domain: second, mode: "watch", count: 5 },
    { domain: first, mode: "act", count: 5 },
  ]);
});

test("a demo that stops leaves no process, and the next one goes on where it was", async () => {
  const name = await placeOrder();
  await expect.poll(latestOrder, { timeout: 30_000 }).toEqual({ name });
  const { children } = JSON.parse(await readFile(join(browserDemoFolder, "pids.json"), "utf8")) as {
    children: { name: string; pid: number }[];
  };
  expect(children.map((child) => child.name)).toEqual(["sandbox", "worker", "app"]);
  await demo.stop();
  expect(children.filter(({ pid }) => isRunning(pid))).toEqual([]);
  await expect(fetch(demo.adminUrl)).rejects.toThrow();

  demo = await startBrowserDemo({ isReset: false });
  expect(await latestOrder()).toEqual({ name });
  const [latest] = await connectSandbox(demo.sandboxUrl).orders(first ?? "");
  expect(latest?.name).toBe(name);
});

async function modes(): Promise<unknown[]> {
  return ask(
    `SELECT domain, mode, count(*)::int FROM capabilities JOIN shops ON shops.id = capabilities.shop
     GROUP BY domain, mode ORDER BY domain`,
  );
}

async function placeOrder(): Promise<string> {
  const placed = await connectSandbox(demo.sandboxUrl).forward(`/panel/${first}/orders`, "POST", "{}");
  return (JSON.parse(placed.body) as { name: string }).name;
}

/** The latest order that the app knows. */
async function latestOrder(): Promise<unknown> {
  return (await ask("SELECT name FROM orders ORDER BY created_at DESC, id DESC LIMIT 1"))[0];
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: demo.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
