import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { levelKey } from "#tests/sandbox/state/shop.ts";
import { linesOf, openWorkshop, stockOf, workGid, type TestUserError, type Workshop } from "./open-workshop.ts";

type Named = { id: string } | null;
type Move = {
  movedFulfillmentOrder: Named;
  originalFulfillmentOrder: Named;
  remainingFulfillmentOrder: Named;
  userErrors: TestUserError[];
};
const answered = "movedFulfillmentOrder { id } originalFulfillmentOrder { id } remainingFulfillmentOrder { id }";

async function move(workshop: Workshop, to: string, quantities: number[] = [], work = workshop.work): Promise<Move> {
  const call = "fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines)";
  const variables = {
    id: workGid(work),
    to: gid("Location", workshop.locationId(to)),
    lines: linesOf(work, quantities),
  };
  const { data } = await workshop.act<Move>(call, answered, variables);
  return data.payload;
}

test("a whole fulfillment order keeps its id when it moves", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  const moved = await move(workshop, "Lyon");
  const id = workGid(workshop.work);
  expect(moved).toMatchObject({
    movedFulfillmentOrder: { id },
    originalFulfillmentOrder: { id },
    remainingFulfillmentOrder: null,
  });
  expect(workshop.work.assignedLocationId).toBe(workshop.locationId("Lyon"));
  expect(workshop.all()).toHaveLength(1);
});

test("a part becomes a fulfillment order of its own with lines of its own", async () => {
  const workshop = openWorkshop({ STOVE: 3, POTS: 1 });
  const lineIds = workshop.work.lines.map(({ id }) => id);
  const moved = await move(workshop, "Lyon", [1]);
  const [original, part] = workshop.all();
  expect(moved.remainingFulfillmentOrder?.id).toBe(workGid(workshop.work));
  expect(original?.lines.map(({ id, totalQuantity }) => [id, totalQuantity])).toEqual([
    [lineIds[0], 2],
    [lineIds[1], 1],
  ]);
  expect(part?.lines).toMatchObject([{ totalQuantity: 1, remainingQuantity: 1 }]);
  expect(lineIds).not.toContain(part?.lines[0]?.id);
});

test("the platform's commitment goes along, and on hand stays where the goods are", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  const home = workshop.work.assignedLocationId ?? "";
  const lyon = workshop.locationId("Lyon");
  const [homeAvailable, homeCommitted, homeOnHand] = stockOf(workshop, home);
  const [available, committed, onHand] = stockOf(workshop, lyon);
  await move(workshop, "Lyon", [2]);
  expect(stockOf(workshop, home)).toEqual([homeAvailable + 2, homeCommitted - 2, homeOnHand]);
  expect(stockOf(workshop, lyon)).toEqual([available - 2, committed + 2, onHand]);
});

test("where the target works on the same order already, both end in a third fulfillment order", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  await move(workshop, "Lyon", [1]);
  const [original, there] = workshop.all();
  const moved = await move(workshop, "Lyon", [], original);
  const [, , together] = workshop.all();
  expect(moved).toMatchObject({
    movedFulfillmentOrder: { id: together && workGid(together) },
    remainingFulfillmentOrder: null,
  });
  expect([original?.status, there?.status, together?.status]).toEqual(["CLOSED", "CLOSED", "OPEN"]);
  expect(together?.lines).toMatchObject([{ totalQuantity: 3, remainingQuantity: 3 }]);
});

test("held units stay held where they go", async () => {
  const workshop = openWorkshop({ STOVE: 2 });
  await workshop.act("fulfillmentOrderHold(id: $id, fulfillmentHold: $hold)", "fulfillmentHold { id }", {
    id: workGid(workshop.work),
    hold: { reason: "INCORRECT_ADDRESS" },
  });
  await move(workshop, "Lyon", [1]);
  const [rest, part] = workshop.all();
  expect([rest?.status, part?.status]).toEqual(["ON_HOLD", "ON_HOLD"]);
  expect(part?.holds[0]?.reason).toBe("INCORRECT_ADDRESS");
  expect(part?.holds[0]?.id).not.toBe(rest?.holds[0]?.id);
});

