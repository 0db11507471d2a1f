import type { World } from "#tests/sandbox/state.ts";
import type { Address, Customer } from "#tests/sandbox/state/people.ts";
import type { Variant } from "#tests/sandbox/state/catalog.ts";
import { nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type {
  Checkout,
  CheckoutDiscount,
  CheckoutLine,
  CheckoutShipping,
  Payment,
} from "#tests/sandbox/commerce/checkout/checkout.ts";
import { addCustomer } from "./add-customer.ts";
import { cities } from "./cities.ts";
import { applyOddity, type Oddity } from "./oddities.ts";
import { nextPersonIn } from "./shopper-address.ts";
import { profileOf, type Market, type ShippingZone } from "./shop-profiles.ts";

/** What a checkout must have; the rest is drawn. */
export type Wish = {
  lines?: { variantId: string; quantity: number }[];
  countryCode?: string;
  customerId?: string;
  payment?: Payment;
  oddities?: readonly Oddity[];
};

/** What the drawing of one checkout knows while it goes on. */
export type Draw = { world: World; shop: Shop; random: SeededRandom; market: Market };

/**
 * A shopper of one of the shop's markets with a cart of goods that are in stock on the same continent. New shoppers become
 * customers. The same random state gives the same checkout.
 */
export function drawCheckout(world: World, shop: Shop, random: SeededRandom, wish: Wish = {}): Checkout {
  const known = wish.customerId === undefined ? undefined : shop.customers.get(wish.customerId);
  const market = drawMarket(shop, random, wish.countryCode ?? known?.addresses[0]?.countryCode ?? undefined);
  const draw: Draw = { world, shop, random, market };
  const customer = known ?? drawCustomer(draw);
  const address =
    wish.countryCode === undefined && customer.addresses[0] ? customer.addresses[0] : addressIn(draw, customer);
  const lines: CheckoutLine[] = wish.lines ?? drawLines(draw);
  const checkout: Checkout = {
    lines,
    delivery: { kind: "shipping" },
    shipping: drawShipping(draw, lines),
    payment: wish.payment ?? drawPayment(draw),
    shippingAddress: { ...address },
    customerId: customer.id,
    email: customer.email,
    phone: address.phone,
    locale: customer.locale,
    presentmentCurrency: market.currency,
    taxesIncluded: market.taxesIncluded,
    discounts: drawDiscounts(draw, lines),
    ...drawExtras(random),
  };
  return (wish.oddities ?? []).reduce((odd, oddity) => applyOddity(draw, odd, oddity), checkout);
}

function drawMarket(shop: Shop, random: SeededRandom, countryCode: string | undefined): Market {
  const fallback: Market = {
    countryCode: countryCode ?? shop.address.countryCode ?? "DE",
    weight: 1,
    currency: shop.currency,
    taxesIncluded: shop.taxesIncluded,
    shipping: "overseas",
  };
  const markets = profileOf(shop)?.markets ?? [fallback];
  if (countryCode !== undefined) return markets.find((each) => each.countryCode === countryCode) ?? fallback;
  let left = nextInteger(
    random,
    1,
    markets.reduce((sum, each) => sum + each.weight, 0),
  );
  return markets.find((each) => (left -= each.weight) <= 0) ?? fallback;
}

function drawCustomer({ world, shop, random, market }: Draw): Customer {
  const regulars = [...shop.customers.values()].filter(
    (customer) =>
      customer.redactedAt === null &&
      customer.addresses[0]?.countryCode === market.countryCode &&
      !customer.tags.includes("b2b"),
  );
  if (regulars.length > 0 && nextChance(random, 0.4)) return nextChoice(random, regulars);
  return addCustomer(world, shop, nextPersonIn(random, drawTown({ random, market })));
}

/** A present to somebody in another country: the buyer's name, a street there. */
function addressIn(draw: Draw, customer: Customer): Address {
  const own = customer.addresses.find((address) => address.countryCode === draw.market.countryCode);
  return (
    own ?? { ...nextPersonIn(draw.random, drawTown(draw)), firstName: customer.firstName, lastName: customer.lastName }
  );
}

function drawTown({ random, market }: Pick<Draw, "random" | "market">) {
  const towns = cities.filter((city) => city.countryCode === market.countryCode);
  return nextChoice(random, towns.length > 0 ? towns : cities);
}

/** Variants that can be shipped now, at least so many, from the continent of the market. */
export function sellable({ shop, market }: Pick<Draw, "shop" | "market">, units: number): Variant[] {
  const isAmerican = (code: string | null): boolean => code === "US" || code === "CA";
  const hasPlaces = [...shop.locations.values()].some(
    (each) => isAmerican(each.address.countryCode) === isAmerican(market.countryCode),
  );
  const near = (locationId: string): boolean => {
    const country = shop.locations.get(locationId)?.address.countryCode ?? null;
    return !hasPlaces || isAmerican(country) === isAmerican(market.countryCode);
  };
  return [...shop.variants.values()].filter((variant) => {
    const levels = shop.levelsByItem.get(variant.inventoryItemId) ?? [];
    return levels.some((level) => near(level.locationId) && level.quantities.available.quantity >= units);
  });
}

function drawLines(draw: Draw): CheckoutLine[] {
  const choices = sellable(draw, 6);
  if (choices.length === 0)
    return [...draw.shop.variants.values()].slice(0, 1).map(({ id }) => ({ variantId: id, quantity: 1 }));
  const quantityById = new Map<string, number>();
  const wanted = nextChoice(draw.random, [1, 1, 1, 2, 2, 3, 4]);
  for (let count = 0; count < wanted; count += 1) {
    quantityById.set(nextChoice(draw.random, choices).id, nextChoice(draw.random, [1, 1, 1, 1, 2, 3]));
  }
  return [...quantityById].map(([variantId, quantity]) => ({ variantId, quantity }));
}

type Tariff = {
  standardMinor: number;
  expressMinor: number;
  freeFromMinor: number;
  days: [standard: number, express: number];
};

// What a small European outdoor shop charges, in euros; a shop that counts in kronor charges about eleven times the number.
const tariffs: Record<ShippingZone, Tariff> = {
  home: { standardMinor: 490, expressMinor: 1290, freeFromMinor: 10_000, days: [3, 1] },
  abroad: { standardMinor: 990, expressMinor: 2490, freeFromMinor: 20_000, days: [6, 2] },
  overseas: { standardMinor: 1990, expressMinor: 3990, freeFromMinor: Infinity, days: [12, 4] },
};

function drawShipping({ shop, random, market }: Draw, lines: readonly CheckoutLine[]): CheckoutShipping {
  const tariff = tariffIn(shop.currency, tariffs[market.shipping]);
  const goodsMinor = lines.reduce((sum, line) => {
    const price = "variantId" in line ? (shop.variants.get(line.variantId)?.priceMinor ?? 0) : line.custom.priceMinor;
    return sum + price * line.quantity;
  }, 0);
  const [standardDays, expressDays] = tariff.days;
  if (nextChance(random, 0.15)) {
    return {
      title: "Express",
      code: "express",
      priceMinor: tariff.expressMinor,
      minDays: expressDays,
      maxDays: expressDays + 1,
    };
  }
  const priceMinor = goodsMinor >= tariff.freeFromMinor ? 0 : tariff.standardMinor;
  const title = priceMinor === 0 ? "Free shipping" : "Standard";
  return { title, code: "standard", priceMinor, minDays: standardDays, maxDays: standardDays + 2 };
}

function tariffIn(currency: string, tariff: Tariff): Tariff {
  const factor = currency === "SEK" ? 11 : 1;
  return {
    ...tariff,
    standardMinor: tariff.standardMinor * factor,
    expressMinor: tariff.expressMinor * factor,
    freeFromMinor: tariff.freeFromMinor * factor,
  };
}

function drawPayment({ random }: Draw): Payment {
  const throwOfDice = nextInteger(random, 1, 100);
  if (throwOfDice <= 66) return { kind: "paid", gateway: "shopify_payments" };
  if (throwOfDice <= 84) return { kind: "paid", gateway: "paypal" };
  if (throwOfDice <= 93) return { kind: "authorized", gateway: "shopify_payments" };
  return { kind: "pending", gateway: "bank_deposit" };
}

function drawDiscounts({ shop, random }: Draw, lines: readonly CheckoutLine[]): CheckoutDiscount[] {
  const throwOfDice = nextInteger(random, 1, 100);
  if (throwOfDice <= 72) return [];
  if (throwOfDice <= 84) return [{ kind: "code", title: "WELCOME10", value: { percent: "10" }, on: "order" }];
  if (throwOfDice <= 90) return [{ kind: "code", title: "TAKE5", value: { amountMinor: 500 }, on: "order" }];
  if (throwOfDice <= 94) return [{ kind: "code", title: "FREESHIP", value: { percent: "100" }, on: "shipping" }];
  const first = lines.find((line) => "variantId" in line && shop.variants.has(line.variantId));
  if (!first || !("variantId" in first)) return [];
  return [
    { kind: "automatic", title: "Item of the week", value: { percent: "15" }, on: { variantIds: [first.variantId] } },
    { kind: "code", title: "WELCOME10", value: { percent: "10" }, on: "order" },
  ];
}

function drawExtras(random: SeededRandom): Pick<Checkout, "note" | "attributes" | "tags"> {
  const extras: Pick<Checkout, "note" | "attributes" | "tags"> = {};
  if (nextChance(random, 0.08))
    extras.note = nextChoice(random, [
      "Please leave with the neighbour.",
      "It is a present: no prices, please.",
      "Klingel defekt, bitte anrufen.",
    ]);
  if (nextChance(random, 0.05)) extras.attributes = [{ key: "gift_wrap", value: "yes" }];
  if (nextChance(random, 0.04)) extras.tags = ["vip"];
  return extras;
}
