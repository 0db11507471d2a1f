import { expect, test } from "vitest";
import type { OrderContext, PlannedAction } from "#app/domain/decision.ts";
import { decideOrder } from "#app/domain/decide-order.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { FulfillmentOrderFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import {
  claim,
  address,
  context,
  fulfillmentOrder,
  hold,
  level,
  levelBook,
  lineItem,
  location,
  NOON,
  order,
  settings,
} from "./build-order.ts";

const munich = location("L1", { name: "Munich" });
const berlin = location("L3", { name: "Berlin", latitude: 52.52, longitude: 13.4 });
const mug = lineItem();
const cap = lineItem({ id: "2", variantId: "v2", title: "Cap", quantity: 1 });
const ON_HOLD = ["RELEASE_HOLD", "HOLD", "MOVE"];

const stockHold = hold({ id: "95", reason: "INVENTORY_OUT_OF_STOCK", handle: "switchyard-stock", isOurs: true });
const addressHold = hold({ id: "96", reason: "INCORRECT_ADDRESS", handle: "switchyard-address", isOurs: true });
const theirs = hold({ id: "97", reason: "OTHER", reasonNotes: "Customer called" });

function decide(facts: OrderFacts, levels: Level[], around: Partial<OrderContext> = {}) {
  return decideOrder(context(facts, { locations: [munich, berlin], ...around }), levelBook(...levels), NOON);
}

function work(changes: Partial<FulfillmentOrderFacts>, lines = [mug]): Pick<OrderFacts, "lines" | "fulfillmentOrders"> {
  return { lines, fulfillmentOrders: [fulfillmentOrder(lines, changes)] };
}

const plenty = [level("i1", "L1", { available: 5, committed: 2 })];
const none = [level("i1", "L1", { available: -2, committed: 2 })];
const wrongStreet = { shippingAddress: address({ address1: "Marienplatz" }) };

type Row = {
  says: string;
  facts: Partial<OrderFacts>;
  levels: Level[];
  around?: Partial<OrderContext>;
  state: string;
  action: Partial<PlannedAction> | null;
};

