import { expect, test } from "vitest";
import type { OrderContext, Problem, SimilarOrder } from "#app/domain/decision.ts";
import { addressKey, basketKey } from "#app/domain/orders/order-keys.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { RISK_WAIT_MINUTES } from "#app/domain/validation/check-risk.ts";
import { validate } from "#app/domain/validation/validate.ts";
import { address, context, fulfillmentOrder, lineItem, NOON, order, settings, variant } from "./build-order.ts";

type Row = {
  says: string;
  facts?: Parameters<typeof order>[0];
  around?: Partial<OrderContext>;
  finds: [Problem["code"], boolean][];
};

function found(row: Row, now = NOON): [Problem["code"], boolean][] {
  return validate(context(order(row.facts), row.around), now).map((problem) => [problem.code, problem.holds]);
}

const unpaid = (changes: Partial<OrderFacts>) => ({ financialStatus: "pending" as const, ...changes });

test.each<Row>([
  { says: "a good order has no problems", finds: [] },
  { says: "goods without an address are held", facts: { shippingAddress: null }, finds: [["address_missing", true]] },
  {
    says: "a missing city is held",
    facts: { shippingAddress: address({ city: " " }) },
    finds: [["address_incomplete", true]],
  },
  {
    says: "a missing zip is held where zips are used",
    facts: { shippingAddress: address({ zip: null }) },
    finds: [["address_incomplete", true]],
  },
  {
    says: "a missing zip passes where none are used",
    facts: {
      shippingAddress: address({ countryCode: "AE", zip: null, address1: "Sheikh Zayed Road" }),
      phone: "+971 4 000",
    },
    finds: [],
  },
  {
    says: "a missing city passes in a city state",
    facts: { shippingAddress: address({ countryCode: "SG", city: null, zip: null }) },
    finds: [],
  },
  {
    says: "pick-up needs no address",
    facts: {
      shippingAddress: null,
      fulfillmentOrders: [fulfillmentOrder([lineItem()], { deliveryMethod: "PICK_UP" })],
    },
    finds: [],
  },
  {
    says: "a digital order needs no address",
    facts: { shippingAddress: null, lines: [lineItem({ requiresShipping: false })], fulfillmentOrders: [] },
    finds: [],
  },
  {
    says: "an order that has left is past its address",
    facts: { shippingAddress: null, fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "CLOSED" })] },
    finds: [],
  },
  { says: "neither e-mail nor phone is shown at home", facts: { email: null }, finds: [["contact_missing", false]] },
  {
    says: "neither e-mail nor phone is held for a parcel abroad",
    facts: { email: null, shippingAddress: address({ countryCode: "CH", zip: "8001" }) },
    finds: [["contact_missing", true]],
  },
  {
    says: "the phone of the address is a contact",
    facts: { email: null, shippingAddress: address({ phone: "+49 89 1" }) },
    finds: [],
  },
  {
    says: "an erased buyer is no missing contact",
    facts: { email: null, shippingAddress: null, isRedacted: true },
    finds: [],
  },
  { says: "an unknown variant is held", around: { variantById: {} }, finds: [["variant_unknown", true]] },
  {
    says: "a deleted variant is only mentioned",
    around: { variantById: { v1: variant("v1", { isDeleted: true }) } },
    finds: [["variant_unknown", false]],
  },
  {
    says: "a custom item is only mentioned",
    facts: { lines: [lineItem({ variantId: null })] },
    finds: [["variant_unknown", false]],
  },
  {
    says: "a tip is nothing to mention",
    facts: { lines: [lineItem(), lineItem({ id: "2", variantId: null, isTip: true, requiresShipping: false })] },
    finds: [],
  },
  {
    says: "high risk is held",
    facts: { risk: { level: "HIGH", recommendation: "CANCEL" } },
    finds: [["risk_high", true]],
  },
  {
    says: "medium risk passes by default",
    facts: { risk: { level: "MEDIUM", recommendation: "INVESTIGATE" } },
    finds: [],
  },
  {
    says: "medium risk is held where the merchant says so",
    facts: { risk: { level: "MEDIUM", recommendation: "INVESTIGATE" } },
    around: { settings: settings({ holdRiskLevel: "MEDIUM" }) },
    finds: [["risk_high", true]],
  },
  {
    says: "no risk is held where the merchant says never",
    facts: { risk: { level: "HIGH", recommendation: "CANCEL" } },
    around: { settings: settings({ holdRiskLevel: "NEVER" }) },
    finds: [],
  },
  {
    says: "a pending verdict is waited for",
    facts: { risk: { level: "PENDING", recommendation: "NONE" } },
    finds: [["risk_pending", true]],
  },
  {
    says: "a bank transfer waits for its money",
    facts: unpaid({ gatewayNames: ["Bank Deposit"] }),
    finds: [["payment_pending", true]],
  },
  { says: "cash on delivery passes", facts: unpaid({ gatewayNames: ["Cash on Delivery (COD)"] }), finds: [] },
  { says: "Nachnahme passes", facts: unpaid({ gatewayNames: ["Nachnahme"] }), finds: [] },
  { says: "payment terms pass", facts: unpaid({ paymentTerms: { name: "Net 30", dueInDays: 30 } }), finds: [] },
  { says: "an authorised card passes", facts: { financialStatus: "authorized" }, finds: [] },
  {
    says: "an expired authorisation is held",
    facts: { financialStatus: "expired" },
    finds: [["payment_pending", true]],
  },
  {
    says: "an order over nothing needs no payment",
    facts: unpaid({ lines: [lineItem({ unitPrice: { shopMinor: 0, presentmentMinor: 0 } })] }),
    finds: [],
  },
  {
    says: "a test order is never held",
    facts: { isTest: true, shippingAddress: null },
    finds: [["address_missing", false]],
  },
  {
    says: "a point-of-sale order is never held",
    facts: unpaid({ sourceName: "pos" }),
    finds: [["payment_pending", false]],
  },
  {
    says: "a passed problem is shown and does not hold",
    facts: { shippingAddress: null },
    around: { passedProblems: ["address_missing"] },
    finds: [["address_missing", false]],
  },
  {
    says: "an order that has left is past its risk",
    facts: {
      risk: { level: "HIGH", recommendation: "CANCEL" },
      fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "CLOSED" })],
    },
    finds: [],
  },
  { says: "a cancelled order has no problems", facts: { shippingAddress: null, cancelledAt: NOON }, finds: [] },
  {
    says: "the gravest problem comes first",
    facts: unpaid({ shippingAddress: null, risk: { level: "HIGH", recommendation: "CANCEL" } }),
    finds: [
      ["risk_high", true],
      ["payment_pending", true],
      ["address_missing", true],
    ],
  },
])("$says", (row) => {
  expect(found(row)).toEqual(row.finds);
});

