import type { FulfillmentOrder, FulfillmentOrderLineItem } from "#tests/sandbox/state/fulfillment.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import { findLevel, type Shop } from "#tests/sandbox/state/shop.ts";

/** Whether a location may take a line over: it stocks the item (with or without units), or the item is of no stock at all. */
export function isStockedAt(shop: Shop, line: FulfillmentOrderLineItem, locationId: string): boolean {
  if (line.inventoryItemId === null) return true;
  return findLevel(shop, line.inventoryItemId, locationId)?.isActive === true;
}

export type LocationForMove = {
  fulfillmentOrder: FulfillmentOrder;
  location: Location;
  isMovable: boolean;
  message: string | null;
  available: FulfillmentOrderLineItem[];
  unavailable: FulfillmentOrderLineItem[];
};

/** The other active locations with, for each, which of the lines it stocks. `lineIds` narrows the lines asked about. */
export function locationsForMove(
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  filter: { lineIds: readonly string[]; locationIds: readonly string[] | null },
): LocationForMove[] {
  const lines = fulfillmentOrder.lines.filter(
    (line) => line.remainingQuantity > 0 && (filter.lineIds.length === 0 || filter.lineIds.includes(line.id)),
  );
  const isAsked = (location: Location) => filter.locationIds === null || filter.locationIds.includes(location.id);
  return [...shop.locations.values()]
    .filter((location) => location.isActive && isAsked(location))
    .map((location) => judge(shop, fulfillmentOrder, location, lines));
}

function judge(
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  location: Location,
  lines: FulfillmentOrderLineItem[],
): LocationForMove {
  const available = lines.filter((line) => isStockedAt(shop, line, location.id));
  const unavailable = lines.filter((line) => !available.includes(line));
  const isCurrent = location.id === fulfillmentOrder.assignedLocationId;
  return {
    fulfillmentOrder,
    location,
    isMovable: !isCurrent && available.length > 0,
    message: messageFor(isCurrent, available.length, unavailable.length),
    available,
    unavailable,
  };
}

function messageFor(isCurrent: boolean, available: number, unavailable: number): string | null {
  if (isCurrent) return "Current location.";
  if (unavailable === 0) return null;
  return available === 0 ? "No items are stocked at this location." : "Some items are not stocked at this location.";
}
