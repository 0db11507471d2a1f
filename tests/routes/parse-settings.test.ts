import { expect, test } from "vitest";
import { settings } from "#tests/domain/build-order.ts";
import { parseSettings } from "#app/routes/app.settings/parse-settings.ts";
import { draftOf, type SettingsDraft } from "#app/routes/app.settings/settings-draft.ts";

const saved = settings({
  invoiceSeriesPrefix: "RE",
  seller: { name: "Mugs", address1: "Werkstraße 2", zip: "80331", city: "München", countryCode: "DE", vatId: null },
});

/** The form as it is opened, with something typed over it. */
function typed(changed: Partial<SettingsDraft> = {}): SettingsDraft {
  return { ...draftOf(saved), ...changed };
}

function problemsOf(changed: Partial<SettingsDraft>): Record<string, string> {
  const parsed = parseSettings(typed(changed));
  return parsed.ok ? {} : parsed.fields;
}

test("the form saves what it showed when nothing was touched", () => {
  const parsed = parseSettings(typed());
  expect(parsed.ok && parsed.wish).toMatchObject({
    duplicateWindowMinutes: saved.duplicateWindowMinutes,
    holdRiskLevel: saved.holdRiskLevel,
    allowedBorderCrossings: [],
    invoiceSeriesPrefix: "RE",
    seller: saved.seller,
    capabilities: { hold: { mode: "act", goLiveDay: null, hourlyLimit: 1000 } },
  });
});

test("small letters and spaces are put right instead of being refused", () => {
  const parsed = parseSettings(
    typed({
      invoiceSeriesPrefix: " re ",
      seller: { ...draftOf(saved).seller, countryCode: "de", vatId: "de 123 456 789" },
    }),
  );
  expect(parsed.ok && parsed.wish).toMatchObject({
    invoiceSeriesPrefix: "RE",
    seller: { countryCode: "DE", vatId: "DE123456789" },
  });
});

const hold = draftOf(saved).capabilities.hold;
const withHold = (changed: Partial<typeof hold>) => ({
  capabilities: { ...draftOf(saved).capabilities, hold: { ...hold, ...changed } },
});

test.each([
  ["capabilities.hold.hourlyLimit", withHold({ hourlyLimit: "-1" })],
  ["capabilities.hold.hourlyLimit", withHold({ hourlyLimit: "100001" })],
  ["capabilities.hold.goLiveDay", withHold({ goLiveDay: "2026-13-40" })],
  ["capabilities.hold.mode", withHold({ mode: "always" as "act" })],
  ["duplicateWindowMinutes", { duplicateWindowMinutes: "1.5" }],
  ["duplicateWindowMinutes", { duplicateWindowMinutes: "" }],
  ["holdRiskLevel", { holdRiskLevel: "LOW" as "HIGH" }],
  ["allowedBorderCrossings", { allowedBorderCrossings: ["DE>DE"] }],
  ["allowedBorderCrossings", { allowedBorderCrossings: ["DE>FR", "x"] }],
  ["invoiceSeriesPrefix", { invoiceSeriesPrefix: "A-B" }],
  ["seller.name", { seller: { ...draftOf(saved).seller, name: " " } }],
  ["seller.countryCode", { seller: { ...draftOf(saved).seller, countryCode: "Germany" } }],
] satisfies [string, Partial<SettingsDraft>][])(
  "what is wrong with %s stands under its name and nowhere else",
  (field, changed) => {
    expect(Object.keys(problemsOf(changed))).toEqual([field]);
  },
);

test("invoices are not let loose without the seller's address", () => {
  const seller = { ...draftOf(saved).seller, address1: "", city: "" };
  expect(problemsOf({ seller })).toEqual({
    "seller.address1": "Enter the street: invoices are issued with it.",
    "seller.city": "Enter the city: invoices are issued with it.",
  });
  const capabilities = draftOf(saved).capabilities;
  expect(
    problemsOf({ seller, capabilities: { ...capabilities, invoice: { ...capabilities.invoice, mode: "watch" } } }),
  ).toEqual({});
});

test("what is no form at all is refused", () => {
  expect(parseSettings(undefined).ok).toBe(false);
  expect(parseSettings({ capabilities: [] }).ok).toBe(false);
});
