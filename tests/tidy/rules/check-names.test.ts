import { expect, test } from "vitest";
import { bannedWords, wordsOf } from "#tests/tidy/banned-words.ts";
import { declaredNamesUseTheVocabulary, pathsUseTheVocabulary } from "./check-names.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";

const inCode = (text: string) =>
  declaredNamesUseTheVocabulary.check([sourceFile("app/db/rows.ts", text)]).map((problem) => problem.advice);
const inPath = (path: string) => pathsUseTheVocabulary.check([sourceFile(path, "")]).map((problem) => problem.advice);

test("a name is cut into words however it is written", () => {
  const words = ["sku", "by", "order", "id"];
  expect(wordsOf("skuByOrderId")).toEqual(words);
  expect(wordsOf("SKUByOrderId")).toEqual(words);
  expect(wordsOf("SKU_BY_ORDER_ID")).toEqual(words);
  expect(wordsOf("sku-by-order-id")).toEqual(words);
});

test("every banned run of words is found in a name that holds it", () => {
  const unnoticed = bannedWords.filter(({ words }) => inCode(`const the_${words.join("_")} = 1;`).length === 0);
  expect(unnoticed).toEqual([]);
});

test.each([
  [`function findShipment() {}`, "findShipment"],
  [`type TenantRow = {};`, "TenantRow"],
  [`const f = (orderQty: number) => 1;`, "orderQty"],
  [`const { price: oldPrice } = variant;`, "oldPrice"],
  [`class VendorsTable {}`, "VendorsTable"],
])("%s is a problem", (text, name) => {
  expect(inCode(text)).toEqual([expect.stringContaining(name)]);
});

test.each([
  `const orderLineItems = 1, billOfMaterials = 2, poNumber = 3, renewed = 4, toolkit = 5;`,
  `const row = { shipment_status: 1, vendor: 2, newPrice: 3 };`,
  `const { shipment } = payload;`,
  `const moneyV2 = 1, shipmentStatus = 2, isForNewWindow = 3;`,
  `const said = "the shipment of the tenant";`,
  `const storeDomain = 1, webhookDelivery = 2, inboxMessage = 3, eventId = 4;`,
])("%s is allowed", (text) => {
  expect(inCode(text)).toEqual([]);
});

test.each([
  ["app/utils/money.ts", `"utils" says nothing`],
  ["app/db/helpers.ts", `"helpers.ts" says nothing`],
  ["app/domain/orders/index.ts", "no barrels"],
  ["app/queries/list-shipments.ts", "say fulfillment order"],
  ["app/routing-v2/route.ts", "instead of its age"],
  ["app/db/inboxRows.ts", "kebab-case"],
])("the path %s is a problem", (path, expected) => {
  expect(inPath(path)).toEqual([expect.stringContaining(expected)]);
});

test.each([
  "app/routes/app.orders.$id.tsx",
  "app/shopify.server.ts",
  "app/db/inbox-rows.test.ts",
  "prisma/migrations/20261122000000_spine/migration.sql",
  "tests/sandbox/DIFFERENCES.md",
])("the path %s is allowed", (path) => {
  expect(inPath(path)).toEqual([]);
});
