import fc from "fast-check";
import type {
  LineItemFacts,
  OrderFacts,
  RefundFacts,
  TaxLineFacts,
  TransactionFacts,
} from "#app/domain/orders/order-facts.ts";
import { lineItem, order, price, refund, shippingLine, transaction } from "#tests/domain/build-order.ts";

/**
 * The money of an order as the platform keeps it, written apart from the product: a basket, then edits and refunds one after
 * the other. Amounts of fewer units than were sold are the share, each discount and each tax rounded by itself.
 */
export type Life = {
  taxesIncluded: boolean;
  lines: { unit: number; quantity: number; discounts: number[]; rates: number[] }[];
  shipping: { charged: number; rates: number[] };
  events: LifeEvent[];
};

export type LifeEvent =
  | { what: "add"; line: Life["lines"][number] }
  | { what: "remove" | "refund" | "failed refund" | "unpaid return"; line: number; units: number }
  | { what: "refund shipping"; percent: number }
  | { what: "goodwill"; minor: number };

/** Discounts stay below the price of one unit: no line ever costs less than nothing. */
const line = fc.record({
  unit: fc.integer({ min: 500, max: 5000 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  discounts: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 2 }),
  rates: fc.constantFrom<number[]>([], [190000], [190000], [70000], [40000, 6250]),
});

/** Lives of orders; goodwill may be left out, since it is spread over lines that later go back. */
export function arbitraryLife({ goodwill = true } = {}): fc.Arbitrary<Life> {
  const units = { line: fc.integer({ min: 0, max: 3 }), units: fc.integer({ min: 1, max: 4 }) };
  const event = fc.oneof<fc.Arbitrary<LifeEvent>[]>(
    fc.record({ what: fc.constant("add" as const), line }),
    fc.record({
      what: fc.constantFrom("remove" as const, "refund" as const, "failed refund" as const, "unpaid return" as const),
      ...units,
    }),
    fc.record({ what: fc.constant("refund shipping" as const), percent: fc.integer({ min: 1, max: 100 }) }),
    ...(goodwill
      ? [fc.record({ what: fc.constant("goodwill" as const), minor: fc.integer({ min: 1, max: 30 }) })]
      : []),
  );
  return fc.record({
    taxesIncluded: fc.boolean(),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    shipping: fc.record({ charged: fc.constantFrom(0, 499, 1290), rates: fc.constantFrom<number[]>([], [190000]) }),
    events: fc.array(event, { maxLength: 5 }),
  });
}

type Line = Life["lines"][number] & { current: number };
type State = {
  lines: Line[];
  shippingBack: number;
  shippingTaxBack: number;
  goodwill: number;
  unsettled: number;
  refunds: RefundFacts[];
  transactions: TransactionFacts[];
};

/** The order's facts after so many events. */
export function factsOf(life: Life, step: number): OrderFacts {
  const state = live(life, step);
  const shipping = { ...price(life.shipping.charged) };
  return order({
    taxesIncluded: life.taxesIncluded,
    lines: state.lines.map((each, at) => lineFacts(life, each, at)),
    shippingLines: [
      shippingLine({ price: shipping, taxLines: taxLines(life, life.shipping.charged, life.shipping.rates) }),
    ],
    fulfillmentOrders: [],
    refunds: state.refunds,
    transactions: state.transactions,
    totalMinor: totalOf(life, state),
  });
}

/** What the documents must sum to: the platform's total less goodwill, and with what was taken back without money. */
export function owed(life: Life, step: number): number {
  const state = live(life, step);
  return totalOf(life, state) - state.goodwill + state.unsettled;
}

function live(life: Life, step: number): State {
  const state: State = {
    lines: life.lines.map((each) => ({ ...each, current: each.quantity })),
    shippingBack: 0,
    shippingTaxBack: 0,
    goodwill: 0,
    unsettled: 0,
    refunds: [],
    transactions: [],
  };
  for (const [at, event] of life.events.slice(0, step).entries()) happen(life, state, event, String(800 + at));
  return state;
}

