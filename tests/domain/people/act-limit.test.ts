import { expect, test } from "vitest";
import { actLimit, personCan } from "#app/domain/people/act-limit.ts";
import type { Person } from "#app/domain/people/person.ts";
import type { Role } from "#app/domain/people/role-can.ts";

function somebody(role: Role, refundLimitMinor: number | null = null, cancelLimitMinor: number | null = null): Person {
  return { id: "7", name: "Ada", role, locationIds: [], refundLimitMinor, cancelLimitMinor };
}

test.each<[Role, number | null, number | null]>([
  ["owner", null, null],
  ["owner", 100, null],
  ["operations", null, null],
  ["operations", 100, 100],
  ["support", null, 0],
  ["support", 5000, 5000],
  ["warehouse", 5000, 0],
  ["accounting", 5000, 0],
  ["viewer", 5000, 0],
])("%s with a limit of %s for refunds may give back up to %s", (role, set, holds) => {
  expect(actLimit(somebody(role, set), "refund")).toBe(holds);
});

test("a refund has its own limit and a cancellation another", () => {
  const support = somebody("support", 5000, 900);
  expect([actLimit(support, "refund"), actLimit(support, "cancel")]).toEqual([5000, 900]);
});

test("up to the limit it is allowed, and a cent beyond it the sentence names both amounts", () => {
  const support = somebody("support", 5000);
  expect(personCan(support, "refund", 5000, "EUR")).toEqual({ allowed: true });
  expect(personCan(support, "refund", 5001, "EUR")).toEqual({
    allowed: false,
    reason:
      "You may refund up to 50.00 EUR, and this is 50.01 EUR. An owner can do it or raise your limit under People.",
  });
  expect(personCan(somebody("owner"), "cancel", 10_000_000, "EUR")).toEqual({ allowed: true });
});

test("who may not refund at all is told so, whatever the amount", () => {
  expect(personCan(somebody("warehouse", 5000), "refund", 1, "EUR")).toMatchObject({
    allowed: false,
    reason: expect.stringMatching(/^As Warehouse you may not refund\./) as string,
  });
});
