import { isDeepStrictEqual } from "node:util";
import type { OrderContext, OrderDecision } from "#app/domain/decision.ts";
import { onHand, type Level } from "#app/domain/inventory/level.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import { lineQuantities } from "#app/domain/orders/line-quantities.ts";
import { openFulfillmentOrders } from "#app/domain/orders/open-work.ts";
import { NOON } from "#tests/domain/build-order.ts";
import { arbitraryWorld, type World } from "#tests/fuzz/arbitrary-world.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import { applyAction } from "#tests/fuzz/model-platform.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

/** Longer chains than this are no way to a plan: each fulfillment order takes a handful of steps at most. */
const MOST_ROUNDS = 25;

export function decisionLaws({ decideBatch }: Subject): readonly Law[] {
  return [
    law("no claim exceeds what is on hand less the safety stock", arbitraryWorld(), (world) => {
      const { decisions, levels } = decideBatch(world.contexts, world.levels, NOON);
      assertClaims(decisions, levels);
      const again = decideBatch(carryClaims(world.contexts, decisions), shrink(levels), NOON);
      assertClaims(again.decisions, again.levels);
    }),

    law(
      "every unit of open work is served or backordered, and the units of a line sum to what was ordered",
      arbitraryWorld(),
      (world) => {
        const { decisions } = decideBatch(world.contexts, world.levels, NOON);
        for (const [at, decision] of decisions.entries()) assertUnits(world.contexts[at]!, decision);
      },
    ),

    law("the same batch gives the same decisions and changes nothing it was given", arbitraryWorld(), (world) => {
      const before = structuredClone(world);
      const first = decideBatch(world.contexts, world.levels, NOON);
      expectEqual(world, before, "what was given has changed");
      expectEqual(decideBatch(world.contexts, world.levels, NOON), first, "the second run differs");
    }),

    law("orders that share no goods are decided alike in any order", arbitraryWorld({ itemsApart: true }), (world) => {
      const forwards = decideBatch(world.contexts, world.levels, NOON);
      const backwards = decideBatch([...world.contexts].reverse(), world.levels, NOON);
      expectEqual(
        [...backwards.decisions].reverse(),
        forwards.decisions,
        "a decision depends on its place in the batch",
      );
      expectEqual(backwards.levels, forwards.levels, "the levels depend on the order of the batch");
    }),

    law("goods never leave from where they may not", arbitraryWorld(), (world) => {
      const { decisions } = decideBatch(world.contexts, world.levels, NOON);
      for (const [at, decision] of decisions.entries()) assertPlaces(world, world.contexts[at]!, decision);
    }),

    law("acting and deciding again comes to an end, and no wish is wished twice", arbitraryWorld(), (world) => {
      const ended = actUntilQuiet(world, decideBatch);
      for (const [at, decision] of ended.decisions.entries()) assertSettled(ended.contexts[at]!, decision);
    }),

    law("a batch that is decided again on what it recorded claims the same units", arbitraryWorld(), (world) => {
      const first = decideBatch(world.contexts, world.levels, NOON);
      const again = decideBatch(carryClaims(world.contexts, first.decisions), first.levels, NOON);
      const claimsOf = (decisions: readonly OrderDecision[]) => decisions.map((decision) => decision.allocations);
      expectEqual(claimsOf(again.decisions), claimsOf(first.decisions), "the claims have changed");
      expectEqual(again.levels, first.levels, "the levels have changed");
    }),
  ];
}

function assertClaims(decisions: readonly OrderDecision[], levels: ReadonlyMap<string, Level>): void {
  const claimedByKey = new Map<string, number>();
  for (const claim of decisions.flatMap((decision) => decision.allocations)) {
    const key = levelKey(claim.inventoryItemId, claim.locationId);
    claimedByKey.set(key, (claimedByKey.get(key) ?? 0) + claim.quantity);
    expect(claim.quantity > 0, "a claim is for something");
  }
  for (const [key, level] of levels) {
    if (!level.isTracked) continue;
    const claimed = claimedByKey.get(key) ?? 0;
    const most = Math.max(0, onHand(level.quantities) - level.safetyStockUnits);
    expect(claimed <= most, `${claimed} units claimed of ${most} at ${key}`);
    expect(claimed === level.allocated, `level ${key} counts ${level.allocated} of ${claimed} claimed units`);
  }
}

function carryClaims(contexts: readonly OrderContext[], decisions: readonly OrderDecision[]): OrderContext[] {
  return contexts.map((context, at) => ({ ...context, allocations: decisions[at]!.allocations }));
}

/** Stock that was there is gone: half of it is found missing. */
function shrink(levels: ReadonlyMap<string, Level>): Map<string, Level> {
  const shrunk = [...levels].map(([key, level]): [string, Level] => {
    const available = level.quantities.available - Math.ceil(Math.max(0, onHand(level.quantities)) / 2);
    return [key, { ...level, quantities: { ...level.quantities, available } }];
  });
  return new Map(shrunk);
}

