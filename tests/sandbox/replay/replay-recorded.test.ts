import { expect, test } from "vitest";
import { gid } from "#tests/sandbox/state/ids.ts";
import { adminApiCase, casesPresent } from "#tests/support/cases.ts";
import { createdOrderNumber, exchangeAt, exchangeOf, textAt, valueAt } from "./read-exchanges.ts";
import { addLocation, addVariant, openRecordedShop, replay, stockUp, type RecordedShop } from "./recorded-shop.ts";
import {
  adjustByNothingDocument,
  adjustDocument,
  cancelDocument,
  levelsDocument,
  moveDocument,
  refundDocument,
  setDocument,
} from "./documents.ts";

/** Plays the exchanges at the paths, one after the other, and expects every answer to be the recorded one. */
async function playAll(recorded: RecordedShop, recording: unknown, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const exchange = exchangeAt(recording, path);
    recorded.shop.nextOrderNumber = createdOrderNumber(exchange) ?? recorded.shop.nextOrderNumber;
    const { differences, isSupported } = await replay(recorded, exchange);
    expect(isSupported, `${path} can be sent`).toBe(true);
    expect(differences, path).toEqual([]);
  }
}

const variant = "gid://shopify/ProductVariant/48540157378793";
const trackedVariant = "gid://shopify/ProductVariant/51414365864242";
const otherVariant = "gid://shopify/ProductVariant/51098706739506";

/** The locations of the fulfillment order recordings, the variant stocked at all, units only where the work went. */
function openWorkshop(home: string, others: readonly string[], names: Readonly<Record<string, string>>): RecordedShop {
  const recorded = openRecordedShop();
  for (const location of [home, ...others]) addLocation(recorded, location, names[location] ?? "Shop location");
  addVariant(recorded, variant, [home, ...others]);
  stockUp(recorded, variant, home, 100);
  return recorded;
}

const main = "gid://shopify/Location/112833036594";
const shopLocation = "gid://shopify/Location/106318430514";
const destination = "gid://shopify/Location/112829759794";

/** Names as each recording shows them (they differ between recordings). */
function locationNames(recording: unknown, orderPath: string): Record<string, string> {
  const text = JSON.stringify(valueAt(recording, orderPath));
  const pairs = [...text.matchAll(/"id":"(gid:\/\/shopify\/Location\/\d+)","name":"([^"]*)"/g)];
  return Object.fromEntries(pairs.map((match) => [match[1] ?? "", match[2] ?? ""]));
}

test.runIf(casesPresent)("a hold on some units of two lines leaves the rest in another fulfillment order", async () => {
  const recording = adminApiCase("fulfillment-order-hold-multi-line");
  const recorded = openWorkshop(main, [], locationNames(recording, "setup.orderCreate"));
  await playAll(recorded, recording, [
    "setup.orderCreate",
    "workflow.hold",
    "cleanup.releaseHold",
    "cleanup.orderCancel",
  ]);
});

test.runIf(casesPresent)("a move of some units of two lines leaves the rest where it was", async () => {
  const recording = adminApiCase("fulfillment-order-move-multi-line");
  const recorded = openWorkshop(main, [shopLocation], locationNames(recording, "workflow.move"));
  await playAll(recorded, recording, ["setup.orderCreate", "workflow.move", "cleanup.orderCancel"]);
});

test.runIf(casesPresent)("two holds are released one by one", async () => {
  const recording = adminApiCase("fulfillment-order-release-hold-selective");
  const recorded = openWorkshop(main, [], locationNames(recording, "setup.hydrate"));
  await playAll(recorded, recording, [
    "setup.create",
    "setup.hydrate",
    "workflows.selectiveRelease.firstHold",
    "workflows.selectiveRelease.secondHold",
    "workflows.selectiveRelease.releaseFirstHold",
    "workflows.selectiveRelease.afterReleaseRead",
    "cleanup.releaseRemainingHold",
    "cleanup.cancel",
  ]);
});

