import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { refund } from "#tests/domain/build-order.ts";
import { at, event, foldAll, parcel, read, said, snapshot } from "./build-life.ts";

const redaction: Change = {
  kind: "customer_redacted",
  customerId: "31",
  email: "ada@example.com",
  orderIds: ["1001"],
};
const personal = said(at("12:00:01"), {
  note: "For Ada",
  phone: "+49 89 1",
  refunds: [refund({ note: "Ada called" })],
  fulfillments: [
    parcel({
      events: [{ id: "41", status: "delivered", happenedAt: at("18:00:00"), message: "Signed by lovelace" }],
    }),
  ],
});
const traces = /Ada|lovelace|Marienplatz|München|80331|\+49|JJD1|@/;

test("a redaction leaves no trace of the buyer, but country, goods and money", () => {
  const facts = foldAll([personal, redaction]);
  expect(JSON.stringify(facts)).not.toMatch(traces);
  expect(facts).toMatchObject({
    isRedacted: true,
    name: "#1001",
    shippingAddress: { countryCode: "DE" },
    lines: [{ title: "Mug" }],
  });
});

test("the number that opens an order to its buyer is erased, and a later snapshot does not bring it back", () => {
  const numbered = (second: string) => said(at(second), { confirmationNumber: "XK2M94QPT" });
  expect(foldAll([numbered("12:00:01")]).confirmationNumber).toBe("XK2M94QPT");
  expect(foldAll([numbered("12:00:01"), redaction]).confirmationNumber).toBeNull();
  expect(foldAll([numbered("12:00:01"), redaction, numbered("19:00:00")]).confirmationNumber).toBeNull();
});

test.each<[string, Change]>([
  ["snapshot", said(at("19:00:00"), { note: "For Ada again" })],
  ["snapshot of the same second", said(at("12:00:01"), { note: "For Ada again" })],
  ["read", read(at("19:00:00"), { order: snapshot(at("19:00:00"), { note: "For Ada" }) })],
  ["parcel", { kind: "fulfillment", orderId: "1001", fulfillment: parcel({ id: "402" }) }],
  ["event", event("44", "delivered", at("20:00:00"), "Signed by lovelace")],
  ["refund", { kind: "refund", orderId: "1001", refund: refund({ id: "802", note: "Ada called" }) }],
])("a redaction is not undone by a late %s", (_what, late) => {
  expect(JSON.stringify(foldAll([personal, redaction, late]))).not.toMatch(traces);
});

test("a redaction is told in the timeline without saying whose data it was", () => {
  const folded = foldChange(foldAll([personal]), redaction);
  expect(folded.entries).toEqual([
    { what: "redacted", sentence: "The buyer's personal data was erased on request.", at: null },
  ]);
});

test("a redaction done twice is done once", () => {
  expect(foldChange(foldAll([personal, redaction]), redaction).changed).toBe(false);
});
