import { listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import type { RouteCost } from "#app/domain/decision.ts";

type Term = Exclude<keyof RouteCost, "totalMinor">;

/** What follows "2.10 EUR more" or "less"; in the order in which they are told. */
const WORDS: Record<Term, string> = {
  postageMinor: "postage",
  handlingMinor: "picking and packing",
  delayMinor: "goodwill for arriving later",
  splitMinor: "goodwill for more than one parcel",
  movesMinor: "for leaving from elsewhere than assigned",
};

/** "2.10 EUR more postage, 0.50 EUR less goodwill for arriving later"; empty where all terms are the same. */
export function compareCosts(cost: RouteCost, than: RouteCost, currency: string): string {
  const terms = (Object.keys(WORDS) as Term[]).flatMap((term) => {
    const moreMinor = cost[term] - than[term];
    if (moreMinor === 0) return [];
    return [
      {
        moreMinor,
        text: `${sayMoney(Math.abs(moreMinor), currency)} ${moreMinor > 0 ? "more" : "less"} ${WORDS[term]}`,
      },
    ];
  });
  // What speaks against it first, and what weighs most.
  terms.sort((left, right) => right.moreMinor - left.moreMinor);
  return listInWords(terms.map(({ text }) => text));
}
