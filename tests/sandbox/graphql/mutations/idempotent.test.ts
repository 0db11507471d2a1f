import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { openTestApi, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { variantOfSku } from "#tests/sandbox/merchant/add-products.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";

type Payload = {
  inventoryAdjustmentGroup: { id: string } | null;
  userErrors: { code: string | null; message: string }[];
};

const mutation = `mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { code message }
  }
}`;

function adjustment(api: TestApi, delta: number, reason = "correction"): { input: object; available: () => number } {
  const inventoryItemId = variantOfSku(api.shop, "STOVE").inventoryItemId;
  const [locationId = ""] = api.shop.locations.keys();
  const change = {
    inventoryItemId: gid("InventoryItem", inventoryItemId),
    locationId: gid("Location", locationId),
    delta,
  };
  return {
    input: { name: "available", reason, changes: [{ ...change, changeFromQuantity: null }] },
    available: () => findLevel(api.shop, inventoryItemId, locationId)?.quantities.available.quantity ?? 0,
  };
}

async function adjust(api: TestApi, input: object, key: string): Promise<Payload> {
  const { data, errors } = await api.call<{ inventoryAdjustQuantities: Payload | null }>(mutation, { input, key });
  if (!data.inventoryAdjustQuantities) throw new Error(errors[0]?.message);
  return data.inventoryAdjustQuantities;
}

test("the same key answers the same again and does nothing twice", async () => {
  const api = openTestApi();
  const { input, available } = adjustment(api, 4);
  const before = available();
  const first = await adjust(api, input, "once");
  const second = await adjust(api, input, "once");
  expect(second).toEqual(first);
  expect(available()).toBe(before + 4);
  const calls = api.world.log.filter((entry): entry is CallEntry => entry.kind === "call");
  expect(calls.map(({ isReplay }) => isReplay)).toEqual([false, true]);
});

test("the same key with other arguments is refused", async () => {
  const api = openTestApi();
  const before = adjustment(api, 0).available();
  await adjust(api, adjustment(api, 4).input, "once");
  const { userErrors } = await adjust(api, adjustment(api, 5).input, "once");
  expect(userErrors[0]).toMatchObject({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" });
  expect(adjustment(api, 0).available()).toBe(before + 4);
});

test("a key whose first attempt was refused is spent: a fresh one is needed", async () => {
  const api = openTestApi();
  const wrong = adjustment(api, 1, "mood");
  expect((await adjust(api, wrong.input, "spent")).userErrors[0]?.code).toBe("INVALID_REASON");
  expect((await adjust(api, wrong.input, "spent")).userErrors[0]?.code).toBe("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED");
  expect((await adjust(api, adjustment(api, 1).input, "fresh")).userErrors).toEqual([]);
});

test("a write without the directive, or with a blank key, is refused whole", async () => {
  const api = openTestApi();
  const { input, available } = adjustment(api, 4);
  const before = available();
  const bare = mutation.replace("@idempotent(key: $key)", "").replace(", $key: String!", "");
  const { data, errors } = await api.call<{ inventoryAdjustQuantities: null }>(bare, { input });
  expect(data.inventoryAdjustQuantities).toBeNull();
  expect(errors[0]).toMatchObject({
    message: "The @idempotent directive is required for this mutation but was not provided.",
    extensions: { code: "BAD_REQUEST" },
  });
  await expect(adjust(api, input, " ")).rejects.toThrow("blank");
  expect(available()).toBe(before);
});

test("another app's key is another key", async () => {
  const api = openTestApi();
  const { input } = adjustment(api, 4);
  await adjust(api, input, "shared");
  const record = [...api.shop.idempotencyRecords.values()][0];
  expect(record).toMatchObject({ key: "shared", apiKey: "test-key", outcome: "succeeded" });
  expect([...api.shop.idempotencyRecords.keys()]).toEqual(["test-key:shared"]);
});

test("a refund repeated with its key gives money back once", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const [sale] = order.transactions;
  const total = order.transactions[0]?.amount.presentmentMinor ?? 0;
  const transactions = [
    {
      orderId: gid("Order", order.id),
      kind: "REFUND",
      gateway: "shopify_payments",
      parentId: gid("OrderTransaction", sale?.id ?? ""),
      amount: "5.00",
    },
  ];
  const refund = `mutation R($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "refund-1") { refund { id } userErrors { message } } }`;
  const variables = { input: { orderId: gid("Order", order.id), transactions } };
  const first = await api.call<{ refundCreate: { refund: { id: string } } }>(refund, variables);
  const second = await api.call<{ refundCreate: { refund: { id: string } } }>(refund, variables);
  expect(second.data).toEqual(first.data);
  expect(order.refunds).toHaveLength(1);
  expect(total).toBeGreaterThan(500);
});
