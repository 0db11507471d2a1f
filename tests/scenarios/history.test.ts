import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reconciliation } from "#app/db/reconcile-rows.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { openHistoryStage, type HistoryStage } from "#tests/worker/history-stage.ts";
import { credentials } from "./stage/install-app.ts";

// `HISTORY_ORDERS=5000 npm test -- history` imports what the demo's newcomer has; every run of the tests a part of it.
const orders = Number(process.env["HISTORY_ORDERS"] ?? 1_000);

// The small shop of the demo's newcomer, and the large one with companies, bundles, pickups and several currencies.
const shops = [
  { profile: mesaPaper, orders },
  { profile: harbourAndPine, orders: Math.min(orders, 500) },
];

const NOTHING_MISSING = { missingOrders: 0, missingFulfillmentOrders: 0, missingLevels: 0, missingParcels: 0 };

describe.each(shops)("$profile.name", ({ profile, orders }) => {
  let stage: HistoryStage;
  let seconds: { worked: number; passed: number };

  beforeAll(async () => {
    await emptyTables();
    stage = await openHistoryStage(orders, profile);
    const begunAt = performance.now();
    const begunAtShopify = stage.clock().getTime();
    await stage.importAll();
    seconds = {
      worked: (performance.now() - begunAt) / 1000,
      passed: (stage.clock().getTime() - begunAtShopify) / 1000,
    };
  }, 600_000);
  afterAll(() => stage?.close());

  async function count(from: string): Promise<number> {
    const { rows } = await stage.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`);
    return rows[0]!.n;
  }

  test("a newcomer's last 60 days of orders are all there, each marked as imported", async () => {
    const { worked, passed } = seconds;
    process.stdout.write(
      `${orders} orders: ${worked.toFixed(1)} s of work, ${passed.toFixed(1)} s passed at Shopify, ${stage.calls().length} calls\n`,
    );
    const row = await stage.row();
    const past = [...stage.truth.orders.values()].filter(
      ({ createdAt }) => Date.parse(createdAt) >= Number(row.from_at),
    );
    const n = past.length;
    expect(n).toBeGreaterThan(orders * 0.99);
    expect(row).toMatchObject({ state: "done", reason: null, orders_expected: n, orders_read: n, orders_loaded: n });
    expect(await count("orders")).toBe(n);
    expect(await count("orders WHERE NOT is_imported")).toBe(0);
    expect(await count("inbox_messages WHERE state <> 'done'")).toBe(0);
  });

  test("an import sends Shopify no mutation but the bulk query, once", () => {
    const mutations = stage.calls().filter((call) => call.isMutation);
    expect(mutations.map((call) => call.rootFields)).toEqual([["bulkOperationRunQuery"]]);
  });

  test("nothing of the past is numbered, held, moved, promised, waited for or shown to a person", async () => {
    for (const table of ["documents", "outbox_messages", "allocations", "backorder_lines", "wanted_reads"])
      expect([table, await count(table)]).toEqual([table, 0]);
    expect(await count("orders WHERE needs_person OR problems <> '{}' OR decide_at IS NOT NULL")).toBe(0);
    expect(await count("inventory_levels WHERE allocated <> 0")).toBe(0);
  });

  test("only the opening balance is booked: every posting is of a level that was read, none of an imported order", async () => {
    const { rows } = await stage.owner.query<{ cause: string }>("SELECT DISTINCT cause FROM ledger_entries");
    expect(rows).toEqual([{ cause: "read from Shopify" }]);
  });

  test("the auditor finds every imported order as it is at Shopify", async () => {
    const { owner, world } = stage;
    const violations = await audit({ client: owner, world, apiKey: credentials.apiKey, deliveries: [] });
    expect(violations.slice(0, 12).map(describeViolation)).toEqual([]);
  });

  test("the comparison with Shopify finds nothing missing of what was imported", async () => {
    let compared: Reconciliation;
    do {
      compared = (await stage.compare())!;
      expect(compared).toMatchObject(NOTHING_MISSING);
    } while (compared.parcelsAfter !== "0");
  });
});
