import { expect, test } from "vitest";
import { mayChangeRole } from "#app/domain/people/may-change-role.ts";

const ada = { name: "Ada", role: "owner", isAccountOwner: false } as const;

test("the last owner stays one, and one of two may step down", () => {
  expect(mayChangeRole(ada, "viewer", 1)).toEqual({
    allowed: false,
    reason: "Somebody has to be the owner: make another person an owner first.",
  });
  expect(mayChangeRole(ada, "viewer", 2)).toEqual({ allowed: true });
  expect(mayChangeRole(ada, "owner", 1)).toEqual({ allowed: true });
});

test("who owns the store at Shopify stays an owner, however many there are", () => {
  expect(mayChangeRole({ ...ada, isAccountOwner: true }, "support", 3)).toEqual({
    allowed: false,
    reason: "Ada owns the store at Shopify and is always an owner here.",
  });
});

test("everybody else may become anything", () => {
  expect(mayChangeRole({ ...ada, role: "viewer" }, "owner", 1)).toEqual({ allowed: true });
  expect(mayChangeRole({ ...ada, role: "warehouse" }, "support", 0)).toEqual({ allowed: true });
});
