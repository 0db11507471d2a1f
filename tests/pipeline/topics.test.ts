import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { interpret, subscribedTopics } from "#app/pipeline/topics.ts";
import { whyIgnored } from "#app/pipeline/topics/ignored-topics.ts";
import { ownTopics } from "#app/pipeline/topics/own-topics.ts";
import { complianceTopics } from "#app/pipeline/topics/shop-topics.ts";
import { API_VERSION } from "#app/shopify/api-version.ts";
import {
  bare,
  bytesOf,
  eventBody,
  fulfillmentBody,
  orderBody,
  ORDER_ID,
  refundBody,
  transactionBody,
} from "#tests/contracts/build-bodies.ts";
import { casesPresent, webhookCases } from "#tests/support/cases.ts";

function meaningOf(topic: string, body: unknown) {
  const meaning = interpret(topic, bytesOf(body));
  if (!meaning.ok) throw new Error(meaning.reason);
  return meaning;
}

/** A change in few words, for a table: its kind, and for a hint what it wants read. */
function nameChange(change: Change): string {
  return change.kind === "read_wanted" ? `read ${change.subject}` : change.kind;
}

const namesOf = (changes: readonly Change[]) => changes.map(nameChange).join(", ");
const gid = (kind: string, id: number) => `gid://shopify/${kind}/${id}`;

test.each<[string, unknown, string]>([
  ["orders/create", orderBody(), "order"],
  ["orders/updated", orderBody({ refunds: [refundBody()] }), "order, transaction"],
  ["orders/delete", { id: bare(ORDER_ID) }, "order_deleted"],
  [
    "orders/edited",
    { order_edit: { order_id: bare(ORDER_ID), line_items: { additions: [], removals: [] } } },
    "read order",
  ],
  ["orders/risk_assessment_changed", { order_id: bare(ORDER_ID), risk_level: "high" }, "read order"],
  ["refunds/create", refundBody(), "refund, transaction"],
  ["order_transactions/create", transactionBody(), "transaction"],
  ["fulfillments/update", fulfillmentBody(), "fulfillment"],
  ["fulfillment_events/create", eventBody(), "fulfillment_event"],
  ["returns/approve", { id: 1, order: { id: bare(ORDER_ID) } }, "read order"],
  ["returns/close", { id: 1, order_id: bare(ORDER_ID) }, "read order"],
  [
    "disputes/create",
    { id: 1, order_id: bare(ORDER_ID), type: "chargeback", amount: "11.50", currency: "EUR" },
    "read order",
  ],
])("%s says of which order it is, whose id is beyond 2^53", (topic, body, expected) => {
  const meaning = meaningOf(topic, body);
  expect(namesOf(meaning.changes)).toBe(expected);
  expect(meaning.orderId).toBe(ORDER_ID);
});

describe("hints", () => {
  test("of a hold name the fulfillment order, the reason and the handle by which we know our own", () => {
    const body = {
      fulfillment_order: { id: gid("FulfillmentOrder", 7) },
      fulfillment_hold: { handle: "switchyard-1", reason: "incorrect_address" },
    };
    expect(meaningOf("fulfillment_holds/added", body)).toEqual({
      ok: true,
      orderId: null,
      changes: [
        {
          kind: "read_wanted",
          subject: "fulfillment_order",
          id: "7",
          what: "hold added: incorrect address",
          echoHandle: "switchyard-1",
        },
      ],
    });
  });

  test("quote the beginning of what a fulfillment service writes", () => {
    const body = { fulfillment_order: { id: gid("FulfillmentOrder", 7) }, message: "No stock. ".repeat(100) };
    const [change] = meaningOf("fulfillment_orders/fulfillment_request_rejected", body).changes;
    expect(change).toMatchObject({
      what: expect.stringMatching(
        /^fulfillment rejected by the fulfillment service \("No stock\. .{0,110}"\)$/,
      ) as string,
    });
  });

  test("say what a dispute is about", () => {
    const body = {
      order_id: bare(ORDER_ID),
      type: "chargeback",
      amount: "11.50",
      currency: "EUR",
      status: "needs_response",
    };
    expect(meaningOf("disputes/create", body).changes).toMatchObject([
      { what: "a chargeback over 11.50 EUR was opened, needs response" },
    ]);
  });

  test.each(["returns/process", "returns/update", "orders/risk_assessment_changed", "fulfillment_orders/moved"])(
    "%s without an id is kept, with the reason",
    (topic) => {
      expect(meaningOf(topic, {}).changes).toEqual([
        { kind: "ignored", reason: expect.stringMatching(/so there is nothing to read\.$/) as string },
      ]);
    },
  );
});

