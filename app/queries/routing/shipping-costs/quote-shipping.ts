import { loadShop } from "#app/db/shop-rows.ts";
import { database } from "#app/db.server.ts";
import { centreOf } from "#app/domain/routing/centres.ts";
import { kilometresTo } from "#app/domain/routing/distance.ts";
import { quoteParcel, type ParcelQuote } from "#app/domain/routing/prices/quote-parcel.ts";
import type { ParcelDestination } from "#app/domain/routing/prices/zone-part.ts";
import { policyOf } from "#app/domain/routing/prices/routing-policy.ts";

/** Where a parcel is to go, and what it weighs. */
export type QuoteWish = { locationId: string; destination: ParcelDestination & { countryCode: string }; grams: number };

/** What is asked for it, or why that cannot be said. Kilometres are those to the middle of the country or province. */
export type ShippingQuote = (ParcelQuote & { kilometres: number | null; dayMinor: number }) | { problem: string };

/** What sending a parcel costs from a location, reckoned as routes are. */
export async function quoteShipping(
  shop: string,
  { locationId, destination, grams }: QuoteWish,
): Promise<ShippingQuote> {
  const known = await database.inShop(shop, (sql) => loadShop(sql, shop));
  const location = known?.locations.find(({ id }) => id === locationId);
  if (!known || !location) return { problem: "This location is not known any more. Reload the page." };
  const centre = centreOf(destination.countryCode, destination.provinceCode);
  if (centre === null)
    return { problem: `“${destination.countryCode}” is no country. Write its two letters, such as DE.` };
  const { shopCurrency } = known.settings;
  const { dayMinor } = policyOf(known.settings);
  const kilometres = kilometresTo(location, centre);
  const stretch = { location, destination, kilometres };
  return { ...quoteParcel(known.rateCards.cards, stretch, grams, shopCurrency, dayMinor), kilometres, dayMinor };
}
