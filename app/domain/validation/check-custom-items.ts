import { listInWords } from "#app/domain/basics/phrase.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";

/** A custom item names no variant. That is fine and worth a note: no stock is counted for it. */
export function checkCustomItems(context: OrderContext): Problem | null {
  const custom = context.facts.lines.filter(
    (line) => line.variantId === null && line.requiresShipping && line.currentQuantity > 0,
  );
  if (custom.length === 0) return null;
  return {
    code: "variant_unknown",
    holdReason: "OTHER",
    sentence: `No stock is counted for ${listInWords(custom.map((line) => `“${line.title}”`))}: not an article of the catalogue.`,
    subject: `line ${custom[0]!.id}`,
    holds: false,
  };
}
