import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import type { FileLine, FileProblem, FileSetting } from "./file-problem.ts";
import { gatherCards } from "./gather-cards.ts";
import { readHead } from "./read-head.ts";
import { readPriceLine, type PriceLine } from "./read-price-line.ts";

/** Some thirty services of eight zones and twenty steps. A batch of orders loads all of them, so there is an end to it. */
export const MOST_PRICES = 5_000;

export type ReadRateFile = { ok: true; cards: RateCard[] } | { ok: false; problems: FileProblem[] };

/** Reads a file of rates whole, or says everything that is wrong with it, line by line. */
export function readRateFile([first, ...lines]: readonly FileLine[], setting: FileSetting): ReadRateFile {
  if (!first) return refuse("The file is empty.");
  if (lines.length > MOST_PRICES)
    return refuse(`The file has ${lines.length} prices; at most ${MOST_PRICES} are kept.`);
  const { head, problems } = readHead(first, setting.currency);
  if (problems.length > 0) return { ok: false, problems };
  if (lines.length === 0) return refuse("The file has no prices, only its first line.");
  const prices: PriceLine[] = [];
  for (const line of lines) {
    const price = readPriceLine(line, head, setting, problems);
    if (price) prices.push(price);
  }
  // Whether lines fit together is asked once each of them is right: else one mistake is told of several times.
  const cards = problems.length === 0 ? gatherCards(prices, setting.currency, problems) : [];
  if (problems.length === 0) return { ok: true, cards };
  return { ok: false, problems: problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function refuse(sentence: string): ReadRateFile {
  return { ok: false, problems: [{ line: null, column: null, sentence }] };
}
