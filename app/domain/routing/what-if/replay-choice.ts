import type { DecisionGrounds, DecisionInputs } from "#app/domain/decision-inputs.ts";
import { contextOf } from "#app/domain/decision-inputs.ts";
import type { RoutePlan } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { routeAndClaim } from "#app/domain/route-and-claim.ts";
import { chosenUnits, isSameChoice } from "./chosen-units.ts";
import { figuresOf, type RouteFigures, type WorkPrices } from "./route-figures.ts";
import { noteDifference, shiftLevels, type StockShift } from "./stock-shift.ts";

/** A decision that gave an order its route, with all that it looked at. */
export type ReplayableChoice = {
  facts: OrderFacts;
  inputs: DecisionInputs;
  grounds: DecisionGrounds;
  route: RoutePlan;
};

/** A policy under which choices are made again, one after the other in the order in which they were made. */
export type ReplayArm = {
  /** Null: the defaults. */
  routing: SavedPolicy | null;
  shift: StockShift;
};

/** An order under the policy that holds and under the draft. */
export type ReplayedOrder = {
  today: RouteFigures;
  draft: RouteFigures;
  /** Whether the draft sends any unit another way than the policy that holds. */
  isChanged: boolean;
  /** Whether the policy that holds sends every unit as it was sent then. */
  isAsDecided: boolean;
};

/** Makes one choice again under two policies, by the code that decides live orders. Changes the arms' stock. */
export function replayChoice(
  choice: ReplayableChoice,
  today: ReplayArm,
  draft: ReplayArm,
  prices: WorkPrices,
): ReplayedOrder {
  const [routeToday, routeOfDraft] = [routeUnder(choice, today), routeUnder(choice, draft)];
  const [chosenToday, chosenByDraft, chosenThen] = [routeToday, routeOfDraft, choice.route].map((route) =>
    route === null ? {} : chosenUnits(route),
  );
  return {
    today: figuresOf(routeToday, prices),
    draft: figuresOf(routeOfDraft, prices),
    isChanged: !isSameChoice(chosenToday!, chosenByDraft!),
    isAsDecided: isSameChoice(chosenToday!, chosenThen!),
  };
}

function routeUnder({ facts, inputs, grounds, route: was }: ReplayableChoice, arm: ReplayArm): RoutePlan | null {
  const { context, levels } = contextOf(facts, inputs, grounds);
  const settings = { ...context.settings, routing: arm.routing };
  const { route } = routeAndClaim({ ...context, settings }, shiftLevels(levels, arm.shift));
  noteDifference(arm.shift, was, route);
  return route;
}
