import { share, splitByWeight } from "#app/domain/basics/money.ts";
import type { LineItemFacts, OrderFacts, PriceSet, RefundFacts, TaxLineFacts } from "#app/domain/orders/order-facts.ts";
import { NO_TAX, totalOf, type Amount, type TaxPart } from "./amount.ts";
import { countedRefunds } from "./counted-refunds.ts";
import { keptBackOf } from "./judge-refund.ts";
import { spreadByRate } from "./spread-by-rate.ts";

/**
 * What an order amounts to now, line by line, in presentment currency:
 * - platform: as Shopify's total counts it: every removal, and nothing that was given back without goods;
 * - documents: as our documents must say it: refunds without money and those still waiting do not count yet, and amounts
 *   given back without goods are lines of their own.
 *
 * Prices, discounts and tax of a line are stated for its whole quantity; of fewer units they are the share, rounded half
 * away from zero for each tax line. Prices contain the tax where the order says so. Gift cards sold bear no VAT: they are
 * money, taxed when they are spent (Directive 2006/112/EC, art. 30b, multi-purpose vouchers).
 */
export function readAmounts(facts: OrderFacts, view: "platform" | "documents"): Map<string, Amount> {
  const counted = view === "platform" ? facts.refunds : countedRefunds(facts);
  const byKey = new Map<string, Amount>();
  for (const line of facts.lines) {
    const units = line.currentQuantity + (view === "platform" ? 0 : uncountedUnits(facts, line, counted));
    if (units > 0) byKey.set(`line:${line.id}`, amountOfLine(facts, line, units));
  }
  addShipping(facts, counted, byKey);
  if (view === "documents") addGoodwill(facts, counted, byKey);
  return byKey;
}

/**
 * Units that Shopify has removed and that our documents still count, because their money has not gone back. Units refunded
 * before they were sent and not restocked stay on the order and are stated to be worth nothing: they were not removed.
 */
function uncountedUnits(facts: OrderFacts, line: LineItemFacts, counted: readonly RefundFacts[]): number {
  let units = 0;
  for (const refund of facts.refunds) {
    if (counted.includes(refund)) continue;
    for (const part of refund.lines) {
      const isRemoved = part.subtotal.presentmentMinor !== 0 || part.tax.presentmentMinor !== 0;
      if (part.lineItemId === line.id && isRemoved) units += part.quantity;
    }
  }
  return Math.min(units, line.quantity - line.currentQuantity);
}

function amountOfLine(facts: OrderFacts, line: LineItemFacts, units: number): Amount {
  const discount = share(line.discount.presentmentMinor, units, line.quantity);
  const price = line.unitPrice.presentmentMinor * units - discount;
  const taxes = line.isGiftCard
    ? []
    : line.taxLines.map((tax) => taxPartOf(tax, share(tax.price.presentmentMinor, units, line.quantity)));
  const description = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
  return amountOf(facts, { key: `line:${line.id}`, description, sku: line.sku, quantity: units }, price, taxes);
}

/** Shipping as charged less what was refunded of it, spread over the shipping lines by their size. */
function addShipping(facts: OrderFacts, counted: readonly RefundFacts[], byKey: Map<string, Amount>): void {
  const live = facts.shippingLines.filter((line) => !line.isRemoved);
  const prices = live.map((line) => line.discountedPrice.presentmentMinor);
  const charged = prices.reduce((sum, price) => sum + price, 0);
  const refunded = Math.min(
    charged,
    sumOf(counted, (refund) => refund.shipping.amount),
  );
  const refundedByLine = splitByWeight(refunded, prices);
  const taxes = live.map((line) => line.taxLines.reduce((sum, tax) => sum + tax.price.presentmentMinor, 0));
  const taxCharged = taxes.reduce((sum, tax) => sum + tax, 0);
  const refundedTaxByLine = splitByWeight(
    Math.min(
      taxCharged,
      sumOf(counted, (refund) => refund.shipping.tax),
    ),
    taxes,
  );
  for (const [at, line] of live.entries()) {
    const taxWeights = line.taxLines.map((tax) => tax.price.presentmentMinor);
    const less = splitByWeight(refundedTaxByLine[at]!, taxWeights);
    const parts = line.taxLines.map((tax, index) => taxPartOf(tax, tax.price.presentmentMinor - less[index]!));
    const key = `shipping:${line.id}`;
    const amount = amountOf(
      facts,
      { key, description: line.title, sku: null, quantity: 0 },
      prices[at]! - refundedByLine[at]!,
      parts,
    );
    if (totalOf(amount) !== 0) byKey.set(key, amount);
  }
}

/**
 * Adds what was given back without goods, and what was kept back from a refund of goods (then positive), as lines of their
 * own. They name no goods, so their tax is spread over the rates of the order.
 */
function addGoodwill(facts: OrderFacts, counted: readonly RefundFacts[], byKey: Map<string, Amount>): void {
  const current = [...byKey.values()];
  for (const refund of counted) {
    const keptBack = keptBackOf(facts, refund);
    if (keptBack === 0) continue;
    const key = `adjustment:${refund.id}`;
    const description = keptBack < 0 ? "Refund without goods" : "Kept back from a refund";
    byKey.set(
      key,
      spreadByRate({ key, description }, keptBack, current.length > 0 ? current : amountsAsOrdered(facts)),
    );
  }
}

function amountsAsOrdered(facts: OrderFacts): Amount[] {
  return facts.lines.filter((line) => line.quantity > 0).map((line) => amountOfLine(facts, line, line.quantity));
}

function amountOf(
  facts: OrderFacts,
  line: Pick<Amount, "key" | "description" | "sku" | "quantity">,
  price: number,
  taxes: TaxPart[],
): Amount {
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
  const netMinor = facts.taxesIncluded ? price - taxMinor : price;
  for (const tax of taxes) tax.netMinor = netMinor;
  const parts = taxes.length > 0 ? taxes : [{ title: NO_TAX, ratePpm: 0, netMinor, taxMinor: 0 }];
  return { ...line, netMinor, taxMinor, taxes: parts };
}

function taxPartOf(tax: TaxLineFacts, taxMinor: number): TaxPart {
  return { title: tax.title, ratePpm: tax.ratePpm, netMinor: 0, taxMinor };
}

function sumOf(refunds: readonly RefundFacts[], amountOfRefund: (refund: RefundFacts) => PriceSet): number {
  return refunds.reduce((sum, refund) => sum + amountOfRefund(refund).presentmentMinor, 0);
}
