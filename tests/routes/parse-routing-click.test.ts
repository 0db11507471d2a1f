import { expect, test } from "vitest";
import { defaultPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { parseRoutingClick } from "#app/routes/app.routing/parse-routing-click.ts";
import { draftOf, isSameDraft, type PolicyDraft } from "#app/routes/app.routing/policy-draft.ts";

const policy = {
  ...defaultPolicy("EUR"),
  version: 3,
  shipsAloneSkus: ["TENT-*", "STOVE"],
  keepTogether: [["CUP", "SAUCER"]],
  excludedRegions: { "11": ["CH", "US-AK"] },
};
const shown = draftOf(policy, "EUR");

const click = (changed: Partial<PolicyDraft> = {}, currency = "EUR") =>
  parseRoutingClick({ intent: "save", basedOn: 3, draft: { ...shown, ...changed } }, currency);

function wishOf(changed: Partial<PolicyDraft>, currency = "EUR") {
  const parsed = click(changed, currency);
  return parsed.ok && parsed.click.intent === "save" ? parsed.click.policy : undefined;
}

function problemsOf(changed: Partial<PolicyDraft>, currency = "EUR"): Record<string, string> {
  const parsed = click(changed, currency);
  return parsed.ok ? {} : parsed.fields;
}

const withSplit = (text: string) => ({ amounts: { ...shown.amounts, splitMinor: text } });

test("the form saves what it showed when nothing was touched", () => {
  const { version: _version, waitMinor: _waitMinor, ...wanted } = policy;
  expect(click()).toEqual({ ok: true, click: { intent: "save", basedOn: 3, policy: wanted, why: "" } });
});

test("amounts are in the currency of the shop, with its digits", () => {
  expect(wishOf(withSplit(" 1,5 "))).toMatchObject({ splitMinor: 150 });
  const yen = draftOf(defaultPolicy("JPY"), "JPY").amounts;
  expect(yen.splitMinor).toBe("225");
  expect(wishOf({ amounts: { ...yen, splitMinor: "400" } }, "JPY")).toMatchObject({ splitMinor: 400 });
  expect(problemsOf({ amounts: { ...yen, splitMinor: "4.5" } }, "JPY")).toEqual({
    "amounts.splitMinor": "Enter an amount from 0 to 1,000,000 JPY, such as 15.",
  });
  const dinar = draftOf(defaultPolicy("KWD"), "KWD").amounts;
  expect(wishOf({ amounts: { ...dinar, splitMinor: "1.234" } }, "KWD")).toMatchObject({ splitMinor: 1234 });
});

test("lists are read from lines and commas, each SKU once, and capitals of regions are put right", () => {
  const parsed = wishOf({
    neverSplitSkus: " SOFA-*, SOFA-*\n\nBED ",
    keepTogether: ["CUP,SAUCER", "SET-*"],
    excludedRegions: { "11": " ch\nus-ak", "12": " " },
  });
  expect(parsed).toMatchObject({
    neverSplitSkus: ["SOFA-*", "BED"],
    keepTogether: [["CUP", "SAUCER"], ["SET-*"]],
    excludedRegions: { "11": ["CH", "US-AK"] },
  });
});

test.each([
  ["amounts.splitMinor", withSplit("")],
  ["amounts.splitMinor", withSplit("-1")],
  ["amounts.splitMinor", withSplit("1.505")],
  ["amounts.splitMinor", withSplit("1000000.01")],
  ["amounts.splitMinor", withSplit("much")],
  ["shipsAloneSkus", { shipsAloneSkus: "A*B" }],
  ["neverSplitSkus", { neverSplitSkus: "*A" }],
  ["availableAnywhereSkus", { availableAnywhereSkus: "A".repeat(256) }],
  ["availableAnywhereSkus", { availableAnywhereSkus: [...Array(201).keys()].join() }],
  ["keepTogether.1", { keepTogether: ["CUP, SAUCER", "CUP"] }],
  ["keepTogether.0", { keepTogether: [""] }],
  ["excludedRegions.11", { excludedRegions: { "11": "Switzerland" } }],
  ["why", { why: "x".repeat(201) }],
] satisfies [string, Partial<PolicyDraft>][])(
  "what is wrong with %s stands under its name and nowhere else",
  (field, changed) => {
    expect(Object.keys(problemsOf(changed))).toEqual([field]);
  },
);

test("a draft is tried without a version, and a return names one", () => {
  expect(parseRoutingClick({ intent: "preview", draft: shown }, "EUR")).toMatchObject({
    ok: true,
    click: { intent: "preview", policy: { splitMinor: policy.splitMinor } },
  });
  expect(parseRoutingClick({ intent: "return", basedOn: 3, version: 0 }, "EUR")).toEqual({
    ok: true,
    click: { intent: "return", basedOn: 3, version: 0 },
  });
  for (const nonsense of [undefined, {}, { intent: "drop" }, { intent: "return", basedOn: "3", version: 1.5 }])
    expect(parseRoutingClick(nonsense, "EUR").ok).toBe(false);
});

test("a form is changed by what it would save, not by the reason given", () => {
  expect(isSameDraft(shown, { ...shown, why: "Because" })).toBe(true);
  expect(isSameDraft(shown, { ...shown, ...withSplit("9") })).toBe(false);
});
