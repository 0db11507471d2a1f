import { add, subtract, zeroLike, type Amount } from "./amount.ts";
import type { DocumentLine, IssuedDocument } from "./document.ts";

/** What all issued documents of an order say together, line by line: invoices less credit notes. */
export function sumDocuments(documents: readonly IssuedDocument[]): Map<string, Amount> {
  const byKey = new Map<string, Amount>();
  for (const document of documents) {
    for (const line of document.lines) {
      const amount = amountOfPrinted(line);
      const before = byKey.get(line.key) ?? zeroLike(amount);
      byKey.set(line.key, document.kind === "invoice" ? add(before, amount) : subtract(before, amount));
    }
  }
  return byKey;
}

/** Only goods are counted in units; shipping and amounts without goods are printed as one piece and counted as none. */
function countsUnits(key: string): boolean {
  return key.startsWith("line:");
}

/** A line as it is printed: shipping and the like as one piece, a change of price alone said in words. */
export function printLine(amount: Amount): DocumentLine {
  if (!countsUnits(amount.key)) return { ...amount, quantity: 1 };
  return amount.quantity === 0 ? { ...amount, description: `${amount.description} (change of price)` } : amount;
}

function amountOfPrinted(line: DocumentLine): Amount {
  return countsUnits(line.key) ? line : { ...line, quantity: 0 };
}
