import { sayGoods, sayHeldByOthers } from "./actions/say-work.ts";
import { isAutomaticHold } from "./actions/hold-handles.ts";
import { asSentence, count, listInWords } from "./basics/phrase.ts";
import type { OrderContext, PlannedQuantity, Problem } from "./decision.ts";
import { isParcelWork } from "./orders/open-work.ts";
import { kilometresTo, pointOf } from "./routing/distance.ts";
import type { WorkItem } from "./routing/survey-work.ts";

/** What the sentence is about: the parts of a decision before they are put together. */
type Decided = {
  problems: readonly Problem[];
  work: readonly WorkItem[];
  served: readonly PlannedQuantity[];
  backordered: readonly PlannedQuantity[];
};

/** The whole decision in one plain sentence: "Ships from Lyon (312 km), all 3 lines; invoice due when paid." */
export function sayDecision(context: OrderContext, decided: Decided, documentSentence: string): string {
  return asSentence(`${sayWork(context, decided)}; ${documentSentence}`);
}

function sayWork(context: OrderContext, decided: Decided): string {
  const holding = decided.problems.filter((problem) => problem.holds);
  if (holding.length > 0) return sayHeld(holding);
  const open = decided.work.filter((item) => item.standing === "fixed" || item.standing === "movable");
  if (open.length === 0) return sayResting(decided.work);
  const others = open.flatMap((item) => item.fulfillmentOrder.holds.filter((hold) => !isAutomaticHold(hold)));
  if (others.length > 0) return withoutStop(sayHeldByOthers(others));
  if (decided.served.length === 0) return `Backordered: ${sayGoods(context.facts, decided.backordered)}`;
  return saySending(context, decided, open);
}

function sayHeld(holding: readonly Problem[]): string {
  const more = holding.length > 1 ? ` (and ${holding.length - 1} more)` : "";
  return `Held: ${withoutStop(holding[0]!.sentence)}${more}`;
}

function sayResting(work: readonly WorkItem[]): string {
  if (work.some((item) => item.standing === "scheduled")) return "Scheduled for later";
  if (work.some((item) => item.standing === "elsewhere")) return "Left to the service that has it";
  return work.length > 0 ? "Everything has been sent" : "Nothing is to be sent";
}

function saySending(context: OrderContext, decided: Decided, open: readonly WorkItem[]): string {
  const places = [...new Set(decided.served.map((part) => part.locationId))].map((id) => sayLocation(context, id));
  const lines = new Set(decided.served.map((part) => part.lineItemId)).size;
  const isShipped = open.some((item) => isParcelWork(context.facts, item.fulfillmentOrder));
  const start = `${isShipped ? "Ships from" : "Handed over at"} ${listInWords(places)}`;
  const parcels = places.length > 1 ? `, in ${count(places.length, "parcel")}` : "";
  if (decided.backordered.length > 0)
    return `${start}${parcels}; backordered: ${sayGoods(context.facts, decided.backordered)}`;
  return `${start}${parcels}, ${lines === 1 ? "its only line" : `all ${lines} lines`}`;
}

function sayLocation(context: OrderContext, locationId: string): string {
  const location = context.locations.find((each) => each.id === locationId);
  if (location === undefined) return `location ${locationId}`;
  const { shippingAddress } = context.facts;
  const kilometres = kilometresTo(location, shippingAddress === null ? null : pointOf(shippingAddress));
  return kilometres === null ? location.name : `${location.name} (${kilometres} km)`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