describe("stock and catalogue", () => {
  const level = { inventory_item_id: 11, location_id: 22, updated_at: "2026-11-20T13:00:00+01:00" };

  test("a level tells what is available, below zero too", () => {
    expect(meaningOf("inventory_levels/update", { ...level, available: -3 }).changes).toEqual([
      {
        kind: "level",
        observation: {
          inventoryItemId: "11",
          locationId: "22",
          observedAt: "2026-11-20T12:00:00.000Z",
          quantities: { available: -3 },
        },
      },
    ]);
  });

  test("a level without a figure is noted and read", () => {
    const { changes } = meaningOf("inventory_levels/connect", { ...level, available: null });
    expect(namesOf(changes)).toBe("level, read inventory_level");
    expect(changes).toMatchObject([{ observation: { quantities: {} } }, { id: "11/22" }]);
  });

  test("a product names all of its variants, those too that its body leaves out", () => {
    const variants = [{ id: 31, inventory_item_id: 41, sku: "S", title: "Small", inventory_policy: "continue" }];
    const body = {
      id: 21,
      title: "Shirt",
      updated_at: level.updated_at,
      variants,
      variant_gids: [31, 32].map((id) => ({ admin_graphql_api_id: gid("ProductVariant", id) })),
    };
    expect(meaningOf("products/update", body).changes).toEqual([
      {
        kind: "variants",
        productId: "21",
        updatedAt: "2026-11-20T12:00:00.000Z",
        variants: [
          { id: "31", inventoryItemId: "41", sku: "S", title: "Shirt, Small", sellsBeyondZero: true, isDeleted: false },
        ],
        allVariantIds: ["31", "32"],
      },
    ]);
  });

  test("the only variant of a product bears the product's name", () => {
    const body = { id: 21, title: "Shirt", variants: [{ id: 31, title: "Default Title" }] };
    expect(meaningOf("products/create", body).changes).toMatchObject([
      { variants: [{ title: "Shirt", inventoryItemId: null }] },
    ]);
  });

  test("a location of a fulfillment service is marked, and the rest of it is read", () => {
    const { changes } = meaningOf("locations/update", {
      id: 22,
      name: "Depot",
      country_code: "DE",
      active: true,
      legacy: true,
    });
    expect(changes).toMatchObject([
      { kind: "location", location: { id: "22", isFulfillmentService: true, isActive: true } },
      { kind: "read_wanted", subject: "location", id: "22" },
    ]);
  });
});

describe("our own topics", () => {
  const answer = {
    orderId: "1",
    readAt: "2026-11-20T12:00:00.000Z",
    updatedAt: "2026-11-20T12:00:00.000Z",
    order: null,
    risk: null,
    transactions: [],
    fulfillmentOrders: [],
    levels: [],
  };

  test.each<[string, unknown, string]>([
    ["switchyard/order_read", answer, "order_read"],
    [
      "switchyard/levels_read",
      [{ inventoryItemId: "1", locationId: "2", observedAt: answer.readAt, quantities: { available: 5 } }],
      "levels_read",
    ],
    ["switchyard/person", { act: "pass_problems", orderId: "1", codes: ["risk_high"], person: "Grace" }, "person"],
    ["switchyard/timer", { orderId: "1", what: "grace is over" }, "timer"],
  ])("%s comes back as what it was", (topic, body, expected) => {
    expect(namesOf(meaningOf(topic, body).changes)).toBe(expected);
  });

  test.each<[string, unknown]>([
    ["switchyard/order_read", { ...answer, orderId: 1 }],
    ["switchyard/order_read", { ...answer, fulfillmentOrders: [{}] }],
    ["switchyard/levels_read", [{ inventoryItemId: "1" }]],
    ["switchyard/person", { act: "fire_everybody", orderId: "1", person: "Grace" }],
    ["switchyard/person", { act: "approve_action", orderId: "1", person: "Grace" }],
    ["switchyard/timer", {}],
  ])("%s that was broken by hand is refused with a sentence", (topic, body) => {
    expect(interpret(topic, bytesOf(body))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^switchyard\/\w+: The (field|body) .+\.$/) as string,
    });
  });

  test("none of them is subscribed to", () => {
    for (const topic of Object.keys(ownTopics)) expect(Object.keys(subscribedTopics)).not.toContain(topic);
  });
});

test("a body that is no JSON is refused with a sentence that names the topic", () => {
  const bytes = new TextEncoder().encode('{"id": ');
  expect(interpret("orders/create", bytes)).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/^orders\/create: The body is not JSON/) as string,
  });
});

test("a topic that nobody knows is kept and ignored, whatever its body", () => {
  const meaning = interpret("robots/uprising", new TextEncoder().encode("not even JSON"));
  expect(meaning).toEqual({
    ok: true,
    orderId: null,
    changes: [{ kind: "ignored", reason: "Switchyard does not act on robots/uprising." }],
  });
});