test.each<Row>([
  { says: "goods in stock are ready", facts: work({}), levels: plenty, state: "ready", action: null },
  {
    says: "a problem holds the work",
    facts: { ...work({}), ...wrongStreet },
    levels: plenty,
    state: "held",
    action: {
      kind: "hold",
      capability: "hold",
      holdReason: "INCORRECT_ADDRESS",
      handle: "switchyard-address",
      notes: "“Marienplatz” has no house number.",
    },
  },
  {
    says: "work that is held for its problem stays so",
    facts: { ...work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [addressHold] }), ...wrongStreet },
    levels: plenty,
    state: "held",
    action: null,
  },
  {
    says: "a hold whose problem is gone is lifted by its id",
    facts: work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [addressHold] }),
    levels: plenty,
    state: "held",
    action: { kind: "release_hold", holdIds: ["96"] },
  },
  {
    says: "somebody else's hold is never lifted",
    facts: work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [theirs] }),
    levels: plenty,
    state: "held",
    action: null,
  },
  {
    says: "another app's hold is not ours, whatever its handle",
    facts: work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [{ ...addressHold, isOurs: false }] }),
    levels: plenty,
    state: "held",
    action: null,
  },
  {
    says: "beside somebody else's hold only ours is lifted",
    facts: work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [theirs, addressHold] }),
    levels: plenty,
    state: "held",
    action: { kind: "release_hold", holdIds: ["96"] },
  },
  {
    says: "a hold a person placed through us is left to the person",
    facts: work({
      status: "ON_HOLD",
      supportedActions: ON_HOLD,
      holds: [hold({ id: "98", handle: "switchyard-person", isOurs: true })],
    }),
    levels: plenty,
    state: "held",
    action: null,
  },
  {
    says: "another reason replaces the hold: first the stale one goes",
    facts: {
      ...work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [addressHold] }),
      financialStatus: "pending",
    },
    levels: plenty,
    state: "held",
    action: { kind: "release_hold", holdIds: ["96"] },
  },
  {
    says: "goods nobody has wait on a hold",
    facts: work({}),
    levels: none,
    state: "backordered",
    action: {
      kind: "hold",
      holdReason: "INVENTORY_OUT_OF_STOCK",
      handle: "switchyard-stock",
      notes: "Waiting for stock: 2 × Mug.",
    },
  },
  {
    says: "goods that wait on their hold go on waiting",
    facts: work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [stockHold] }),
    levels: none,
    state: "backordered",
    action: null,
  },
  {
    says: "goods that have come leave their hold",
    facts: work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [stockHold] }),
    levels: plenty,
    state: "held",
    action: { kind: "release_hold", holdIds: ["95"] },
  },
  {
    says: "a hold for stock does for a problem too while the stock is missing",
    facts: { ...work({ status: "ON_HOLD", supportedActions: ON_HOLD, holds: [stockHold] }), ...wrongStreet },
    levels: none,
    state: "held",
    action: null,
  },
  {
    says: "all of it moves at once",
    facts: work({ locationId: "L3" }),
    levels: [level("i1", "L1", { available: 2 })],
    state: "moving",
    action: { kind: "move", capability: "route", locationId: "L1", lines: null },
  },
  {
    says: "a part of it moves by its lines",
    facts: work({}, [mug, cap]),
    levels: [level("i1", "L1", { committed: 2 }), level("i2", "L3", { available: 1 })],
    state: "moving",
    action: { kind: "move", locationId: "L3", lines: [{ fulfillmentOrderLineId: "501-2", quantity: 1 }] },
  },
  {
    says: "what is missing is split off so that the rest can leave",
    facts: work({}),
    levels: [level("i1", "L1", { available: -1, committed: 2 })],
    state: "backordered",
    action: { kind: "split", lines: [{ fulfillmentOrderLineId: "501-1", quantity: 1 }] },
  },
  {
    says: "what is picked up is not split: it waits together",
    facts: work({ deliveryMethod: "PICK_UP" }),
    levels: [level("i1", "L1", { available: -1, committed: 2 })],
    state: "backordered",
    action: { kind: "hold", handle: "switchyard-stock" },
  },
  {
    says: "what cannot be split waits together",
    facts: work({ supportedActions: ["HOLD", "MOVE"] }),
    levels: [level("i1", "L1", { available: -1, committed: 2 })],
    state: "backordered",
    action: { kind: "hold", handle: "switchyard-stock" },
  },
  {
    says: "frozen work is not held for stock",
    facts: work({}),
    levels: none,
    around: { frozenFulfillmentOrderIds: ["501"] },
    state: "ready",
    action: null,
  },
  {
    says: "frozen work is held for a problem",
    facts: { ...work({}), ...wrongStreet },
    levels: plenty,
    around: { frozenFulfillmentOrderIds: ["501"] },
    state: "held",
    action: { kind: "hold" },
  },
  {
    says: "work in progress that Shopify cannot hold is left",
    facts: { ...work({ status: "IN_PROGRESS", supportedActions: [] }), ...wrongStreet },
    levels: plenty,
    state: "held",
    action: null,
  },
  {
    says: "another app's work is left to it",
    facts: work({}),
    levels: plenty,
    around: { locations: [{ ...munich, isFulfillmentService: true }] },
    state: "elsewhere",
    action: null,
  },
  {
    says: "a schedule is waited for",
    facts: work({ status: "SCHEDULED", fulfillAt: "2026-12-24T00:00:00Z" }),
    levels: none,
    state: "deciding",
    action: null,
  },
  { says: "closed work is done", facts: work({ status: "CLOSED" }), levels: none, state: "done", action: null },
  {
    says: "an imported order is decided and not acted on",
    facts: { ...work({}), ...wrongStreet },
    levels: plenty,
    around: { isImported: true },
    state: "held",
    action: null,
  },
  {
    says: "a test order is recorded and not acted on",
    facts: { ...work({ locationId: "L3" }), isTest: true },
    levels: [level("i1", "L1", { available: 2 })],
    state: "done",
    action: null,
  },
  {
    says: "a cancelled order is over",
    facts: { ...work({ locationId: "L3" }), cancelledAt: NOON },
    levels: [level("i1", "L1", { available: 2 })],
    state: "done",
    action: null,
  },
  {
    says: "a point-of-sale order is never held",
    facts: { ...work({ deliveryMethod: "RETAIL" }), sourceName: "pos" },
    levels: none,
    state: "backordered",
    action: null,
  },
  {
    says: "work of a deleted location that nobody can take over is held",
    facts: work({ locationId: null }),
    levels: [],
    around: { locations: [] },
    state: "held",
    action: { kind: "hold", handle: "switchyard-unroutable" },
  },
])("$says", ({ facts, levels, around, state, action }) => {
  const decision = decide(order(facts), levels, around);
  expect(decision.planByFulfillmentOrder["501"]?.state).toBe(state);
  if (action === null) expect(decision.actions).toEqual([]);
  else expect(decision.actions).toMatchObject([{ fulfillmentOrderId: "501", ...action }]);
});

