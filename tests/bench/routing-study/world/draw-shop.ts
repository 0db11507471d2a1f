import { nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { nextNormal, zipfShares } from "./draw-numbers.ts";
import { peopleShares, studyLocations, type Family, type Item, type Shop } from "./shop.ts";

const FAMILIES = 24;
const FEWEST_ITEMS = 2;
const MOST_ITEMS = 6;

/** Half of the items weigh less than the first number; two thirds lie within a factor of e^0.9 around it. */
const USUAL_GRAMS = 600;
const GRAMS_SPREAD = 0.9;
const LEAST_GRAMS = 30;
const MOST_GRAMS = 12_000;

/** How much tastes differ from region to region. */
const TASTE_SPREAD = 0.4;

export function drawShop(random: SeededRandom): Shop {
  const items: Item[] = [];
  const families = Array.from({ length: FAMILIES }, () => drawFamily(random, items));
  return { locations: studyLocations, regionShares: peopleShares, items, families };
}

function drawFamily(random: SeededRandom, items: Item[]): Family {
  const count = nextInteger(random, FEWEST_ITEMS, MOST_ITEMS);
  const first = items.length;
  const usual = USUAL_GRAMS * Math.exp(GRAMS_SPREAD * nextNormal(random));
  for (let item = 0; item < count; item++) {
    const grams = Math.round(usual * Math.exp((GRAMS_SPREAD / 2) * nextNormal(random)));
    items.push({ grams: Math.min(MOST_GRAMS, Math.max(LEAST_GRAMS, grams)) });
  }
  return {
    items: Array.from({ length: count }, (_, index) => first + index),
    itemShares: zipfShares(count),
    regionShares: peopleShares.map((share) => share * Math.exp(TASTE_SPREAD * nextNormal(random))),
  };
}
