import { listInWords } from "#app/domain/basics/phrase.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";
import type { LineItemFacts } from "#app/domain/orders/order-facts.ts";

/**
 * A line that names a variant we do not know: we cannot tell what to pick or count. A variant that was deleted since it was
 * sold is known and only mentioned; custom items and tips name none and are left to `checkCustomItems`.
 */
export function checkUnknownVariants(context: OrderContext): Problem | null {
  const unknown = context.facts.lines.filter((line) => isOrdered(line) && variantOf(context, line) === undefined);
  if (unknown.length > 0) {
    return {
      code: "variant_unknown",
      holdReason: "OTHER",
      sentence: `${titles(unknown)} ${unknown.length === 1 ? "is" : "are"} not in the catalogue we know.`,
      subject: `line ${unknown[0]!.id}`,
      holds: true,
    };
  }
  const deleted = context.facts.lines.filter((line) => isOrdered(line) && variantOf(context, line)?.isDeleted);
  if (deleted.length === 0) return null;
  return {
    code: "variant_unknown",
    holdReason: "OTHER",
    sentence: `${titles(deleted)} ${deleted.length === 1 ? "was" : "were"} deleted from the catalogue after the sale.`,
    subject: `line ${deleted[0]!.id}`,
    holds: false,
  };
}

function isOrdered(line: LineItemFacts): boolean {
  return line.variantId !== null && line.currentQuantity > 0;
}

function variantOf(context: OrderContext, line: LineItemFacts) {
  return context.variantById[line.variantId ?? ""];
}

function titles(lines: LineItemFacts[]): string {
  return listInWords(lines.map((line) => `“${line.title}”`));
}
