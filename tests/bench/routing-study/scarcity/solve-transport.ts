/** Who serves whom with one item. All units are whole; regions that nothing reaches go without. */
export type Transport = {
  /** Units at each place. */
  supply: readonly number[];
  /** Units wanted in each region. */
  demand: readonly number[];
  /** What one unit costs: unitMinor[place][region]. */
  unitMinor: readonly (readonly number[])[];
  /** What one unit costs that is wanted and not served. */
  missingMinor: number;
};

export type TransportPlan = {
  costMinor: number;
  /** By place: how much more the cheapest plan costs when one of its units is taken away; 0 where there is none. */
  lossMinor: number[];
};

/** Where units come from: the places, and behind them one that stands for going without and never runs dry. */
type Flow = {
  unitMinor: readonly (readonly number[])[];
  /** units[origin][region] */
  units: number[][];
  idle: number[];
};

/** By origin, the cheapest way to make one of its units free: through which region's unit, taken over by which origin. */
type Ways = { minor: number[]; region: number[]; next: number[] };

/**
 * The cheapest transport by successive shortest paths (Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.7): each
 * region in turn is served by the cheapest chain of changes to what is served already. The length of such a chain from a
 * place to idle units is the dual price of the place's stock, exact for one whole unit less.
 */
export function solveTransport({ supply, demand, unitMinor, missingMinor }: Transport): TransportPlan {
  const flow: Flow = {
    unitMinor: [...unitMinor, demand.map(() => missingMinor)],
    units: [...supply, 0].map(() => demand.map(() => 0)),
    idle: [...supply, Infinity],
  };
  for (const [region, wanted] of demand.entries()) {
    for (let left = wanted; left > 0;) left -= serve(flow, findWays(flow), region, left);
  }
  const { minor } = findWays(flow);
  return { costMinor: costOf(flow), lossMinor: supply.map((units, place) => (units > 0 ? minor[place]! : 0)) };
}

/** Sends units to a region by the cheapest chain, as many as the chain bears. Returns how many. */
function serve({ unitMinor, units, idle }: Flow, ways: Ways, region: number, wanted: number): number {
  let first = -1;
  let leastMinor = Infinity;
  for (let origin = 0; origin < idle.length; origin++) {
    const minor = unitMinor[origin]![region]! + ways.minor[origin]!;
    if (minor >= leastMinor) continue;
    leastMinor = minor;
    first = origin;
  }
  let count = wanted;
  let last = first;
  for (; ways.next[last] !== -1; last = ways.next[last]!) count = Math.min(count, units[last]![ways.region[last]!]!);
  count = Math.min(count, idle[last]!);
  units[first]![region]! += count;
  for (let origin = first; ways.next[origin] !== -1; origin = ways.next[origin]!) {
    const handed = ways.region[origin]!;
    units[origin]![handed]! -= count;
    units[ways.next[origin]!]![handed]! += count;
  }
  idle[last]! -= count;
  return count;
}

/** Bellman and Ford's shortest paths from every origin to one with idle units. No cycle is negative while the flow is cheapest. */
function findWays(flow: Flow): Ways {
  const { idle } = flow;
  const ways: Ways = {
    minor: idle.map((units) => (units > 0 ? 0 : Infinity)),
    region: idle.map(() => -1),
    next: idle.map(() => -1),
  };
  for (let isShorter = true; isShorter;) {
    isShorter = false;
    for (let origin = 0; origin < idle.length; origin++) if (shorten(flow, ways, origin)) isShorter = true;
  }
  return ways;
}

/** Looks for a cheaper way from an origin: another takes over a unit of a region it serves. */
function shorten({ unitMinor, units }: Flow, ways: Ways, origin: number): boolean {
  let isShorter = false;
  for (let region = 0; region < units[origin]!.length; region++) {
    if (units[origin]![region] === 0) continue;
    for (let other = 0; other < unitMinor.length; other++) {
      const minor = ways.minor[other]! + unitMinor[other]![region]! - unitMinor[origin]![region]!;
      if (minor >= ways.minor[origin]! || other === origin) continue;
      ways.minor[origin] = minor;
      ways.region[origin] = region;
      ways.next[origin] = other;
      isShorter = true;
    }
  }
  return isShorter;
}

function costOf({ unitMinor, units }: Flow): number {
  let cost = 0;
  for (const [origin, row] of units.entries())
    for (const [region, count] of row.entries()) cost += count * unitMinor[origin]![region]!;
  return cost;
}
