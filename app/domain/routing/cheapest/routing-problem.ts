/** What a group asks for and what each place could do about it, in money. Pure numbers. */
export type RoutingProblem = {
  lines: readonly ProblemLine[];
  /** In the order of preference: among plans that cost the same, places that come first win. */
  places: readonly ProblemPlace[];
  /** For each place used beyond the first. */
  splitMinor: number;
};

export type ProblemLine = {
  units: number;
  /** Lines of one item share its stock. Index into every place's `stock`. */
  item: number;
  unitGrams: number;
  /** False: all units that are served leave from one place. */
  mayBeSplit: boolean;
  /** Lines of one set leave from one place together, all units of all of them or none; null for a line that is in none. */
  together: number | null;
  /** Each unit is a parcel of its own and adds no weight to the others' parcel. */
  shipsAlone: boolean;
  /** What one unit costs that is served by no place. Large by default, so that waiting is the last choice. */
  waitMinor: number;
};

export type ProblemPlace = {
  /** Units of each item that may be taken. May be Infinity. */
  stock: readonly number[];
  /** Once, when the place is used at all: handling of a parcel, lateness, risk that it rejects. */
  openMinor: number;
  /**
   * For one unit of each line from here: picking, what the unit would be worth elsewhere. Same order as `lines`. May be 0;
   * never negative.
   */
  unitMinor: readonly number[];
  /** Carrier's price of a parcel by weight. */
  rates: Rates;
  /** Units the place can still send today; Infinity where nobody counts. */
  capacityUnits: number;
};

/** Ascending in both; a parcel may weigh at most the last step's grams, which are more than none. */
export type Rates = readonly { upToGrams: number; priceMinor: number }[];