function happen(life: Life, state: State, event: LifeEvent, id: string): void {
  switch (event.what) {
    case "add":
      state.lines.push({ ...event.line, current: event.line.quantity });
      return;
    case "goodwill":
      if (event.minor >= totalOf(life, state) - state.goodwill) return;
      state.goodwill += event.minor;
      book(
        state,
        refund({ id, adjustments: [{ kind: "refund_discrepancy", amount: price(event.minor), tax: price(0) }] }),
        "success",
      );
      return;
    case "refund shipping":
      refundShipping(life, state, event.percent, id);
      return;
    default:
      takeBack(life, state, event, id);
  }
}

function takeBack(life: Life, state: State, event: LifeEvent & { units: number; line: number }, id: string): void {
  const line = state.lines[event.line % state.lines.length]!;
  const units = Math.min(event.units, line.current);
  // Goodwill is given on what stays: the platform gives no more back than was paid.
  if (units === 0 || state.goodwill > 0) return;
  const before = totalOf(life, state);
  line.current -= units;
  const worth = before - totalOf(life, state);
  if (event.what === "remove") return;
  const part = {
    lineItemId: String(state.lines.indexOf(line) + 1),
    quantity: units,
    restockKind: "return" as const,
    locationId: null,
    subtotal: price(worth),
    tax: price(0),
  };
  if (event.what !== "refund") state.unsettled += worth;
  book(
    state,
    refund({ id, lines: [part] }),
    event.what === "refund" ? "success" : event.what === "failed refund" ? "failure" : null,
  );
}

function refundShipping(life: Life, state: State, percent: number, id: string): void {
  if (state.shippingBack > 0 || state.goodwill > 0) return;
  const { charged, rates } = life.shipping;
  const amount = Math.round((charged * percent) / 100);
  const tax = Math.round(
    (sum(taxLines(life, charged, rates).map((each) => each.price.presentmentMinor)) * percent) / 100,
  );
  state.shippingBack = amount;
  state.shippingTaxBack = tax;
  book(state, refund({ id, shipping: { amount: price(amount), tax: price(tax) } }), "success");
}

/** Adds a refund with the transaction that gave its money back, failed to, or never was (null). */
function book(state: State, each: RefundFacts, status: TransactionFacts["status"] | null): void {
  if (status === null) state.refunds.push(each);
  else {
    state.refunds.push({ ...each, transactionIds: [`t${each.id}`] });
    state.transactions.push(transaction({ id: `t${each.id}`, status }));
  }
}

function lineFacts(life: Life, each: Line, at: number): LineItemFacts {
  const whole = each.unit * each.quantity - sum(each.discounts);
  return lineItem({
    id: String(at + 1),
    quantity: each.quantity,
    currentQuantity: each.current,
    unitPrice: price(each.unit),
    discount: price(sum(each.discounts)),
    taxLines: taxLines(life, whole, each.rates),
  });
}

function taxLines(life: Life, minor: number, rates: readonly number[]): TaxLineFacts[] {
  const all = 1_000_000 + (life.taxesIncluded ? sum(rates) : 0);
  return rates.map((ratePpm) => ({
    title: `Tax ${ratePpm}`,
    ratePpm,
    price: price(Math.round((minor * ratePpm) / all)),
  }));
}

function totalOf(life: Life, state: State): number {
  let total = life.shipping.charged - state.shippingBack;
  if (!life.taxesIncluded) {
    total +=
      sum(taxLines(life, life.shipping.charged, life.shipping.rates).map((each) => each.price.presentmentMinor)) -
      state.shippingTaxBack;
  }
  for (const each of state.lines) {
    const whole = each.unit * each.quantity - sum(each.discounts);
    const shareOf = (minor: number) => Math.round((minor * each.current) / each.quantity);
    total += each.unit * each.current - sum(each.discounts.map(shareOf));
    if (!life.taxesIncluded)
      total += sum(taxLines(life, whole, each.rates).map((tax) => shareOf(tax.price.presentmentMinor)));
  }
  return total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
