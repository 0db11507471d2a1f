import type { RouteFigures } from "./route-figures.ts";

/** What the routes of many orders come to. */
export type Tally = {
  orders: number;
  /** Postage, picking and packing, in minor units. */
  paidMinor: number;
  /** Orders that leave from several locations. */
  splitOrders: number;
  /** Orders of which a part arrives later than from the fastest location that may serve it, and the days of them all. */
  laterOrders: number;
  laterDays: number;
  /** Orders of which something waits for stock, and units. */
  waitingOrders: number;
  waitingUnits: number;
  /** The way of all parts whose way is known, and how many orders those are. */
  kilometres: number;
  measuredOrders: number;
  byLocation: Record<string, LocationTally>;
};

export type LocationTally = { orders: number; units: number };

export function emptyTally(): Tally {
  return {
    orders: 0,
    paidMinor: 0,
    splitOrders: 0,
    laterOrders: 0,
    laterDays: 0,
    waitingOrders: 0,
    waitingUnits: 0,
    kilometres: 0,
    measuredOrders: 0,
    byLocation: {},
  };
}

/** Counts one more order. Changes the tally. */
export function countOrder(tally: Tally, figures: RouteFigures): void {
  const places = Object.entries(figures.unitsByLocation);
  tally.orders += 1;
  tally.paidMinor += figures.paidMinor;
  if (places.length > 1) tally.splitOrders += 1;
  if (figures.daysLater > 0) tally.laterOrders += 1;
  tally.laterDays += figures.daysLater;
  if (figures.waitingUnits > 0) tally.waitingOrders += 1;
  tally.waitingUnits += figures.waitingUnits;
  if (figures.kilometres !== null && places.length > 0) {
    tally.kilometres += figures.kilometres;
    tally.measuredOrders += 1;
  }
  for (const [locationId, units] of places) {
    const here = (tally.byLocation[locationId] ??= { orders: 0, units: 0 });
    here.orders += 1;
    here.units += units;
  }
}
