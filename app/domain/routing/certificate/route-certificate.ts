import type { RouteCost } from "#app/domain/decision.ts";

/** Why a route is as it is, in figures that can be computed again: what was chosen, what it costs, and what would have been next. */
export type RouteCertificate = {
  currency: string;
  /** Work that is routed together, in the order in which it was. */
  groups: GroupCertificate[];
  /** Work that is not for us to place: "2 units stay at Lyon: they are being worked on". */
  staying: string[];
};

export type GroupCertificate = {
  lines: CertifiedLine[];
  places: CertifiedPlace[];
  cost: RouteCost;
  proof: RouteProof;
  next: NextPlans;
  /** What could be otherwise and would make it cheaper, or that nothing could. */
  binding: string[];
  /** For units that wait: the smallest reason why. Null when everything is served. */
  missing: string | null;
};

export type CertifiedLine = {
  title: string;
  wantedUnits: number;
  /** In the order of the places. */
  unitsByPlace: number[];
  waitingUnits: number;
};

/** A location that the plan sends from. */
export type CertifiedPlace = {
  name: string;
  distanceKm: number | null;
  /** How long a parcel is on the way. */
  days: number;
  parcels: number;
  grams: number;
  /** What it costs here; a second parcel of the order costs beyond that, which belongs to no place. */
  cost: RouteCost;
};

export type RouteProof = {
  /**
   * - cheapest: no plan costs less;
   * - stands: one does, by too little to change a plan that stands;
   * - open: the search ended before either was proven.
   */
  verdict: "cheapest" | "stands" | "open";
  sentence: string;
  /** The locations that were not among the candidates or have nothing of it, by why: "Switched off: Lyon". */
  leftOut: string[];
};

export type NextPlans = {
  /** The best first: what they would have cost, and why that is more. */
  sentences: string[];
  /** Whether it is proven that none is missing between them. */
  isProven: boolean;
};
