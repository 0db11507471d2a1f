import { expect, test } from "vitest";
import { settings } from "#tests/domain/build-order.ts";
import {
  amountsOf,
  defaultPolicy,
  policyOf,
  savedDefaults,
  type SavedPolicy,
} from "#app/domain/routing/prices/routing-policy.ts";
import { sayPolicyChanges } from "#app/domain/routing/prices/say-policy-changes.ts";
import type { ShopSettings } from "#app/domain/settings.ts";

const saved: SavedPolicy = { ...savedDefaults("EUR"), version: 3, splitMinor: 400, shipsAloneSkus: ["TENT"] };

test("where nobody has saved a policy the defaults of the currency hold, as version 0", () => {
  expect(policyOf(settings())).toEqual(defaultPolicy("EUR"));
  const { routing: _absent, ...storedBefore } = settings();
  expect(policyOf(storedBefore as ShopSettings)).toEqual(defaultPolicy("EUR"));
  expect(defaultPolicy("EUR")).toMatchObject({ version: 0, splitMinor: 135, shipsAloneSkus: [] });
});

test("what was saved holds, whole", () => {
  expect(policyOf(settings({ routing: saved }))).toMatchObject({
    version: 3,
    splitMinor: 400,
    dayMinor: 45,
    shipsAloneSkus: ["TENT"],
  });
});

test("amounts of another currency are not taken for the shop's: its defaults hold, and the rules stay", () => {
  const policy = policyOf(settings({ shopCurrency: "JPY", routing: saved }));
  expect(amountsOf(policy)).toEqual(amountsOf(defaultPolicy("JPY")));
  expect(policy).toMatchObject({ version: 3, shipsAloneSkus: ["TENT"] });
});

test("whatever is saved, no unit waits to save money", () => {
  const most = { ...saved, splitMinor: 100_000_000, dayMinor: 100_000_000 };
  expect(policyOf(settings({ routing: most })).waitMinor).toBeGreaterThan(10 * 100_000_000);
  expect(policyOf(settings({ routing: savedDefaults("EUR") })).waitMinor).toBeGreaterThan(
    defaultPolicy("EUR").splitMinor,
  );
});

test("a version says what differs from the one before it, in words and in money", () => {
  const after: SavedPolicy = {
    ...saved,
    dayMinor: 100,
    shipsAloneSkus: ["STOVE"],
    keepTogether: [["CUP-*", "SAUCER"]],
    neverSplitSkus: ["SOFA"],
    availableAnywhereSkus: ["PRINT-*"],
    excludedRegions: { "11": ["CH", "US-AK"], "12": ["NO"] },
  };
  expect(sayPolicyChanges(saved, after, { "11": "Lyon" })).toEqual([
    "Each day later: 0.45 EUR → 1.00 EUR",
    "Ships alone: added STOVE; removed TENT",
    "Kept together: added CUP-* + SAUCER",
    "Never split: added SOFA",
    "Available anywhere: added PRINT-*",
    "Lyon does not send to: added CH, US-AK",
    "Location 12 does not send to: added NO",
  ]);
  expect(sayPolicyChanges(after, after, {})).toEqual([]);
});
