import { expect, test } from "vitest";
import { classifyUserError, classifyUserErrors } from "#app/shopify/acts/classify-user-errors.ts";

const error = (code: string | null, message: string) => ({ code, message, field: null });

test.each([
  ["DUPLICATE_FULFILLMENT_HOLD_HANDLE", "The handle is taken.", "already"],
  ["FULFILLMENT_ORDER_NOT_FOUND", "Fulfillment order does not exist.", "changed"],
  [null, "Fulfillment order does not exist.", "changed"],
  [null, "Cannot change the location of a closed fulfillment order.", "changed"],
  ["INVALID_LINE_ITEM_QUANTITY", "Invalid fulfillment order line item quantity requested.", "changed"],
  [null, "The fulfillment order is being processed, try again.", "later"],
  ["FULFILLMENT_ORDER_HOLD_LIMIT_REACHED", "The maximum number of holds is reached.", "person"],
  [null, "Nobody has seen this sentence before.", "person"],
])("code %s with %j means %s", (code, message, refusal) => {
  expect(classifyUserError(error(code, message))).toBe(refusal);
});

test("a partial success is never done: the gravest refusal counts", () => {
  expect(classifyUserErrors([])).toBeNull();
  expect(classifyUserErrors([error("DUPLICATE_FULFILLMENT_HOLD_HANDLE", ""), error(null, "Never seen.")])).toBe(
    "person",
  );
});
