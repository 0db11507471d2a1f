import type { Measure } from "#tests/bench/bench.ts";
import type { Figure } from "#tests/bench/figure.ts";
import { updateAddress } from "#tests/sandbox/commerce/change-order.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import { openBenchShop, placeBenchOrder } from "./bench-shops.ts";
import { ALL_TOPICS, openLoop, type Loop } from "./run-loop.ts";

/** Orders of each kind that come in the same moment; a read answers up to fifty of them together. */
const ORDERS = 50;

/**
 * What an order costs of the shop's allowance of Admin API points, by the sandbox's own account of every call: all calls
 * from the placing until nothing more is to be read or said, with every webhook the app subscribes to.
 */
export const measurePoints: Measure = async (bench) => {
  const url = await bench.database("bench_points");
  const owner = await bench.connect(url);
  const loop = await openLoop(bench, owner, url, {
    openShops: async (world) => [
      await openBenchShop(owner, world, {
        domain: "points.myshopify.com",
        plan: "BASIC",
        articles: ORDERS,
        units: 100,
        policy: "DENY",
      }),
    ],
    topics: ALL_TOPICS,
  });
  try {
    bench.say(`${ORDERS} orders of each kind`);
    return [await measureNoChange(loop), await measureMoved(loop), await measureHeldAndReleased(loop)];
  } finally {
    await loop.close();
  }
};

async function measureNoChange(loop: Loop): Promise<Figure> {
  return measureKind(loop, "points_no_change", [], async () => {
    placeOrders(loop);
    await loop.untilQuiet();
  });
}

/** Each order's shelf is found empty in the moment it is sold from: it has to leave from elsewhere. */
async function measureMoved(loop: Loop): Promise<Figure> {
  return measureKind(loop, "points_moved", ["fulfillmentOrderMove"], async () => {
    const orders = placeOrders(loop);
    for (const order of orders) findShelfEmpty(loop.world, loop.shops[0]!.shop, order);
    await loop.untilQuiet();
  });
}

/** Orders without a house number are held; then the buyers tell it, and they are released. */
async function measureHeldAndReleased(loop: Loop): Promise<Figure> {
  const acts = ["fulfillmentOrderHold", "fulfillmentOrderReleaseHold"];
  return measureKind(loop, "points_held_released", acts, async () => {
    const orders = placeOrders(loop, { hasHouseNumber: false });
    await loop.untilQuiet();
    const { shop } = loop.shops[0]!;
    for (const order of orders) {
      const address = order.shippingAddress!;
      const withNumber = { ...address, address1: `${address.address1} 12` };
      updateAddress(loop.world, shop, order, withNumber, { kind: "staff", staffMemberId: null });
    }
    await loop.untilQuiet();
  });
}

/** One article each, so that no order's stock is another's. */
function placeOrders({ world, shops }: Loop, options: { hasHouseNumber?: boolean } = {}): Order[] {
  return Array.from({ length: ORDERS }, (_, article) =>
    placeBenchOrder(world, shops[0]!, { articles: [article], quantity: 1, ...options }),
  );
}

async function measureKind(
  { world }: Loop,
  name: string,
  acts: readonly string[],
  play: () => Promise<void>,
): Promise<Figure> {
  const from = world.log.length;
  await play();
  const calls = world.log.slice(from).filter((entry) => entry.kind === "call");
  for (const act of acts) {
    const told = calls.filter(({ rootFields, userErrors }) => rootFields.includes(act) && userErrors.length === 0);
    if (told.length < ORDERS) throw new Error(`Of ${ORDERS} orders ${told.length} had their ${act}.`);
  }
  const mutations = calls.filter(({ isMutation }) => isMutation);
  if (acts.length === 0 && mutations.length > 0) throw new Error("Orders that need no change were changed.");
  const points = (entries: typeof calls) => entries.reduce((sum, { actualCost }) => sum + actualCost, 0);
  const reads = calls.length - mutations.length;
  const remark =
    `${ORDERS} orders at once: ${reads} reads for ${points(calls) - points(mutations)} points, ` +
    `${mutations.length} mutations for ${points(mutations)}`;
  return { name, value: points(calls) / ORDERS, unit: "points", remarks: [remark] };
}