test("until the fulfillment orders are read only the order is judged and its claims stay", () => {
  const claims = [claim(2)];
  const facts = order({ ...wrongStreet, fulfillmentOrders: [], fulfillmentOrdersReadAt: null });
  const decision = decide(facts, plenty, { allocations: claims });
  expect(decision).toMatchObject({
    route: null,
    allocations: claims,
    actions: [],
    documents: [],
    planByFulfillmentOrder: {},
  });
  expect(decision.problems.map((problem) => problem.code)).toEqual(["house_number_missing"]);
});

test("a cancelled order lets go of its claims", () => {
  const claims = [claim(2)];
  expect(decide(order({ cancelledAt: NOON }), plenty, { allocations: claims }).allocations).toEqual([]);
});

test("a held order keeps its claims, for it will leave", () => {
  expect(decide(order({ ...work({}), ...wrongStreet }), plenty).allocations).toMatchObject([
    { locationId: "L1", quantity: 2 },
  ]);
});

test.each([
  ["off", 1],
  ["watch", 1],
  ["suggest", 0],
  ["act", 0],
] as const)("with holds at %s an order with a problem has %i documents due", (mode, due) => {
  const rules = settings();
  const around = {
    settings: { ...rules, capabilities: { ...rules.capabilities, hold: { ...rules.capabilities.hold, mode } } },
  };
  expect(decide(order({ ...work({}), ...wrongStreet }), plenty, around).documents).toHaveLength(due);
});

test("the same wish has the same key, another reason another key", () => {
  const keyOf = (facts: Partial<OrderFacts>) => decide(order({ ...work({}), ...facts }), plenty).actions[0]?.key;
  const otherStreet = { shippingAddress: address({ address1: "Leopoldstraße" }) };
  expect(keyOf(wrongStreet)).toBe(keyOf(wrongStreet));
  expect(keyOf(wrongStreet)).toMatch(/^hold:501:switchyard-address:[0-9a-f]{8}$/);
  expect(keyOf(otherStreet)).not.toBe(keyOf(wrongStreet));
});

test("moving one unit and later another of the same line are two wishes", () => {
  const keyOf = (quantity: number) => {
    const mugs = lineItem({ quantity });
    const levels = [
      level("i1", "L3", { available: 1 }),
      level("i1", "L1", { available: 1 - quantity, committed: quantity }),
    ];
    return decide(order(work({ locationId: "L1" }, [mugs])), levels).actions[0]?.key;
  };
  expect(keyOf(3)).toMatch(/^move:501:L1>L3:[0-9a-f]{8}$/);
  expect(keyOf(3)).toBe(keyOf(3));
  expect(keyOf(2)).not.toBe(keyOf(3));
});

test.each<[says: string, facts: Partial<OrderFacts>, levels: Level[], sentence: string]>([
  [
    "ships",
    work({}, [mug, cap]),
    [...plenty, level("i2", "L1", { committed: 1 })],
    "Ships from Munich (5 km), all 2 lines; invoice of 30.00 EUR due.",
  ],
  [
    "is unpaid on terms",
    { ...work({}), financialStatus: "pending", paymentTerms: { name: "Net 30", dueInDays: 30 } },
    plenty,
    "Ships from Munich (5 km), its only line; invoice due with the first parcel.",
  ],
  [
    "is held",
    { ...work({}), ...wrongStreet },
    plenty,
    "Held: “Marienplatz” has no house number; the invoice waits while the order is held.",
  ],
  ["has nothing in stock", work({}), none, "Backordered: 2 × Mug; invoice of 20.00 EUR due."],
  [
    "is in two places",
    work({}, [mug, cap]),
    [level("i1", "L1", { committed: 2 }), level("i2", "L3", { available: 1 })],
    "Ships from Munich (5 km) and Berlin (504 km), in 2 parcels, all 2 lines; invoice of 30.00 EUR due.",
  ],
  [
    "is held by somebody",
    work({ status: "ON_HOLD", holds: [theirs] }),
    plenty,
    "On hold in Shopify: Customer called; the invoice waits while the order is held.",
  ],
  [
    "is cancelled",
    { ...work({}), cancelledAt: NOON },
    plenty,
    "Cancelled: nothing is sent; no invoice: cancelled before one was issued.",
  ],
  [
    "is a test",
    { ...work({}), isTest: true },
    plenty,
    "Test order: recorded, nothing is sent; no invoice for a test order.",
  ],
  ["has left", work({ status: "CLOSED" }), plenty, "Everything has been sent; invoice of 20.00 EUR due."],
])("an order that %s says so in one sentence", (_, facts, levels, sentence) => {
  expect(decide(order(facts), levels).sentence).toBe(sentence);
});