test("work in progress does not move until it is marked as open", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const id = workGid(workshop.work);
  await workshop.act("fulfillmentOrderReportProgress(id: $id)", "fulfillmentOrder { id }", { id });
  const refused = await move(workshop, "Lyon");
  expect(refused.userErrors).toMatchObject([
    { code: "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS", field: ["id"] },
  ]);
  await workshop.call(`mutation O($id: ID!) { fulfillmentOrderOpen(id: $id) { userErrors { message } } }`, { id });
  expect((await move(workshop, "Lyon")).userErrors).toEqual([]);
});

test("a location that does not stock the goods is refused and said beforehand", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const lyon = workshop.locationId("Lyon");
  const level = workshop.shop.inventoryLevels.get(levelKey(workshop.work.lines[0]?.inventoryItemId ?? "", lyon));
  if (level) level.isActive = false;
  const query = `query Q($id: ID!) { fulfillmentOrder(id: $id) { locationsForMove(first: 20) { nodes { movable message location { id } } } } }`;
  type Place = { movable: boolean; message: string | null; location: { id: string } };
  const { data } = await workshop.call<{ fulfillmentOrder: { locationsForMove: { nodes: Place[] } } }>(query, {
    id: workGid(workshop.work),
  });
  const places = new Map(data.fulfillmentOrder.locationsForMove.nodes.map((place) => [place.location.id, place]));
  expect(places.get(gid("Location", lyon))).toMatchObject({
    movable: false,
    message: "No items are stocked at this location.",
  });
  expect(places.get(gid("Location", workshop.work.assignedLocationId ?? ""))?.movable).toBe(false);
  expect((await move(workshop, "Lyon")).userErrors).toHaveLength(1);
});

test("a move to nowhere, to the same place, or of too much changes nothing", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const home = [...workshop.shop.locations.values()].find(({ id }) => id === workshop.work.assignedLocationId);
  expect((await move(workshop, home?.name ?? "")).userErrors).toHaveLength(1);
  expect((await move(workshop, "Lyon", [2])).userErrors).toHaveLength(1);
  const target = workshop.shop.locations.get(workshop.locationId("Lyon"));
  if (target) target.isActive = false;
  expect((await move(workshop, "Lyon")).userErrors[0]?.message).toBe("Location not found.");
  expect(workshop.work.assignedLocationId).toBe(home?.id);
});

test("units that left stay with the fulfillment order they left from", async () => {
  const workshop = openWorkshop({ STOVE: 3 });
  const input = {
    lineItemsByFulfillmentOrder: [
      { fulfillmentOrderId: workGid(workshop.work), fulfillmentOrderLineItems: linesOf(workshop.work, [1]) },
    ],
  };
  await workshop.call(
    `mutation F($input: FulfillmentInput!) { fulfillmentCreate(fulfillment: $input) { userErrors { message } } }`,
    { input },
  );
  expect(workshop.work.status).toBe("IN_PROGRESS");
  await move(workshop, "Lyon");
  const [original, moved] = workshop.all();
  expect(original).toMatchObject({ status: "CLOSED", lines: [{ totalQuantity: 1, remainingQuantity: 0 }] });
  expect(moved).toMatchObject({ status: "OPEN", lines: [{ totalQuantity: 2, remainingQuantity: 2 }] });
});

test("goods of no stock move without any commitment", async () => {
  const workshop = openWorkshop({ STOVE: 1 });
  const order = buy(workshop, { STOVE: 1 });
  const [line] = order.lineItems;
  if (line) line.isStockCommitted = false;
  const work = workshop.shop.fulfillmentOrders.get(order.fulfillmentOrderIds[0] ?? "");
  const before = stockOf(workshop, workshop.locationId("Lyon"));
  await move(workshop, "Lyon", [], work);
  expect(stockOf(workshop, workshop.locationId("Lyon"))).toEqual(before);
});
