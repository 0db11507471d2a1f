import "#tests/support/app-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFingerprints } from "./matrix/fingerprints.ts";
import { openMatrix, type Matrix } from "./matrix/open-matrix.ts";
import { readRouteTable } from "./matrix/route-table.ts";
import { tryCoverage, tryForeignIds, tryOwnReads } from "./tries/try-foreign-ids.ts";
import { tryJobs } from "./tries/try-jobs.ts";
import { tryRoles } from "./tries/try-roles.ts";
import { tryFigures, tryOwnOrders } from "./tries/try-sight.ts";
import { tryWebhooks } from "./tries/try-webhooks.ts";

const routes = await readRouteTable();

let matrix: Matrix;
const open = () => matrix;

beforeAll(async () => {
  matrix = await openMatrix();
}, 120_000);

afterAll(() => matrix?.close());

// In this order: what comes later changes more of the asker's shop.
describe("what is tried", () => tryCoverage(routes, open));
describe("another shop's ids", () => tryForeignIds(routes, open));

test("neither the log of the web process nor its metrics name anything of a shop", async () => {
  const metrics = await (await fetch(`http://127.0.0.1:${matrix.metricsPort}/metrics`)).text();
  expect(metrics).toContain("switchyard_");
  const told = `${await matrix.web.log()}\n${metrics}`;
  for (const shop of ["here", "there"] as const) {
    expect(findFingerprints(matrix.fingerprints[shop], told, matrix[shop].domain)).toEqual([]);
  }
});

describe("roles", () => tryRoles(routes, open));
describe("what roles see", () => tryFigures(routes, open));
describe("own orders", () => tryOwnOrders(open));
describe("jobs", () => tryJobs(open));
describe("webhooks", () => tryWebhooks(open));
describe("the other shop itself", () => tryOwnReads(routes, open));
