import type { ShopperOrder } from "../../../app/contracts/shopper-order.ts";
import type { OrderPage } from "./order-page.ts";

type Line = ShopperOrder["lines"][number];
type Part = Line["parts"][number];
type Parcel = ShopperOrder["parcels"][number];

/** What is so of a line, a sentence for each of its parts: "1 of 3: being prepared at Lyon". */
export function sayLine(page: OrderPage, line: Line): string[] {
  return line.parts.map((part) => {
    const state = sayPart(page, part);
    if (part.units === line.quantity) return state;
    return page.translate("units", { units: part.units, quantity: line.quantity, state });
  });
}

function sayPart({ translate, formatDay }: OrderPage, { state, place, parcel, dueDay }: Part): string {
  if (place !== null) return translate(`part.${state}_at`, { place });
  if (parcel !== null) return translate(`part.${state}_in`, { parcel });
  if (dueDay !== null) return translate(`part.${state}_on`, { day: formatDay(new Date(`${dueDay}T12:00:00Z`)) });
  return translate(`part.${state}`);
}

/** "Mug, blue × 2". */
export function nameLine({ translate }: OrderPage, { title, variantTitle, quantity }: Line): string {
  const name = variantTitle ? `${title}, ${variantTitle}` : title;
  return translate("item", { name, quantity });
}

/** "Parcel 1 with DHL". */
export function nameParcel({ translate }: OrderPage, { number, carrier }: Parcel): string {
  return carrier ? translate("parcel_with", { number, carrier }) : translate("parcel", { number });
}

/** The last that was heard of a parcel: "Delivered, 20 November at 18:00". */
export function sayParcel({ translate, formatTime }: OrderPage, { state, stateAt }: Parcel): string {
  const event = translate(`event.${state}`);
  return stateAt === null ? event : translate("event_at", { event, time: formatTime(new Date(stateAt)) });
}

/** How far an order is, in steps out of four; undefined for one that ended otherwise than by arriving. */
export function stepOf(headline: ShopperOrder["headline"]): number | undefined {
  switch (headline) {
    case "placed":
    case "checking":
    case "waiting_for_stock":
    case "scheduled":
      return 1;
    case "preparing":
    case "packed":
      return 2;
    case "part_shipped":
    case "shipped":
    case "not_delivered":
      return 3;
    case "delivered":
    case "handed_over":
      return 4;
    default:
      return undefined;
  }
}

export const STEPS = 4;
