import { expect, test } from "vitest";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import type { Topic } from "#tests/sandbox/state/happenings.ts";
import { linesOf, openWorkshop, workGid, type TestUserError, type Workshop } from "./open-workshop.ts";
import { holdFulfillmentOrder } from "./hold-fulfillment-order.ts";

type Hold = {
  fulfillmentHold: { id: string } | null;
  remainingFulfillmentOrder: { id: string } | null;
  userErrors: TestUserError[];
};
const answered = "fulfillmentHold { id } fulfillmentOrder { id status } remainingFulfillmentOrder { id }";

async function hold(
  workshop: Workshop,
  input: Record<string, unknown> = {},
  id = workGid(workshop.work),
): Promise<Hold> {
  const variables = { id, hold: { reason: "OTHER", ...input } };
  const { data } = await workshop.act<Hold>(
    "fulfillmentOrderHold(id: $id, fulfillmentHold: $hold)",
    answered,
    variables,
  );
  return data.payload;
}

async function release(workshop: Workshop, holdIds: string[] | null): Promise<TestUserError[]> {
  const call = "fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds)";
  const { data } = await workshop.act(call, "fulfillmentOrder { id }", { id: workGid(workshop.work), holdIds });
  return data.payload.userErrors;
}

function heard(workshop: Workshop): Topic[] {
  const topics: Topic[] = [];
  workshop.world.listeners.push((_, { topic }) => topics.push(topic));
  return topics;
}

test("a hold without lines stops the whole fulfillment order", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  const { remainingFulfillmentOrder, userErrors } = await hold(workshop, {
    reason: "HIGH_RISK_OF_FRAUD",
    reasonNotes: "Two names.",
  });
  expect(userErrors).toEqual([]);
  expect(remainingFulfillmentOrder).toBeNull();
  expect(workshop.work).toMatchObject({
    status: "ON_HOLD",
    holds: [{ reason: "HIGH_RISK_OF_FRAUD", reasonNotes: "Two names." }],
  });
});

test("a hold on some units keeps its fulfillment order and splits the others off", async () => {
  const workshop = openWorkshop({ STOVE: 3, POTS: 2 });
  const [line] = workshop.work.lines;
  await hold(workshop, { fulfillmentOrderLineItems: linesOf(workshop.work, [1]) });
  const [held, rest] = workshop.all();
  expect(held).toMatchObject({ status: "ON_HOLD", lines: [{ id: line?.id, totalQuantity: 1, remainingQuantity: 1 }] });
  expect(rest?.status).toBe("OPEN");
  expect(rest?.lines.map(({ totalQuantity }) => totalQuantity)).toEqual([2, 2]);
  expect(rest?.lines.some(({ id }) => id === line?.id)).toBe(false);
});

test("the last release puts together what a partial hold cut apart", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  const { fulfillmentHold } = await hold(workshop, { fulfillmentOrderLineItems: linesOf(workshop.work, [1]) });
  expect(await release(workshop, [fulfillmentHold?.id ?? ""])).toEqual([]);
  const [whole, emptied] = workshop.all();
  expect(whole).toMatchObject({ status: "OPEN", lines: [{ totalQuantity: 3, remainingQuantity: 3 }] });
  expect(emptied).toMatchObject({ status: "CLOSED", lines: [{ totalQuantity: 0, remainingQuantity: 0 }] });
});

test("a handle is good once for each app, the empty one included", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  await hold(workshop, { handle: "address" });
  expect((await hold(workshop, { handle: "address" })).userErrors[0]?.code).toBe("DUPLICATE_FULFILLMENT_HOLD_HANDLE");
  expect((await hold(workshop)).userErrors).toEqual([]);
  expect((await hold(workshop)).userErrors[0]?.code).toBe("DUPLICATE_FULFILLMENT_HOLD_HANDLE");
  expect(workshop.work.holds).toHaveLength(2);
});

