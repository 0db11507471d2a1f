import type { PlanName, Shop } from "#tests/sandbox/state/shop.ts";
import { outdoorRange } from "./outdoor-range.ts";
import type { ProductLine } from "./product-line.ts";
import { homeRange, paperRange } from "./small-ranges.ts";

/** A country the shop sells to: how often (weight), in which currency, and whether its prices contain tax there. */
export type Market = {
  countryCode: string;
  weight: number;
  currency: string;
  taxesIncluded: boolean;
  shipping: ShippingZone;
};

export type ShippingZone = "home" | "abroad" | "overseas";

export type LocationLine = {
  name: string;
  city: string;
  street: string;
  phone: string;
  /** A shop with a till: also offers pickup, and does not send online orders unless stated. */
  isStore?: boolean;
};

export type ShopProfile = {
  domain: string;
  name: string;
  ownerName: string;
  /** The others who have an account in the admin. */
  staffNames: string[];
  currency: string;
  ianaTimezone: string;
  weightUnit: Shop["weightUnit"];
  plan: PlanName;
  taxesIncluded: boolean;
  taxCountries: string[];
  exchangeRates: Record<string, string>;
  /** The first is where the business is registered; the order is the merchant's ranking. */
  locations: LocationLine[];
  range: readonly ProductLine[];
  markets: Market[];
};

const market = (
  countryCode: string,
  weight: number,
  currency: string,
  taxesIncluded: boolean,
  shipping: ShippingZone,
): Market => ({
  countryCode,
  weight,
  currency,
  taxesIncluded,
  shipping,
});

/** To be run in Act: six locations in two continents, many markets, businesses, tills. */
export const harbourAndPine: ShopProfile = {
  domain: "harbour-and-pine.myshopify.com",
  name: "Harbour & Pine",
  ownerName: "Merle Hansen",
  staffNames: ["Jonas Petersen", "Camille Laurent"],
  currency: "EUR",
  ianaTimezone: "Europe/Berlin",
  weightUnit: "KILOGRAMS",
  plan: "ADVANCED",
  taxesIncluded: true,
  taxCountries: ["DE", "FR", "IT", "ES", "NL", "BE", "AT", "SE", "PL", "US", "CA"],
  exchangeRates: {
    USD: "1.0842",
    CAD: "1.4771",
    GBP: "0.8563",
    CHF: "0.9421",
    SEK: "11.4265",
    PLN: "4.2803",
    JPY: "163.42",
  },
  locations: [
    { name: "Hamburg Warehouse", city: "Hamburg", street: "Am Sandtorkai 41", phone: "+49 40 5550 1000" },
    { name: "Lyon Warehouse", city: "Lyon", street: "8 quai Perrache", phone: "+33 4 5550 1001" },
    { name: "Milano Store", city: "Milano", street: "Corso Magenta 12", phone: "+39 02 5550 1002", isStore: true },
    { name: "Jersey City Warehouse", city: "Jersey City", street: "300 Harborside Place", phone: "+1 201 555 0103" },
    { name: "Reno Warehouse", city: "Reno", street: "1450 Vassar Street", phone: "+1 775 555 0104" },
    { name: "Toronto Store", city: "Toronto", street: "220 King Street West", phone: "+1 416 555 0105", isStore: true },
  ],
  range: outdoorRange,
  markets: [
    market("DE", 30, "EUR", true, "home"),
    market("FR", 15, "EUR", true, "home"),
    market("IT", 8, "EUR", true, "home"),
    market("ES", 6, "EUR", true, "home"),
    market("NL", 6, "EUR", true, "home"),
    market("AT", 4, "EUR", true, "home"),
    market("BE", 3, "EUR", true, "home"),
    market("SE", 3, "SEK", true, "abroad"),
    market("PL", 2, "PLN", true, "abroad"),
    market("CH", 3, "CHF", true, "abroad"),
    market("GB", 4, "GBP", true, "abroad"),
    market("US", 10, "USD", false, "abroad"),
    market("CA", 5, "CAD", false, "abroad"),
    market("JP", 1, "JPY", true, "overseas"),
  ],
};

/** To be left in Watch: two places in Sweden. */
export const atelierNord: ShopProfile = {
  domain: "atelier-nord.myshopify.com",
  name: "Atelier Nord",
  ownerName: "Ingrid Sandberg",
  staffNames: ["Oskar Lind", "Maja Ek"],
  currency: "SEK",
  ianaTimezone: "Europe/Stockholm",
  weightUnit: "KILOGRAMS",
  plan: "BASIC",
  taxesIncluded: true,
  taxCountries: ["SE"],
  exchangeRates: { EUR: "0.08752" },
  locations: [
    { name: "Göteborg Stockroom", city: "Göteborg", street: "Kungsportsavenyn 4", phone: "+46 31 555 0110" },
    { name: "Stockholm Stockroom", city: "Stockholm", street: "Götgatan 17", phone: "+46 8 555 0111" },
  ],
  range: homeRange,
  markets: [market("SE", 30, "SEK", true, "home"), market("DE", 4, "EUR", true, "abroad")],
};

/** Has not installed the app yet. */
export const mesaPaper: ShopProfile = {
  domain: "mesa-paper.myshopify.com",
  name: "Mesa Paper",
  ownerName: "Dolores Vega",
  staffNames: ["Ruben Ortiz", "Hazel Brooks"],
  currency: "USD",
  ianaTimezone: "America/Denver",
  weightUnit: "POUNDS",
  plan: "BASIC",
  taxesIncluded: false,
  taxCountries: ["US"],
  exchangeRates: {},
  locations: [
    { name: "Denver Studio", city: "Denver", street: "1801 Wazee Street", phone: "+1 303 555 0120" },
    { name: "Austin Shop", city: "Austin", street: "501 West 2nd Street", phone: "+1 512 555 0121", isStore: true },
  ],
  range: paperRange,
  markets: [market("US", 20, "USD", false, "home")],
};

export const shopProfiles: readonly ShopProfile[] = [harbourAndPine, atelierNord, mesaPaper];

/** The profile of a shop of the merchant world; undefined for any other. */
export function profileOf(shop: Shop): ShopProfile | undefined {
  return shopProfiles.find((profile) => profile.domain === shop.domain);
}
