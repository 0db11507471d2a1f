import type { ShopperOrder } from "../../../app/contracts/shopper-order.ts";

type Line = ShopperOrder["lines"][number];
type Part = Line["parts"][number];

export function part(changes: Partial<Part>): Part {
  return { state: "placed", units: 2, place: null, parcel: null, dueDay: null, ...changes };
}

export function line(parts: Part[], changes: Partial<Line> = {}): Line {
  const quantity = parts.reduce((sum, each) => sum + each.units, 0);
  return { id: "11", title: "Mug", variantTitle: null, quantity, parts, ...changes };
}

export function parcel(changes: Partial<ShopperOrder["parcels"][number]> = {}): ShopperOrder["parcels"][number] {
  const tracking = [{ number: "JJD1", url: "https://example.com/JJD1" }];
  return { number: 1, state: "in_transit", stateAt: null, carrier: "DHL", tracking, ...changes };
}

/** Two mugs that were just placed, unless stated otherwise. */
export function answer(changes: Partial<ShopperOrder> = {}): ShopperOrder {
  return { name: "#1001", headline: "placed", lines: [line([part({})])], parcels: [], isOver: false, ...changes };
}