describe("shopify.app.toml", () => {
  const config = readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8").replaceAll(/^\s*#.*$/gm, "");
  const list = (key: string) =>
    [...(new RegExp(`^\\s*${key} = \\[([^\\]]*)\\]`, "m").exec(config)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(
      (match) => match[1]!,
    );
  const scopes = /^scopes = "([^"]*)"/m.exec(config)?.[1]?.split(",") ?? [];

  test("subscribes to exactly the topics that are acted on", () => {
    expect(list("topics").sort()).toEqual(Object.keys(subscribedTopics).sort());
    expect(list("compliance_topics").sort()).toEqual(Object.keys(complianceTopics).sort());
  });

  test("asks for a scope that each topic needs, and at installation only to read", () => {
    for (const [topic, { scopes: needed }] of Object.entries(subscribedTopics)) {
      expect(needed.length === 0 || needed.some((scope) => scopes.includes(scope)), topic).toBe(true);
    }
    expect(scopes.filter((scope) => !scope.startsWith("read_"))).toEqual([]);
    expect(list("optional_scopes").every((scope) => scope.startsWith("write_"))).toBe(true);
  });

  test("speaks the version of the API that the code speaks", () => {
    expect(config).toContain(`api_version = "${API_VERSION}"`);
  });
});

// What the platform's own sample of each topic comes to; topics that are not here are kept and ignored.
const MEANING_BY_TOPIC: Record<string, string> = {
  "app/scopes_update": "scopes",
  "app/uninstalled": "app_uninstalled",
  "customers/data_request": "customer_data_requested",
  "customers/redact": "customer_redacted",
  "disputes/create": "read order",
  "disputes/update": "read order",
  "fulfillment_events/create": "fulfillment_event",
  "fulfillment_events/delete": "fulfillment_event",
  "fulfillments/create": "fulfillment",
  "fulfillments/update": "fulfillment",
  "inventory_items/create": "inventory_item",
  "inventory_items/delete": "inventory_item_deleted",
  "inventory_items/update": "inventory_item",
  "inventory_levels/connect": "level, read inventory_level",
  "inventory_levels/disconnect": "level_disconnected",
  "inventory_levels/update": "level, read inventory_level",
  "locations/activate": "location, read location",
  "locations/create": "location, read location",
  "locations/deactivate": "location, read location",
  "locations/delete": "location_deleted",
  "locations/update": "location, read location",
  "order_transactions/create": "transaction",
  "orders/cancelled": "order",
  "orders/create": "order",
  "orders/delete": "order_deleted",
  "orders/edited": "read order",
  "orders/fulfilled": "order",
  "orders/paid": "order",
  "orders/partially_fulfilled": "order",
  "orders/updated": "order",
  "products/create": "variants",
  "products/delete": "product_deleted",
  "products/update": "variants",
  "refunds/create": "refund, transaction, transaction",
  "returns/approve": "read order",
  "returns/cancel": "read order",
  "returns/close": "read order",
  "returns/decline": "read order",
  "returns/reopen": "read order",
  "returns/request": "read order",
  "shop/redact": "shop_redacted",
  "shop/update": "shop",
};

// These are acted on, and only their samples name nothing to act on.
const SAMPLES_WITHOUT_AN_ORDER = ["orders/risk_assessment_changed", "returns/process", "returns/update"];

describe.runIf(casesPresent)("the platform's own samples", () => {
  const cases = webhookCases();

  test("are those of 148 topics", () => {
    expect(cases).toHaveLength(148);
  });

  test.each(cases)("$topic means what the table says, or is ignored with a reason of its own", ({ topic, body }) => {
    const meaning = interpret(topic, body);
    if (!meaning.ok) expect.fail(meaning.reason);
    const isWork = /^fulfillment_(orders|holds)\//.test(topic);
    const expected = MEANING_BY_TOPIC[topic] ?? (isWork ? "read fulfillment_order" : "ignored");
    expect(namesOf(meaning.changes)).toBe(expected);
    if (expected !== "ignored") return expect(complianceTopics[topic] ?? subscribedTopics[topic]).toBeDefined();
    const [change] = meaning.changes;
    if (change?.kind !== "ignored") return expect.fail("it is not ignored");
    expect(change.reason).toMatch(/^[A-Z].+\.$/);
    expect(change.reason).not.toMatch(/^Switchyard does not act on/);
    if (!SAMPLES_WITHOUT_AN_ORDER.includes(topic)) expect(change.reason).toBe(whyIgnored(topic));
  });

  test("keep every digit of ids beyond 2^53", () => {
    const sample = (topic: string) => {
      const meaning = interpret(topic, cases.find((each) => each.topic === topic)!.body);
      return meaning.ok ? meaning : expect.fail(meaning.reason);
    };
    expect(sample("orders/create").orderId).toBe("820982911946154508");
    expect(sample("orders/create").changes).toMatchObject([
      { order: { lines: [{ id: "487817672276298554" }, { id: "789012345678901234" }, {}, {}, {}] } },
    ]);
    expect(sample("refunds/create").changes).toMatchObject([
      { refund: { id: "890088186047892319", transactionIds: ["245135271310201194", "839212141605670573"] } },
      {},
      {},
    ]);
    expect(sample("inventory_levels/disconnect").changes).toMatchObject([{ inventoryItemId: "271878346596884015" }]);
    expect(sample("orders/delete").changes).toEqual([{ kind: "order_deleted", orderId: "820982911946154508" }]);
  });
});
