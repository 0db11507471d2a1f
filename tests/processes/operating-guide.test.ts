import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Registry } from "prom-client";
import { beforeAll, expect, test } from "vitest";
import { createMetrics } from "#app/processes/metrics/metrics.ts";
import { watchBacklog } from "#app/processes/metrics/watch-backlog.ts";
import { watchPools } from "#app/processes/metrics/watch-pools.ts";
import { clone } from "#tests/support/postgres/place.ts";

let guide: string;

beforeAll(async () => {
  guide = await readFile(join(clone, "docs/operating.md"), "utf8");
});

/** What the guide names in code style: `NAME`. */
const named = (pattern: RegExp) =>
  new Set([...guide.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!).filter((text) => pattern.test(text)));

test("the operating guide explains exactly the variables of .env.example", async () => {
  const example = await readFile(join(clone, ".env.example"), "utf8");
  const variables = [...example.matchAll(/^(?:# )?([A-Z][A-Z\d_]+)=/gm)].map(([, name]) => name!);
  expect(variables.length).toBeGreaterThan(10);
  expect([...named(/^[A-Z][A-Z\d_]+$/)].sort()).toEqual(variables.sort());
});

test("the operating guide explains exactly the metrics that there are", async () => {
  const { registry } = createMetrics();
  const watched = new Registry();
  watchBacklog(watched, { query: async () => [] }, () => new Date(0));
  watchPools(watched, {});
  const metrics = [...registry.getMetricsAsArray(), ...watched.getMetricsAsArray()].map(({ name }) => name);
  const ours = metrics.filter((name) => name.startsWith("switchyard_"));
  expect(ours.length).toBeGreaterThan(20);
  expect([...named(/^switchyard_\w+$/)].filter((name) => !ROLES.has(name)).sort()).toEqual(ours.sort());
});

/** Roles of the database that begin like a metric. */
const ROLES = new Set(["switchyard_app", "switchyard_ingest", "switchyard_dispatcher"]);

test("the health check of the container asks the address that the guide names", async () => {
  const dockerfile = await readFile(join(clone, "Dockerfile"), "utf8");
  expect(dockerfile).toContain("/healthz");
  expect(guide).toContain("`/healthz`");
  expect(dockerfile).toContain("app/processes/start.ts");
});
