import { nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { OracleLine, OraclePlace, OracleProblem, OracleRate } from "./oracle-problem.ts";

/** The most that trying every plan can bear a hundred thousand times: 35 ways for each line, 1.5 million plans. */
const MOST_PLACES = 4;
const MOST_LINES = 4;
const MOST_UNITS = 3;

/** Above every cost that is drawn, as the app has it by default: waiting is the last choice. */
const WAIT_LAST_MINOR = 10_000_000;

/** How large the numbers of one problem are. In tiny ranges plans often cost the same, in wide ones hardly ever. */
type Scale = { mostMinor: number; mostGrams: number; leastStepGrams: number };

const scales: readonly Scale[] = [
  { mostMinor: 2, mostGrams: 3, leastStepGrams: 1 },
  { mostMinor: 9, mostGrams: 6, leastStepGrams: 2 },
  { mostMinor: 900, mostGrams: 1500, leastStepGrams: 250 },
];

/** What one problem has much of, so that each rule is met in problems that are not full of all the others. */
type Traits = {
  scale: Scale;
  items: number;
  isStockShort: boolean;
  isCapacityShort: boolean;
  isWaitingCheap: boolean;
  isSplitDear: boolean;
  isOpeningCheap: boolean;
  hasSets: boolean;
  hasAloneUnits: boolean;
  hasLinesInOnePiece: boolean;
};

/** A small problem, small enough for `findByTrying`, in which several rules of the specification have a say. */
export function drawProblem(random: SeededRandom): OracleProblem {
  // Empty problems are rare, but they are there.
  const lineCount = nextChance(random, 0.01) ? 0 : drawCount(random, MOST_LINES);
  const placeCount = nextChance(random, 0.01) ? 0 : drawCount(random, MOST_PLACES);
  const traits = drawTraits(random, lineCount);
  const lines = drawLines(random, traits, lineCount);
  const places: OraclePlace[] = [];
  for (let at = 0; at < placeCount; at++) places.push(drawPlace(random, traits, lines, places));
  const { mostMinor } = traits.scale;
  return { lines, places, splitMinor: nextInteger(random, 0, traits.isSplitDear ? mostMinor * 2 : mostMinor >> 1) };
}

/** The larger of two numbers: a problem of one line or one place decides little. */
function drawCount(random: SeededRandom, most: number): number {
  return Math.max(nextInteger(random, 1, most), nextInteger(random, 1, most));
}

function drawTraits(random: SeededRandom, lineCount: number): Traits {
  return {
    scale: nextChoice(random, scales),
    items: nextInteger(random, 1, Math.max(1, lineCount)),
    isStockShort: nextChance(random, 0.6),
    isCapacityShort: nextChance(random, 0.35),
    isWaitingCheap: nextChance(random, 0.35),
    isSplitDear: nextChance(random, 0.5),
    isOpeningCheap: nextChance(random, 0.5),
    hasSets: lineCount > 1 && nextChance(random, 0.35),
    hasAloneUnits: nextChance(random, 0.35),
    hasLinesInOnePiece: nextChance(random, 0.5),
  };
}

function drawLines(random: SeededRandom, traits: Traits, count: number): OracleLine[] {
  const lines: OracleLine[] = [];
  for (let at = 0; at < count; at++) {
    const twin = lines.length > 0 && nextChance(random, 0.1) ? nextChoice(random, lines) : null;
    lines.push(twin ?? drawLine(random, traits));
  }
  return lines;
}

function drawLine(random: SeededRandom, traits: Traits): OracleLine {
  const { mostGrams, mostMinor } = traits.scale;
  return {
    units: nextChance(random, 0.04) ? 0 : drawCount(random, MOST_UNITS),
    item: nextInteger(random, 0, traits.items - 1),
    unitGrams: nextChance(random, 0.05) ? 0 : nextInteger(random, 1, mostGrams),
    mayBeSplit: !(traits.hasLinesInOnePiece && nextChance(random, 0.6)),
    // Numbers with a gap between them: a set's number is a name, no index.
    together: traits.hasSets && nextChance(random, 0.7) ? nextChoice(random, [0, 0, 7]) : null,
    shipsAlone: traits.hasAloneUnits && nextChance(random, 0.5),
    waitMinor:
      traits.isWaitingCheap && nextChance(random, 0.8) ? nextInteger(random, 0, mostMinor * 2) : WAIT_LAST_MINOR,
  };
}

function drawPlace(
  random: SeededRandom,
  traits: Traits,
  lines: readonly OracleLine[],
  others: readonly OraclePlace[],
): OraclePlace {
  const stock = Array.from({ length: traits.items }, () => drawStock(random, traits));
  // Where places cost the same, only the order between equal plans decides.
  if (others.length > 0 && nextChance(random, 0.2)) return { ...nextChoice(random, others), stock };
  const { mostMinor } = traits.scale;
  const mostUnitMinor = nextChance(random, 0.5) ? 0 : mostMinor >> 1;
  return {
    stock,
    openMinor: nextInteger(random, 0, traits.isOpeningCheap ? mostMinor >> 2 : mostMinor),
    unitMinor: lines.map(() => nextInteger(random, 0, mostUnitMinor)),
    rates: drawRates(random, traits.scale),
    capacityUnits: traits.isCapacityShort && nextChance(random, 0.7) ? nextInteger(random, 0, 5) : Infinity,
  };
}

function drawStock(random: SeededRandom, { isStockShort }: Traits): number {
  if (isStockShort && nextChance(random, 0.6)) return nextInteger(random, 0, MOST_UNITS);
  return nextChance(random, 0.3) ? Infinity : MOST_LINES * MOST_UNITS;
}

/** Of one step to three, near the weight of a few units: so units cross a step together, and often the heaviest parcel. */
function drawRates(random: SeededRandom, { mostMinor, mostGrams, leastStepGrams }: Scale): OracleRate[] {
  const rates: OracleRate[] = [];
  let upToGrams = 0;
  let priceMinor = nextInteger(random, 0, mostMinor);
  const steps = nextInteger(random, 1, 3);
  // Parcels too light for a single unit are rare in shops, and are drawn because the price by weight covers them too.
  const most = nextChance(random, 0.5) ? mostGrams : mostGrams * 3;
  for (let step = 0; step < steps; step++) {
    upToGrams += nextInteger(random, leastStepGrams, most);
    rates.push({ upToGrams, priceMinor });
    priceMinor += nextInteger(random, step === 0 ? 0 : 1, mostMinor >> 1);
  }
  return rates;
}
