import type { RouteCost } from "#app/domain/decision.ts";

type Term = Exclude<keyof RouteCost, "totalMinor">;

/** What a route's cost is made of, in the order in which it is told. */
export const COST_TERMS: readonly { term: Term; title: string }[] = [
  { term: "postageMinor", title: "Postage" },
  { term: "handlingMinor", title: "Picking and packing" },
  { term: "delayMinor", title: "Arriving later than it could" },
  { term: "splitMinor", title: "More than one parcel" },
  { term: "movesMinor", title: "Leaving from elsewhere than assigned" },
];
