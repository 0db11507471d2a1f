import { expect, test } from "vitest";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { updateAddress } from "#tests/sandbox/commerce/change-order.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { dyingAfter } from "./stage/deaths.ts";
import { openFaultStage, type FaultStage } from "./stage/fault-stage.ts";
import { objectionsTo } from "./stage/outcome-of.ts";
import { openSession } from "./stage/sessions.ts";

// `CRASHES=1000 npm test -- crash-after-success` lets the worker die that often; every run of the tests a part of it.
const crashes = Number(process.env["CRASHES"] ?? 60);
const START = new Date("2026-11-20T08:00:00.000Z");
const QUIET_WITHIN_MS = 6 * 3_600_000;
const CITIES = ["Hamburg", "Berlin"];
/** A round of orders, each with goods of its own: what has to be told Shopify about each, once. */
const ROUND: { effects: string[]; units: Record<string, number> }[] = [
  { effects: ["hold placed", "hold released"], units: { Hamburg: 5 } },
  { effects: ["fulfillment order moved"], units: { Hamburg: 5, Berlin: 5 } },
  { effects: ["fulfillment order split", "hold placed"], units: { Hamburg: 1 } },
];
const ROUNDS_AT_ONCE = 10;
const DEATHS_A_ROUND = ROUND.flatMap(({ effects }) => effects).length;

const isMutation = ({ document }: AdminCall) => /^\s*(#graphql\s*)?mutation\b/.test(document);

/** Dies after the first call of each kind for each fulfillment order. */
function dyingOnce() {
  const seen = new Set<string>();
  return dyingAfter((call) => {
    const subject = JSON.stringify(call.variables.id ?? call.variables);
    const key = `${/mutation (\w+)/.exec(call.document)?.[1]} ${subject}`;
    if (!isMutation(call) || /ImportHistory/.test(call.document) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type Told = { order: Order; effects: readonly string[] };

function placeRound(stage: FaultStage, staged: StagedShop, round: number): Told[] {
  const { world } = stage;
  const address = () => nextPersonIn(world.random, cityOf("Hamburg"));
  const told = ROUND.map(({ effects }, index): Told => {
    const quantity = effects.includes("fulfillment order split") ? 3 : 1;
    const placement = placeOrder(world, staged.shop, {
      lines: [{ variantId: staged.variantByTitle.get(`goods ${round} ${index}`)!.id, quantity }],
      delivery: { kind: "shipping" },
      shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
      payment: { kind: "paid", gateway: "shopify_payments" },
      shippingAddress: effects.includes("hold released") ? { ...address(), zip: null } : address(),
      email: `buyer-${round}-${index}@example.com`,
    });
    if (placement.outcome === "refused") throw new Error("The goods of a round are sold out.");
    return { order: placement.order, effects };
  });
  findShelfEmpty(world, staged.shop, told[1]!.order);
  return told;
}

/** Staff complete the address of the order that is held for it. */
function completeAddress({ world }: FaultStage, { shop }: StagedShop, { order, effects }: Told): void {
  if (!effects.includes("hold released")) return;
  const address = nextPersonIn(world.random, cityOf("Hamburg"));
  updateAddress(world, shop, order, address, { kind: "staff", staffMemberId: null });
}

function effectsOn({ world }: FaultStage, order: Order): string[] {
  const own = world.log.filter((entry) => entry.kind === "effect").filter(({ actor }) => actor.kind === "app");
  return own.filter(({ details }) => details["orderId"] === order.id).map(({ name }) => name);
}

test(`a worker that dies after Shopify has acted, and before we have written it down, repeats nothing (${crashes} times)`, async () => {
  await emptyTables();
  const deaths = dyingOnce();
  const stage = await openFaultStage({ databaseUrl: (await testDatabase()).url, start: START, deaths });
  try {
    const rounds = Math.ceil(crashes / DEATHS_A_ROUND);
    const goods = Array.from({ length: rounds }, (_, round) =>
      ROUND.map(({ units }, index) => ({
        title: `goods ${round} ${index}`,
        priceMinor: 1_999,
        policy: "CONTINUE" as const,
        units,
      })),
    ).flat();
    const staged = openShop(stage.world, { domain: "mortal.myshopify.com", currency: "EUR" }, CITIES, goods);
    await installOn(stage.owner, stage.world, staged.shop, "act");
    stage.sessions.set(staged.shop.domain, openSession(stage.world, staged.shop));
    await stage.untilQuiet(QUIET_WITHIN_MS);
    const told: Told[] = [];
    for (let round = 0; round < rounds; round += ROUNDS_AT_ONCE) {
      const some = Array.from({ length: ROUNDS_AT_ONCE }, (_, index) => round + index).filter((each) => each < rounds);
      const placed = some.flatMap((each) => placeRound(stage, staged, each));
      expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
      for (const each of placed) completeAddress(stage, staged, each);
      expect(await stage.untilQuiet(QUIET_WITHIN_MS)).toBe(true);
      told.push(...placed);
    }
    process.stdout.write(`${deaths.count()} crashes after Shopify had acted, ${told.length} orders\n`);
    expect(deaths.count()).toBeGreaterThanOrEqual(crashes);
    for (const { order, effects } of told)
      expect(effectsOn(stage, order).sort(), order.name).toEqual([...effects].sort());
    expect(await objectionsTo(stage)).toEqual([]);
  } finally {
    await stage.close();
  }
}, 900_000);
