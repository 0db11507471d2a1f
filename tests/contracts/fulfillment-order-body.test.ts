import { expect, test } from "vitest";
import { fulfillmentOrderBody } from "#app/contracts/fulfillment-order-body.ts";

const gid = (id: number) => ({ id: `gid://shopify/FulfillmentOrder/${id}`, status: "open" });

test.each<[string, object, string | null]>([
  ["itself", { fulfillment_order: gid(1) }, "1"],
  [
    "what is left of a split",
    { fulfillment_order: gid(1), remaining_fulfillment_order: gid(2), replacement_fulfillment_order: gid(3) },
    "1",
  ],
  ["a move", { original_fulfillment_order: gid(1), moved_fulfillment_order: gid(2) }, "1"],
  ["a request", { original_fulfillment_order: gid(4), submitted_fulfillment_order: gid(4) }, "4"],
  [
    "a merge, which writes bare numbers",
    {
      merge_intents: [{ fulfillment_order_id: 7 }, { fulfillment_order_id: 8 }],
      fulfillment_order_merges: { fulfillment_order: gid(9) },
    },
    "7",
  ],
  ["a merge that answers a list", { fulfillment_order_merges: [{ fulfillment_order: gid(9) }] }, "9"],
  ["only what came of it", { moved_fulfillment_order: gid(2) }, "2"],
  ["nothing", {}, null],
  ["a null", { fulfillment_order: null }, null],
])("of a body about %s the fulfillment order known before is taken", (_what, body, expected) => {
  expect(fulfillmentOrderBody.parse(body).fulfillmentOrderId).toBe(expected);
});

test.each([
  ["fulfillment_hold", { fulfillment_order: gid(1), fulfillment_hold: { handle: "ours-1", reason: "other" } }],
  [
    "created_fulfillment_hold",
    { fulfillment_order: gid(1), created_fulfillment_hold: { handle: "ours-1", reason: "other" } },
  ],
])("the handle of a hold is found in %s", (_where, body) => {
  expect(fulfillmentOrderBody.parse(body).hold).toMatchObject({ handle: "ours-1", reason: "other" });
});
