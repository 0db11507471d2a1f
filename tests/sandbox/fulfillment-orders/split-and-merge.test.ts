import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { openDueFulfillmentOrders } from "./report-progress.ts";
import { linesOf, openWorkshop, workGid, type TestUserError, type Workshop } from "./open-workshop.ts";

async function split(workshop: Workshop, work: FulfillmentOrder, lines: object[]): Promise<TestUserError[]> {
  const splits = [{ fulfillmentOrderId: workGid(work), fulfillmentOrderLineItems: lines }];
  const call = "fulfillmentOrderSplit(fulfillmentOrderSplits: $splits)";
  const { data } = await workshop.act(call, "fulfillmentOrderSplits { fulfillmentOrder { id } }", { splits });
  return data.payload.userErrors;
}

async function merge(workshop: Workshop, intents: object[]): Promise<TestUserError[]> {
  const call = "fulfillmentOrderMerge(fulfillmentOrderMergeInputs: $merges)";
  const variables = { merges: [{ mergeIntents: intents }] };
  const { data } = await workshop.act(call, "fulfillmentOrderMerges { fulfillmentOrder { id } }", variables);
  return data.payload.userErrors;
}

const all = (work: FulfillmentOrder) => ({ fulfillmentOrderId: workGid(work) });

test("a split puts the named units into another fulfillment order and a merge brings them back", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  expect(await split(workshop, workshop.work, linesOf(workshop.work, [1]))).toEqual([]);
  const [original, part] = workshop.all();
  expect(original?.lines).toMatchObject([{ totalQuantity: 2 }]);
  expect(part?.lines).toMatchObject([{ totalQuantity: 1 }]);
  expect(
    await merge(
      workshop,
      [original, part].flatMap((each) => (each ? [all(each)] : [])),
    ),
  ).toEqual([]);
  expect(original).toMatchObject({ status: "OPEN", lines: [{ totalQuantity: 3, remainingQuantity: 3 }] });
  expect(part).toMatchObject({ status: "CLOSED", lines: [{ totalQuantity: 0, remainingQuantity: 0 }] });
});

test("some units of one fulfillment order merge into another", async () => {
  const workshop = openWorkshop({ STOVE: 4 });
  await split(workshop, workshop.work, linesOf(workshop.work, [2]));
  const [original, part] = workshop.all();
  if (!original || !part) throw new Error("The split failed.");
  const some = { ...all(part), fulfillmentOrderLineItems: linesOf(part, [1]) };
  expect(await merge(workshop, [all(original), some])).toEqual([]);
  expect([original.lines[0]?.remainingQuantity, part.lines[0]?.remainingQuantity, part.status]).toEqual([3, 1, "OPEN"]);
});

test("a split of everything, of too much or of an unknown line is refused", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  expect(await split(workshop, workshop.work, linesOf(workshop.work, [2]))).toHaveLength(1);
  expect((await split(workshop, workshop.work, linesOf(workshop.work, [3])))[0]?.code).toBe(
    "INVALID_LINE_ITEM_QUANTITY",
  );
  const unknown = [{ id: gid("FulfillmentOrderLineItem", "1"), quantity: 1 }];
  expect((await split(workshop, workshop.work, unknown))[0]?.code).toBe("INVALID_LINE_ITEM_QUANTITY");
  expect(workshop.all()).toHaveLength(1);
});

test("of several splits none happens when one is refused", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  const other = buy(workshop, { STOVE: 2 });
  const work = workshop.shop.fulfillmentOrders.get(other.fulfillmentOrderIds[0] ?? "");
  if (!work) throw new Error("The order has no work.");
  const splits = [
    { fulfillmentOrderId: workGid(workshop.work), fulfillmentOrderLineItems: linesOf(workshop.work, [1]) },
    { fulfillmentOrderId: workGid(work), fulfillmentOrderLineItems: linesOf(work, [9]) },
  ];
  await workshop.act(
    "fulfillmentOrderSplit(fulfillmentOrderSplits: $splits)",
    "fulfillmentOrderSplits { fulfillmentOrder { id } }",
    { splits },
  );
  expect(workshop.all()).toHaveLength(1);
});

test("work of two orders, or at two locations, does not merge", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  const other = buy(workshop, { STOVE: 2 });
  const stranger = workshop.shop.fulfillmentOrders.get(other.fulfillmentOrderIds[0] ?? "");
  expect(await merge(workshop, [all(workshop.work), ...(stranger ? [all(stranger)] : [])])).toHaveLength(1);
  await split(workshop, workshop.work, linesOf(workshop.work, [1]));
  const [original, part] = workshop.all();
  if (!original || !part) throw new Error("The split failed.");
  part.assignedLocationId = workshop.locationId("Lyon");
  expect(await merge(workshop, [all(original), all(part)])).toHaveLength(1);
});

test("merging is offered only where there is something to merge with, splitting only from two units on", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  const actions = async (work: FulfillmentOrder): Promise<string[]> => {
    const query = `query Q($id: ID!) { fulfillmentOrder(id: $id) { supportedActions { action } } }`;
    type Answer = { fulfillmentOrder: { supportedActions: { action: string }[] } };
    const { data } = await workshop.call<Answer>(query, { id: workGid(work) });
    return data.fulfillmentOrder.supportedActions.map(({ action }) => action);
  };
  expect(await actions(workshop.work)).toEqual(["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT"]);
  await split(workshop, workshop.work, linesOf(workshop.work, [1]));
  expect(await actions(workshop.work)).toEqual(["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "MERGE"]);
});

test("scheduled work opens by itself when its day comes", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  workshop.work.status = "SCHEDULED";
  workshop.work.fulfillAt = "2026-11-22T13:00:00Z";
  expect(openDueFulfillmentOrders(workshop.world, workshop.shop)).toBe(0);
  await workshop.scheduler.advance(3_600_000);
  expect(openDueFulfillmentOrders(workshop.world, workshop.shop)).toBe(1);
  expect(workshop.work.status).toBe("OPEN");
});

test("a deadline is set on all that exist, and refused when none does", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const mutation = `mutation D($ids: [ID!]!) { fulfillmentOrdersSetFulfillmentDeadline(fulfillmentOrderIds: $ids, fulfillmentDeadline: "2026-12-01T10:00:00Z") { success userErrors { code } } }`;
  await workshop.call(mutation, { ids: [workGid(workshop.work)] });
  expect(workshop.work.fulfillBy).toBe("2026-12-01T10:00:00Z");
  type Answer = { fulfillmentOrdersSetFulfillmentDeadline: { success: boolean; userErrors: { code: string }[] } };
  const { data } = await workshop.call<Answer>(mutation, { ids: ["gid://shopify/FulfillmentOrder/1"] });
  expect(data.fulfillmentOrdersSetFulfillmentDeadline).toMatchObject({
    success: false,
    userErrors: [{ code: "FULFILLMENT_ORDERS_NOT_FOUND" }],
  });
});

test("a partly sent fulfillment order can still be split, and only what remains", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  const lines = linesOf(workshop.work, [1]);
  const input = { lineItemsByFulfillmentOrder: [{ ...all(workshop.work), fulfillmentOrderLineItems: lines }] };
  await workshop.call(
    `mutation F($input: FulfillmentInput!) { fulfillmentCreate(fulfillment: $input) { userErrors { message } } }`,
    { input },
  );
  expect(await split(workshop, workshop.work, linesOf(workshop.work, [1]))).toEqual([]);
  expect(workshop.work).toMatchObject({ status: "IN_PROGRESS", lines: [{ totalQuantity: 2, remainingQuantity: 1 }] });
});