test.each<[street: string, country: string, second: string | null, isMissing: boolean]>([
  ["Marienplatz", "DE", null, true],
  ["Marienplatz 1", "DE", null, false],
  ["Marienplatz", "DE", "12 b", false],
  ["Marienplatz", "DE", "Hausnummer 12", false],
  ["Marienplatz", "DE", "3. Stock", true],
  ["Postfach", "DE", null, false],
  ["Packstation", "DE", "Postnummer 123456", false],
  ["P.O. Box", "US", null, false],
  ["General Delivery", "US", null, false],
  ["RR", "US", null, false],
  ["One Infinite Loop", "US", null, false],
  ["Main Street", "US", null, true],
  ["Lieu-dit Le Bourg", "FR", null, false],
  ["Calle Mayor s/n", "ES", null, false],
  ["Rose Cottage", "GB", null, false],
  ["Ginza", "JP", null, false],
  ["Hauptstraße", "AT", "c/o Huber", true],
])("the line “%s” in %s (second line %s) misses its house number: %s", (address1, countryCode, address2, isMissing) => {
  const facts = order({ shippingAddress: address({ address1, address2, countryCode }), phone: "+1" });
  expect(validate(context(facts), NOON).some((problem) => problem.code === "house_number_missing")).toBe(isMissing);
});

test("an address says in one sentence what it lacks", () => {
  const facts = order({ shippingAddress: address({ zip: null, city: "", address1: null }) });
  expect(validate(context(facts), NOON)[0]).toMatchObject({
    sentence: "The shipping address lacks the zip, city and street line.",
    holdReason: "INCORRECT_ADDRESS",
    subject: "shippingAddress.zip",
  });
});

test("a verdict that stays pending lets the order go after a while", () => {
  const facts = order({ risk: { level: "PENDING", recommendation: "NONE" } });
  const after = (minutes: number) => new Date(Date.parse(NOON) + minutes * 60_000).toISOString();
  expect(validate(context(facts), after(RISK_WAIT_MINUTES - 1))[0]?.holds).toBe(true);
  expect(validate(context(facts), after(RISK_WAIT_MINUTES))[0]?.holds).toBe(false);
});

test("an open payment is said with its amount and its way", () => {
  const facts = order(unpaid({ gatewayNames: ["Bank Deposit"] }));
  facts.totals.presentment.outstandingMinor = 2000;
  expect(validate(context(facts), NOON)[0]?.sentence).toBe("Not paid yet: 20.00 EUR is to come by Bank Deposit.");
});

const facts = order();
const twin: SimilarOrder = {
  id: "1000",
  name: "#1000",
  createdAt: "2026-11-20T11:56:00Z",
  cancelledAt: null,
  basket: basketKey(facts),
  addressKey: addressKey(facts.shippingAddress),
};

test.each<[says: string, change: Partial<SimilarOrder>, isDuplicate: boolean]>([
  ["the same again within the window", {}, true],
  [
    "the same to an address with a typing mistake",
    { addressKey: addressKey(address({ address1: "Marienplaz 1" })) },
    true,
  ],
  ["the same to another street", { addressKey: addressKey(address({ address1: "Leopoldstraße 50" })) }, false],
  ["the same to another town", { addressKey: addressKey(address({ zip: "10115", city: "Berlin" })) }, false],
  ["other goods", { basket: "v9x1" }, false],
  ["an order before the window", { createdAt: "2026-11-20T10:59:00Z" }, false],
  ["a later order, which is the duplicate itself", { id: "1002", createdAt: "2026-11-20T12:01:00Z" }, false],
  ["an order of the same second with a larger id", { id: "1002", createdAt: NOON }, false],
  ["an order of the same second with a smaller id", { id: "999", createdAt: NOON }, true],
  ["a cancelled order", { cancelledAt: NOON }, false],
])("after %s an order is a suspected duplicate: %s", (_, change, isDuplicate) => {
  const problems = validate(context(facts, { similarOrders: [{ ...twin, ...change }] }), NOON);
  expect(problems.some((problem) => problem.code === "duplicate_suspected")).toBe(isDuplicate);
});

test("a duplicate names the order it repeats", () => {
  const problems = validate(context(facts, { similarOrders: [twin] }), NOON);
  expect(problems[0]?.sentence).toBe("Same buyer, same goods and same address as #1000, ordered 4 minutes after it.");
});

test("streets count as the same whether written out or shortened", () => {
  const here = order({ shippingAddress: address({ address1: "Leopoldstraße 50" }) });
  const other = { ...twin, addressKey: addressKey(address({ address1: "Leopoldstr. 50" })) };
  expect(validate(context(here, { similarOrders: [other] }), NOON)).toHaveLength(1);
});
