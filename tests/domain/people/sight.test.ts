import { expect, test } from "vitest";
import { ROLES } from "#app/domain/people/role-can.ts";
import { sightOf } from "#app/domain/people/sight.ts";

test("own locations bind the people of a warehouse and nobody else", () => {
  const bound = ROLES.filter((role) => sightOf({ role, locationIds: ["11"] }).locationIds !== null);
  expect(bound).toEqual(["warehouse"]);
  expect(sightOf({ role: "warehouse", locationIds: [] }).locationIds).toEqual([]);
});

test("sentences that may quote an address or an amount are for who may see both", () => {
  const reading = ROLES.filter((role) => sightOf({ role, locationIds: [] }).sentences);
  expect(reading).toEqual(["owner", "operations", "accounting", "support"]);
});
