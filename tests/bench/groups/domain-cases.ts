import type { LevelBook, OrderContext, SimilarOrder } from "#app/domain/decision.ts";
import { cities } from "#tests/sandbox/merchant/cities.ts";
import { createRandom, nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import {
  address,
  context,
  fulfillmentOrder,
  level,
  levelBook,
  lineItem,
  location,
  NOON,
  order,
} from "#tests/domain/build-order.ts";

export type DomainCase = { context: OrderContext; levels: LevelBook };

export type CaseShape = { cases: number; locations: number; lines: number; seed: number };

/**
 * Orders as routing and validation meet them: lines of a few units, stock that is there at about half of the locations and
 * often short, buyers all over one country, some with neighbours among the recent orders.
 */
export function makeCases({ cases, locations, lines, seed }: CaseShape): DomainCase[] {
  const random = createRandom(seed);
  const places = cities.slice(0, locations).map((city, index) =>
    // One customs area, so that every location competes.
    location(`L${index + 1}`, { latitude: city.latitude, longitude: city.longitude, priority: index + 1 }),
  );
  return Array.from({ length: cases }, (_, index) => {
    const wanted = Array.from({ length: lines }, (_line, line) =>
      lineItem({ id: `${index * lines + line + 1}`, variantId: `v${line + 1}`, quantity: nextInteger(random, 1, 3) }),
    );
    const assigned = nextChoice(random, places).id;
    const city = nextChoice(random, cities);
    const facts = order({
      id: `${index + 1}`,
      name: `#${index + 1}`,
      lines: wanted,
      shippingAddress: address({ latitude: city.latitude, longitude: city.longitude, address1: streetOf(random) }),
      fulfillmentOrders: [fulfillmentOrder(wanted, { id: `${index + 1}`, locationId: assigned })],
    });
    const similarOrders = Array.from({ length: nextInteger(random, 0, 3) }, (_other, other) =>
      similarOrder(index, other),
    );
    const levels = levelBook(
      ...wanted.flatMap((line) =>
        places
          .filter(() => nextChance(random, 0.6))
          .map((place) => level(line.variantId!.replace("v", "i"), place.id, { available: nextInteger(random, 0, 4) })),
      ),
    );
    return { context: context(facts, { locations: places, similarOrders }), levels };
  });
}

function streetOf(random: SeededRandom): string {
  return nextChance(random, 0.9) ? `Marienplatz ${nextInteger(random, 1, 200)}` : "Marienplatz";
}

function similarOrder(index: number, other: number): SimilarOrder {
  const id = `${1_000_000 + index * 4 + other}`;
  return {
    id,
    name: `#${id}`,
    createdAt: NOON,
    cancelledAt: null,
    basket: `v${other}x1`,
    addressKey: "de/80331/munchen/marienplatz1/",
  };
}