test("an app places ten holds and no eleventh, while another app still may", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  for (let count = 1; count <= 10; count += 1) {
    expect((await hold(workshop, { handle: `hold-${count}` })).userErrors).toEqual([]);
  }
  const { userErrors } = await hold(workshop, { handle: "hold-11" });
  expect(userErrors).toMatchObject([{ code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED", field: ["id"] }]);
  const { world, shop, work } = workshop;
  world.apps.set("other", { ...[...world.apps.values()][0]!, apiKey: "other" });
  installApp(world, shop, "other", []);
  const request = {
    reason: "OTHER",
    reasonNotes: null,
    handle: "hold-1",
    externalId: null,
    notifyMerchant: false,
    lines: [],
  } as const;
  const outcome = holdFulfillmentOrder(world, shop, work, { ...request, lines: [] }, { kind: "app", apiKey: "other" });
  expect(outcome.isDone).toBe(true);
});

test("releasing without naming holds releases everyone's", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  await hold(workshop, { handle: "ours" });
  const { world, shop, work } = workshop;
  const terms = {
    reason: "OTHER",
    reasonNotes: null,
    handle: "theirs",
    externalId: null,
    notifyMerchant: false,
  } as const;
  holdFulfillmentOrder(world, shop, work, { ...terms, lines: [] }, { kind: "staff", staffMemberId: null });
  await release(workshop, null);
  expect(workshop.work).toMatchObject({ status: "OPEN", holds: [] });
});

test("releasing one of two holds leaves the fulfillment order on hold", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const first = await hold(workshop, { handle: "first" });
  await hold(workshop, { handle: "second" });
  await release(workshop, [first.fulfillmentHold?.id ?? ""]);
  expect(workshop.work).toMatchObject({ status: "ON_HOLD", holds: [{ handle: "second" }] });
});

test.each([
  [[{ index: 0, quantity: 0 }], "GREATER_THAN_ZERO"],
  [[{ index: 0, quantity: 4 }], "INVALID_LINE_ITEM_QUANTITY"],
  [
    [
      { index: 0, quantity: 1 },
      { index: 0, quantity: 1 },
    ],
    "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS",
  ],
])("a hold on lines %j is refused with %s and changes nothing", async (wanted, code) => {
  const workshop = openWorkshop({ STOVE: 3 });
  const [line] = linesOf(workshop.work, [1]);
  const lines = wanted.map(({ quantity }) => ({ id: line?.id, quantity }));
  const { userErrors } = await hold(workshop, { fulfillmentOrderLineItems: lines });
  expect(userErrors[0]?.code).toBe(code);
  expect(workshop.all()).toMatchObject([{ status: "OPEN", holds: [], lines: [{ totalQuantity: 3 }] }]);
});

test("what is on hold cannot be held in part", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  await hold(workshop, { handle: "whole" });
  const part = { handle: "part", fulfillmentOrderLineItems: linesOf(workshop.work, [1]) };
  expect((await hold(workshop, part)).userErrors[0]?.code).toBe("FULFILLMENT_ORDER_NOT_SPLITTABLE");
});

test("placed on hold is told once, holds added and released each time", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const topics = heard(workshop);
  await hold(workshop, { handle: "first" });
  await hold(workshop, { handle: "second" });
  await release(workshop, null);
  const count = (topic: Topic) => topics.filter((each) => each === topic).length;
  expect(count("fulfillment_orders/placed_on_hold")).toBe(1);
  expect(count("fulfillment_holds/added")).toBe(2);
  expect(count("fulfillment_holds/released")).toBe(2);
  expect(count("fulfillment_orders/hold_released")).toBe(1);
  expect(count("orders/updated")).toBeGreaterThan(0);
});

test("a held order may be held again, released or moved, and nothing else", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  await hold(workshop);
  const query = `query Q($id: ID!) { fulfillmentOrder(id: $id) { supportedActions { action } fulfillmentHolds { heldByRequestingApp } } }`;
  const { data } = await workshop.call<{
    fulfillmentOrder: { supportedActions: { action: string }[]; fulfillmentHolds: object[] };
  }>(query, { id: workGid(workshop.work) });
  expect(data.fulfillmentOrder.supportedActions.map(({ action }) => action)).toEqual(["RELEASE_HOLD", "HOLD", "MOVE"]);
  expect(data.fulfillmentOrder.fulfillmentHolds).toEqual([{ heldByRequestingApp: true }]);
});
