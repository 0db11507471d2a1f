import type pg from "pg";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { PlanName } from "#tests/sandbox/state/shop.ts";
import { nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";

const LOCATIONS = ["Hamburg", "Berlin", "München", "Köln", "Leipzig", "Freiburg im Breisgau"];
const ARTICLES = 30;
/** Enough that nothing of a long run is ever sold out. */
const UNITS = 1_000_000;

export type BenchShop = {
  domain: string;
  plan: PlanName;
  articles: number;
  /** At each of the four locations where an article lies. */
  units: number;
  /** CONTINUE: the shop goes on selling what it no longer has. */
  policy: "DENY" | "CONTINUE";
};

/** A shop with six locations and some articles, each of which lies at four of them; the app may act in all. */
export async function openBenchShop(owner: pg.Client, world: World, shop: BenchShop): Promise<StagedShop> {
  const goods = Array.from({ length: shop.articles }, (_, index) => ({
    title: titleOf(index),
    priceMinor: 995 + 110 * index,
    policy: shop.policy,
    units: Object.fromEntries(
      LOCATIONS.filter((_city, place) => (place + index) % 3 !== 0).map((city) => [city, shop.units]),
    ),
  }));
  const staged = openShop(world, { domain: shop.domain, plan: shop.plan }, LOCATIONS, goods);
  const id = await installOn(owner, world, staged.shop, "act");
  // It has no history, and looking for one is not what is measured.
  await owner.query(
    "INSERT INTO history_imports (shop, state, from_at, started_at, finished_at) VALUES ($1, 'done', now(), now(), now())",
    [id],
  );
  return staged;
}

/** Shops of thirty articles of which nothing is ever sold out. */
export async function openBenchShops(owner: pg.Client, world: World, count: number): Promise<StagedShop[]> {
  const shops: StagedShop[] = [];
  for (let index = 1; index <= count; index += 1) {
    // The plan of a large merchant: the loop is measured, not Shopify's limit on calls.
    const domain = `bench-${index}.myshopify.com`;
    const shop = { domain, plan: "ENTERPRISE", articles: ARTICLES, units: UNITS, policy: "DENY" } as const;
    shops.push(await openBenchShop(owner, world, shop));
  }
  return shops;
}

export type BenchOrder = {
  /** Places of the articles in the shop; three at random when left out. */
  articles?: readonly number[];
  /** Units of each line; one to three at random when left out. */
  quantity?: number;
  hasHouseNumber?: boolean;
};

/** One paid order of three lines by somebody in the country. */
export function placeBenchOrder(
  world: World,
  { shop, variantByTitle }: StagedShop,
  { articles, quantity, hasHouseNumber = true }: BenchOrder = {},
): Order {
  const { random } = world;
  const first = nextInteger(random, 0, variantByTitle.size - 1);
  const chosen = articles ?? [first, first + 7, first + 13].map((index) => index % variantByTitle.size);
  const address = nextPersonIn(random, cityOf(nextChoice(random, LOCATIONS)));
  const placement = placeOrder(world, shop, {
    lines: chosen.map((index) => ({
      variantId: variantByTitle.get(titleOf(index))!.id,
      quantity: quantity ?? nextInteger(random, 1, 3),
    })),
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: hasHouseNumber ? address : { ...address, address1: streetAlone(address.address1) },
    email: `buyer-${nextInteger(random, 0, 2_000_000_000)}@example.com`,
  });
  if (placement.outcome === "refused") throw new Error("A shop of the bench is sold out.");
  return placement.order;
}

function titleOf(article: number): string {
  return `article ${article + 1}`;
}

function streetAlone(address1: string | null): string {
  return (address1 ?? "").replace(/\s*\d+.*$/, "");
}
