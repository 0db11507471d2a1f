import { problemTitle } from "./problem-title.ts";

/** How an order stands in one sentence, for whom its own sentence may be withheld: then what is wrong, by name. */
export function plainSentence(order: { sentence: string | null; problems: readonly string[] }): string {
  if (order.sentence !== null) return order.sentence;
  const titles = order.problems.map(problemTitle).join(", ");
  return titles === "" ? "" : `${titles}.`;
}
