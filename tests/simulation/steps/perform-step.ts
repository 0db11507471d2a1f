import { adjustStock } from "#tests/sandbox/commerce/adjust-stock.ts";
import { redactCustomer } from "#tests/sandbox/commerce/erase-data.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { actOnOrder, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import { fault } from "#tests/sandbox/state/faults.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { createRandom, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import { appCredentials } from "#tests/simulation/machine/app-credentials.ts";
import { shopAt } from "#tests/simulation/machine/create-world.ts";
import { install } from "#tests/simulation/machine/install.ts";
import type { Turn } from "#tests/simulation/machine/job-queue.ts";
import type { Surroundings } from "#tests/simulation/machine/open-machine.ts";
import { performClick } from "./perform-click.ts";
import type { Happening, Step } from "./step.ts";

/** Orders by the step that placed them. */
export type PlacedOrders = Map<number, { shop: Shop; order: Order }>;

const staff: Actor = { kind: "staff", staffMemberId: null };

/**
 * Lets one step happen. What is not possible any more (an order that was never placed, an app that is gone) is left out.
 *
 * @returns what cannot happen inside the event itself and has to be waited for between two events.
 */
export function performStep(at: Surroundings, placed: PlacedOrders, step: Step): (() => Promise<void>) | undefined {
  at.trace.note(`${at.time.nowMs().toFixed(3)} step ${step.id} ${step.what}`);
  switch (step.what) {
    case "order":
    case "act":
    case "count":
    case "empty shelf":
    case "redact customer":
      performBusiness(at, placed, step);
      return undefined;
    case "click":
      intoTurn(at, step, () => performClick(at, step));
      return undefined;
    case "uninstall":
      intoTurn(at, step, () => {
        const shop = shopAt(at.world, step.shop);
        if (isInstalled(shop)) uninstallApp(at.world, shop, appCredentials.apiKey);
      });
      return undefined;
    case "reinstall":
      return () => reinstall(at, step.shop);
    default:
      return performFault(at, step);
  }
}

/** Acts at once, or in the middle of the shop's next turn. */
function intoTurn(at: Surroundings, { shop, intoTurnMs }: Timed, act: (turn?: Turn) => void): void {
  if (intoTurnMs === null) act();
  else at.queue.whenTurnBegins(shopIdOf(at, shop), (turn) => void at.time.after(intoTurnMs, () => act(turn)));
}

type Timed = { shop: number; intoTurnMs: number | null };

type Business = Extract<Happening, { what: "order" | "act" | "count" | "empty shelf" | "redact customer" }>;

function performBusiness({ world, time }: Surroundings, placed: PlacedOrders, step: Business & { id: number }): void {
  if (step.what === "order") {
    const shop = shopAt(world, step.shop);
    const { oddities, goodsSeed } = step;
    const lines = goodsSeed === null ? undefined : drawGoods(shop, createRandom(goodsSeed));
    const checkout = drawCheckout(world, shop, createRandom(step.seed), { oddities, lines });
    const placement = placeOrder(world, shop, checkout);
    if (placement.outcome === "placed") placed.set(step.id, { shop, order: placement.order });
    return;
  }
  if (step.what === "count") {
    countShelf(world, shopAt(world, step.shop), step.seed);
    return;
  }
  const known = placed.get(step.of);
  if (!known?.shop.orders.has(known.order.id)) return;
  const { shop, order } = known;
  if (step.what === "act") {
    if (possibleActs(shop, order).includes(step.act)) actOnOrder(world, shop, order, step.act, createRandom(step.seed));
  } else if (step.what === "empty shelf") {
    const findAgain = findShelfEmpty(world, shop, order);
    if (findAgain) time.after(step.foundAgainAfterMs, findAgain);
  } else {
    const customer = shop.customers.get(order.customerId ?? "");
    if (customer && customer.redactedAt === null) redactCustomer(world, shop, customer, staff);
  }
}

/** One or two kinds of goods, whatever lies there of them: buyers who come with the same seed want the same. */
function drawGoods(shop: Shop, random: SeededRandom): { variantId: string; quantity: number }[] {
  const variants = [...shop.variants.values()];
  const chosen = new Set([nextChoice(random, variants).id, nextChoice(random, variants).id]);
  return [...chosen].map((variantId) => ({ variantId, quantity: nextInteger(random, 1, 2) }));
}

/** Goods come in, or turn out to be a little fewer than the books say. */
function countShelf(world: Surroundings["world"], shop: Shop, seed: number): void {
  const random = createRandom(seed);
  const level = nextChoice(
    random,
    [...shop.inventoryLevels.values()].filter((each) => each.isActive),
  );
  const { inventoryItemId, locationId } = level;
  const delta = nextChoice(random, [-3, -2, -1, -1, 1, 2, 10, 30]);
  const reason = delta > 5 ? "received" : "correction";
  adjustStock(world, shop, { inventoryItemId, locationId, delta, reason }, staff);
}

function isInstalled(shop: Shop): boolean {
  return installationOf(shop, appCredentials.apiKey) !== undefined;
}

async function reinstall({ machine, world, plan }: Surroundings, index: number): Promise<void> {
  const shop = shopAt(world, index);
  if (!isInstalled(shop)) await install(machine.owner, world, shop, plan.shops[index]!.mode);
}

type Fault = Exclude<Step, Business | Extract<Happening, { what: "click" | "uninstall" | "reinstall" }>>;

function performFault(at: Surroundings, step: Fault): (() => Promise<void>) | undefined {
  const { world, time, engine, processes, trace, machine } = at;
  switch (step.what) {
    case "weather":
      engine.faults = { ...noFaults, ...step.faults };
      return undefined;
    case "api fault": {
      const { kind, isWorkDone, skip, times } = step;
      const shopDomain = step.shop === null ? null : shopAt(world, step.shop).domain;
      world.faults.push(fault(kind, { isWorkDone, skip, remaining: times, shopDomain }));
      return undefined;
    }
    case "mischief":
      processes[step.process].arm({ kind: step.kind, ports: step.ports, skip: step.skip });
      return undefined;
    case "clock off":
      processes[step.process].setClockOff(step.byMs);
      trace.count("clock off");
      return undefined;
    case "suspended":
      trace.count("suspended");
      time.leap(step.forMs);
      return undefined;
    case "twin":
      intoTurn(at, step, (turn) => {
        if (turn?.double()) trace.count("twin");
      });
      return undefined;
    case "database restart":
      trace.count("database restart");
      for (const port of Object.values(machine.ports)) port.cutAll();
      return async () => {
        // First everybody notices that the connections are gone.
        await time.runUntil(time.nowMs());
        await machine.restartDatabase();
      };
  }
}

/** Our id of a shop: they are given out in the order of installation, which is that of the plan. */
function shopIdOf({ plan }: Surroundings, index: number): string {
  return String(Math.min(index, plan.shops.length - 1) + 1);
}