const lifecycles: Record<string, string[]> = {
  "a fulfillment order is held in part, released and whole again": [
    "holdRelease.create",
    "holdRelease.hold",
    "holdRelease.afterHold.orderRead",
    "holdRelease.releaseHold",
    "holdRelease.afterReleaseHold.orderRead",
  ],
  "a unit moves to another location": ["move.create", "move.move", "move.afterMove.orderRead"],
  "progress is reported, forbids cancelling, and is taken back": [
    "scheduleProgressOpenClose.create",
    "scheduleProgressOpenClose.reschedule",
    "scheduleProgressOpenClose.afterReschedule.orderRead",
    "scheduleProgressOpenClose.reportProgress",
    "scheduleProgressOpenClose.afterReportProgress.orderRead",
    "scheduleProgressOpenClose.cancelAfterReportProgress",
    "scheduleProgressOpenClose.open",
    "scheduleProgressOpenClose.afterOpen.orderRead",
    "scheduleProgressOpenClose.openAgain",
    "scheduleProgressOpenClose.afterOpenAgain.orderRead",
    "scheduleProgressOpenClose.close",
    "scheduleProgressOpenClose.afterClose.orderRead",
  ],
  "a cancelled fulfillment order is replaced by another": [
    "reroute.create",
    "reroute.cancelAfterReroute",
    "reroute.cancelAgainAfterCancel",
    "reroute.afterCancel.orderRead",
  ],
  "a fulfillment order is split, gets a deadline and is merged again": [
    "residualSplitDeadlineMerge.create",
    "residualSplitDeadlineMerge.split",
    "residualSplitDeadlineMerge.afterSplit.orderRead",
    "residualSplitDeadlineMerge.setFulfillmentDeadline",
    "residualSplitDeadlineMerge.afterSetFulfillmentDeadline.orderRead",
    "residualSplitDeadlineMerge.preparedForPickup",
    "residualSplitDeadlineMerge.merge",
    "residualSplitDeadlineMerge.afterMerge.orderRead",
  ],
};

test.runIf(casesPresent).each(Object.entries(lifecycles))("%s", async (_, paths) => {
  const recording = adminApiCase("fulfillment-order-lifecycle");
  const recorded = openWorkshop(main, [destination], locationNames(recording, "locations"));
  await playAll(
    recorded,
    recording,
    paths.map((path) => `workflows.${path}`),
  );
});

const unknownIds = ["hold", "releaseHold", "move", "open", "close", "cancel", "reschedule", "reportProgress"];

test.runIf(casesPresent).each(unknownIds)("an unknown fulfillment order is refused by %s", async (mutation) => {
  const recording = adminApiCase("fulfillment-order-lifecycle");
  const recorded = openWorkshop(main, [destination], {});
  await playAll(recorded, recording, [`validation.${mutation}UnknownId`]);
});

test.runIf(casesPresent)(
  "two orders are split at once, and a wrong split is refused in the platform's words",
  async () => {
    const recording = adminApiCase("fulfillment-order-split-multi");
    const names = {
      ...locationNames(recording, "captures.orderACreate"),
      ...locationNames(recording, "captures.orderBCreate"),
    };
    const recorded = openWorkshop(main, [shopLocation], names);
    addVariant(recorded, otherVariant, [shopLocation]);
    stockUp(recorded, otherVariant, shopLocation, 100);
    stockUp(recorded, variant, shopLocation, 100);
    await playAll(recorded, recording, ["captures.orderACreate", "captures.orderBCreate"]);
    await playAll(recorded, recording, [
      "captures.emptyLineItems",
      "captures.zeroQuantity",
      "captures.unknownFulfillmentOrder",
    ]);
    await playAll(recorded, recording, ["captures.multiSplit", "cleanup.merge"]);
  },
);

/** A shop that stocks the item of an inventory recording at its location, with nothing on the shelf. */
function openStockroom(item: string, location: string): RecordedShop {
  const recorded = openRecordedShop("CAD");
  if (!recorded.shop.locations.size) addLocation(recorded, location, "Shop location");
  addVariant(recorded, trackedVariant, [location], { item });
  return recorded;
}

test.runIf(casesPresent).each(["damaged", "reserved", "qualityControl", "safetyStock", "incoming"])(
  "an adjustment of %s is mirrored in on hand where it counts as on hand",
  async (name) => {
    const recording = adminApiCase("inventory-adjust-on-hand-name-mirrors");
    const location = textAt(recording, "setup.product.location.id");
    const recorded = openStockroom(textAt(recording, "setup.product.inventoryItemId"), location);
    const adjusted = exchangeAt(recording, `cases.${name}`, adjustDocument);
    expect((await replay(recorded, adjusted)).differences).toEqual([]);
  },
);

test.runIf(casesPresent)("after an adjustment only the state that was written bears a time", async () => {
  const recording = adminApiCase("inventory-adjust-on-hand-name-mirrors");
  const item = textAt(recording, "setup.product.inventoryItemId");
  const recorded = openStockroom(item, textAt(recording, "setup.product.location.id"));
  expect((await replay(recorded, exchangeAt(recording, "cases.damaged", adjustDocument))).differences).toEqual([]);
  const response = valueAt(recording, "cases.damaged.downstreamRead");
  const variables = {
    item,
    variant: trackedVariant,
    product: gid("Product", [...recorded.shop.products.keys()][0] ?? ""),
  };
  const read = { query: levelsDocument, variables, response, hasRecordedDocument: false };
  expect((await replay(recorded, read)).differences).toEqual([]);
});