function assertUnits(context: OrderContext, decision: OrderDecision): void {
  const { facts } = context;
  for (const line of lineQuantities(facts, decision.allocations)) {
    const claimed = decision.allocations
      .filter((claim) => claim.lineItemId === line.lineItemId)
      .reduce((sum, claim) => sum + claim.quantity, 0);
    expect(
      line.allocated === claimed,
      `line ${line.lineItemId} has ${claimed} units claimed and ${line.allocated} open`,
    );
  }
  if (decision.route === null) return;
  const planned = [...decision.route.planned, ...decision.route.backordered];
  for (const { fulfillmentOrder, lines } of openFulfillmentOrders(facts)) {
    const { state } = decision.planByFulfillmentOrder[fulfillmentOrder.id]!;
    if (state === "elsewhere" || state === "done") continue;
    for (const { line, quantity } of lines) {
      const units = planned
        .filter((part) => part.fulfillmentOrderLineId === line.id)
        .reduce((sum, part) => sum + part.quantity, 0);
      expect(units === quantity, `${units} of ${quantity} units of ${line.id} are planned`);
    }
  }
}

function assertPlaces(world: World, context: OrderContext, decision: OrderDecision): void {
  const byId = new Map(world.locations.map((location) => [location.id, location]));
  for (const part of decision.route?.planned ?? []) {
    const work = context.facts.fulfillmentOrders.find((each) => each.id === part.fulfillmentOrderId)!;
    if (part.locationId === work.locationId) continue;
    const from = byId.get(work.locationId!)!;
    const to = byId.get(part.locationId)!;
    expect(
      to.isActive && to.fulfillsOnlineOrders && !to.isFulfillmentService,
      `location ${to.id} serves no online orders`,
    );
    expect(work.deliveryMethod === "SHIPPING" && work.status !== "IN_PROGRESS", `${work.id} may not move`);
    expect(!context.frozenFulfillmentOrderIds.includes(work.id), `${work.id} is frozen`);
    const isHome = from.countryCode !== null && from.countryCode === to.countryCode;
    const isOpened = context.settings.allowedBorderCrossings.includes(`${from.countryCode}>${to.countryCode}`);
    expect(isHome || isOpened, `goods cross from ${from.countryCode} to ${to.countryCode}`);
  }
}

/** Applies all actions to the model of the platform and decides again, until there are none. */
function actUntilQuiet(
  world: World,
  decideBatch: Subject["decideBatch"],
): { contexts: OrderContext[]; decisions: OrderDecision[] } {
  let contexts = world.contexts;
  let levels = world.levels;
  const wished = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const batch = decideBatch(contexts, levels, NOON);
    const running = new Map(batch.levels);
    let isQuiet = true;
    contexts = carryClaims(contexts, batch.decisions).map((context, at) => {
      const { actions } = batch.decisions[at]!;
      expect(
        new Set(actions.map((action) => action.fulfillmentOrderId)).size === actions.length,
        "one action for each fulfillment order",
      );
      return actions.reduce((changed, action) => {
        isQuiet = false;
        expect(!wished.has(action.key), `${action.key} is wished again`);
        wished.add(action.key);
        if (action.kind === "release_hold") retireHolds(wished, action.fulfillmentOrderId);
        // Two moves of one order may meet: the second one's work was then merged away, and Shopify would refuse it.
        const isThere = changed.facts.fulfillmentOrders.some(
          (work) => work.id === action.fulfillmentOrderId && work.status !== "CLOSED",
        );
        return isThere ? applyAction(changed, running, action) : changed;
      }, context);
    });
    if (isQuiet) return { contexts, decisions: batch.decisions };
    levels = running;
  }
  throw new Error(`still acting after ${MOST_ROUNDS} rounds`);
}

/** A hold that we lifted ourselves may be wished again: its key stands for one stay on hold. */
function retireHolds(wished: Set<string>, fulfillmentOrderId: string): void {
  for (const key of [...wished]) if (key.startsWith(`hold:${fulfillmentOrderId}:`)) wished.delete(key);
}

/** With nothing left to do, the plan is reached: work is where its goods are, and what waits is on hold. */
function assertSettled(context: OrderContext, decision: OrderDecision): void {
  const isActedOn = !context.isImported && !context.facts.isTest && context.facts.cancelledAt === null;
  if (!isActedOn) return;
  for (const work of context.facts.fulfillmentOrders) {
    const { state } = decision.planByFulfillmentOrder[work.id]!;
    expect(state !== "moving", `${work.id} is still to move`);
    const waits = state === "held" || state === "backordered";
    const canHold = work.supportedActions.includes("HOLD") && context.facts.sourceName !== "pos";
    if (waits && canHold) expect(work.status === "ON_HOLD", `${work.id} is ${state} and not on hold`);
    if (state === "ready") expect(!work.holds.some((hold) => hold.isOurs), `${work.id} is ready and on our hold`);
  }
}

function expect(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}

function expectEqual(actual: unknown, wanted: unknown, sentence: string): void {
  expect(isDeepStrictEqual(actual, wanted), sentence);
}
