import type pg from "pg";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";

const LOCATIONS = ["Hamburg", "Berlin", "München", "Köln", "Leipzig", "Freiburg im Breisgau"];
const ARTICLES = 30;
/** Enough that nothing of a long run is ever sold out. */
const UNITS = 1_000_000;

/** Shops with six locations and thirty articles, each of which lies at four of them; the app may act in all. */
export async function openBenchShops(owner: pg.Client, world: World, count: number): Promise<StagedShop[]> {
  const goods = Array.from({ length: ARTICLES }, (_, index) => ({
    title: `article ${index + 1}`,
    priceMinor: 995 + 110 * index,
    policy: "DENY" as const,
    units: Object.fromEntries(
      LOCATIONS.filter((_city, place) => (place + index) % 3 !== 0).map((city) => [city, UNITS]),
    ),
  }));
  const shops: StagedShop[] = [];
  for (let index = 1; index <= count; index += 1) {
    // The plan of a large merchant: the loop is measured, not Shopify's limit on calls.
    const staged = openShop(world, { domain: `bench-${index}.myshopify.com`, plan: "ENTERPRISE" }, LOCATIONS, goods);
    await installOn(owner, world, staged.shop, "act");
    shops.push(staged);
  }
  return shops;
}

/** One paid order of three lines by somebody in the country. */
export function placeBenchOrder(world: World, { shop, variantByTitle }: StagedShop): Order {
  const { random } = world;
  const first = nextInteger(random, 0, ARTICLES - 1);
  const titles = [first, first + 7, first + 13].map((index) => `article ${(index % ARTICLES) + 1}`);
  const placement = placeOrder(world, shop, {
    lines: titles.map((title) => ({ variantId: variantByTitle.get(title)!.id, quantity: nextInteger(random, 1, 3) })),
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: nextPersonIn(random, cityOf(nextChoice(random, LOCATIONS))),
    email: `buyer-${nextInteger(random, 0, 2_000_000_000)}@example.com`,
  });
  if (placement.outcome === "refused") throw new Error("A shop of the bench is sold out.");
  return placement.order;
}
