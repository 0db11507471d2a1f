import { splitByWeight } from "#app/domain/basics/money.ts";
import type { Amount, TaxPart } from "./amount.ts";

/** Goods taxed alike: their net and each of their taxes. */
type TaxClass = { netMinor: number; taxes: TaxPart[] };

/**
 * Spreads a gross amount that names no goods over the tax rates of an order, in proportion to what was sold under each, to
 * the cent (largest remainder). The parts sum to the amount, and each rate's tax is to its net as in the goods themselves.
 *
 * @param given gross minor units, negative when given back
 * @param basis what the order amounts to, line by line
 */
export function spreadByRate(
  line: Pick<Amount, "key" | "description">,
  given: number,
  basis: readonly Amount[],
): Amount {
  const classes = classesOf(basis);
  const weights = classes.flatMap((each) =>
    [each.netMinor, ...each.taxes.map((tax) => tax.taxMinor)].map((minor) => Math.max(0, minor)),
  );
  const parts = splitByWeight(given, weights);
  const amount: Amount = { ...line, sku: null, quantity: 0, netMinor: 0, taxMinor: 0, taxes: [] };
  let at = 0;
  for (const each of classes) {
    const netMinor = parts[at++]!;
    amount.netMinor += netMinor;
    for (const tax of each.taxes) {
      const taxMinor = parts[at++]!;
      amount.taxMinor += taxMinor;
      addPart(amount, { ...tax, netMinor, taxMinor });
    }
  }
  return amount;
}

function classesOf(basis: readonly Amount[]): TaxClass[] {
  const classByRates = new Map<string, TaxClass>();
  for (const { netMinor, taxes } of basis) {
    const key = taxes.map((tax) => `${tax.title} ${tax.ratePpm}`).join("|");
    const same = classByRates.get(key);
    if (same === undefined) classByRates.set(key, { netMinor, taxes: taxes.map((tax) => ({ ...tax })) });
    else {
      same.netMinor += netMinor;
      for (const [at, tax] of taxes.entries()) same.taxes[at]!.taxMinor += tax.taxMinor;
    }
  }
  return [...classByRates.values()];
}

function addPart(amount: Amount, part: TaxPart): void {
  const same = amount.taxes.find((other) => other.title === part.title && other.ratePpm === part.ratePpm);
  if (same) {
    same.netMinor += part.netMinor;
    same.taxMinor += part.taxMinor;
  } else amount.taxes.push(part);
}