test.runIf(casesPresent)("an adjustment by nothing leaves no receipt", async () => {
  const recording = adminApiCase("inventory-adjust-zero-delta-noop");
  const location = textAt(recording, "setup.zeroProduct.location.id");
  const recorded = openStockroom(textAt(recording, "setup.zeroProduct.inventoryItemId"), location);
  const item = textAt(recording, "setup.nonzeroProduct.inventoryItemId");
  addVariant(recorded, otherVariant, [location], { item });
  for (const path of ["allZero", "mixedZeroAndNonzero"]) {
    const { differences } = await replay(recorded, exchangeAt(recording, path, adjustByNothingDocument));
    expect(differences, path).toEqual([]);
  }
});

test.runIf(casesPresent)("units move from available to damaged with one receipt", async () => {
  const recording = adminApiCase("inventory-move-adjustment-group-shape");
  const location = textAt(recording, "setup.location.id");
  const recorded = openStockroom(textAt(recording, "setup.product.inventoryItemId"), location);
  expect((await replay(recorded, exchangeAt(recording, "setup.seedSet", setDocument))).differences).toEqual([]);
  expect((await replay(recorded, exchangeAt(recording, "move", moveDocument))).differences).toEqual([]);
});

test.runIf(casesPresent)("an edit lowers a line's current quantity and opens work for what it adds", async () => {
  const recording = adminApiCase("order-edit-commit-history-and-fulfillment-orders");
  const recorded = openRecordedShop("CAD");
  addLocation(recorded, shopLocation, "Shop location");
  const facts = {
    title: "The Inventory Not Tracked Snowboard",
    sku: "sku-untracked-1",
    price: "949.95",
    tracked: false,
  };
  addVariant(recorded, "gid://shopify/ProductVariant/49875425296690", [shopLocation], facts);
  const title = textAt(recording, "begin.response.payload.data.orderEditBegin.calculatedOrder.lineItems.nodes.0.title");
  const sku = textAt(recording, "begin.response.payload.data.orderEditBegin.calculatedOrder.lineItems.nodes.0.sku");
  const line = {
    title,
    sku,
    quantity: 3,
    priceSet: { shopMoney: { amount: "10.00", currencyCode: "CAD" } },
    requiresShipping: true,
  };
  await placeRecordedOrder(recorded, textAt(recording, "begin.variables.id"), "#1491", { lineItems: [line] });
  await playAll(recorded, recording, ["begin", "setQuantity", "addVariant", "commit", "downstreamRead"]);
});

test.runIf(casesPresent)("a cancelled order is closed and comes to nothing", async () => {
  const recording = adminApiCase("orderCancel-parity");
  const recorded = openRecordedShop();
  addLocation(recorded, shopLocation, "Shop location");
  const line = { title: "Item", quantity: 1, priceSet: { shopMoney: { amount: "14.00", currencyCode: "USD" } } };
  await placeRecordedOrder(recorded, textAt(recording, "variables.orderId"), "#1286", { lineItems: [line] });
  const paths = { variables: "variables", response: "mutation.response" };
  expect((await replay(recorded, exchangeOf(recording, paths, cancelDocument))).differences).toEqual([]);
  const query = textAt(recording, "upstreamCalls.0.query");
  const read = await replay(recorded, exchangeAt(recording, "downstreamRead", query));
  expect(read.differences).toEqual([]);
});

test.runIf(casesPresent).each([
  ["refund-create-full-parity", "#1496", 1],
  ["refund-create-partial-shipping-restock-parity", "#1495", 2],
])("%s", async (name, orderName, quantity) => {
  const recording = adminApiCase(name);
  const recorded = openRecordedShop("CAD");
  addLocation(recorded, shopLocation, "Shop location");
  addLocation(recorded, destination, "Transfer destination");
  const hydrated = "upstreamCalls.0.response.body.data.order";
  const bag = (amount: string) => ({ shopMoney: { amount, currencyCode: "CAD" } });
  const title = textAt(recording, `${hydrated}.lineItems.nodes.0.title`);
  await placeRecordedOrder(recorded, textAt(recording, "variables.input.orderId"), orderName, {
    lineItems: [{ title, quantity, priceSet: bag("10.00"), requiresShipping: true }],
    shippingLines: [{ title: "Standard", priceSet: bag("5.00") }],
    transactions: [{ kind: "SALE", status: "SUCCESS", gateway: "manual", amountSet: bag(`${10 * quantity + 5}.00`) }],
  });
  await playAll(recorded, recording, ["upstreamCalls.0"]);
  const paths = { variables: "variables", response: "mutation.response" };
  const refund = exchangeOf(recording, paths, refundDocument, { key: name });
  expect((await replay(recorded, refund)).differences).toEqual([]);
});

/** Imports the order a recording starts from and lets its recorded id stand for it. */
async function placeRecordedOrder(
  recorded: RecordedShop,
  gid: string,
  name: string,
  input: Record<string, unknown>,
): Promise<void> {
  const query = `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`;
  const response = { data: { orderCreate: { order: { id: gid }, userErrors: [] } } };
  const variables = { order: { name, ...input } };
  const { differences } = await replay(recorded, { query, variables, response, hasRecordedDocument: false });
  expect(differences).toEqual([]);
}
