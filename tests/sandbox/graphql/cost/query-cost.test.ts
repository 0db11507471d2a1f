import { Kind, parse, type OperationDefinitionNode } from "graphql";
import { expect, test } from "vitest";
import { adminSchema } from "#tests/sandbox/graphql/admin-schema.ts";
import { actualCost, fragmentsOf, pageFactor, requestedCost, type Operation } from "./query-cost.ts";

function operationOf(query: string, variables: Record<string, unknown> = {}): Operation {
  const document = parse(query);
  const operation = document.definitions.find(
    (each) => each.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  return { schema: adminSchema, operation, fragments: fragmentsOf(document), variables };
}

const order = `order(id: "gid://shopify/Order/1")`;

test.each([
  ["scalars cost nothing beyond their object", `{ ${order} { id name tags } }`, 1],
  ["an object inside costs one more", `{ ${order} { id customer { id } } }`, 2],
  ["amounts of money cost nothing", `{ ${order} { totalPriceSet { shopMoney { amount } } } }`, 1],
  ["a list without paging counts once", `{ ${order} { transactions { id } } }`, 2],
  ["a connection of twenty plain nodes costs 7", `{ orders(first: 20) { nodes { id } } }`, 7],
  ["edges cost what nodes cost", `{ orders(last: 20) { edges { cursor node { id } } pageInfo { hasNextPage } } }`, 7],
  [
    "an abstract type costs its dearest selection",
    `{ ${order} { purchasingEntity { ... on Customer { id } ... on PurchasingCompany { company { id } location { id } } } } }`,
    4,
  ],
  ["fragments cost what they hold", `query { ${order} { ...F } } fragment F on Order { customer { id } }`, 2],
  [
    "two things looked up by id cost twice",
    `{ nodes(ids: ["gid://shopify/Order/1", "gid://shopify/Order/2"]) { id } }`,
    2,
  ],
])("%s", (_, query, cost) => {
  expect(requestedCost(operationOf(query))).toBe(cost);
});

test("a mutation costs ten, with what its payload holds directly", () => {
  const mutation = `mutation M($id: ID!) { fulfillmentOrderOpen(id: $id) { fulfillmentOrder { id order { id } } userErrors { message } } }`;
  expect(requestedCost(operationOf(mutation))).toBe(11);
});

test("the page size may come from a variable", () => {
  const query = `query Q($first: Int!) { orders(first: $first) { nodes { id } } }`;
  expect(requestedCost(operationOf(query, { first: 50 }))).toBe(2 + 7);
});

test("a page of more than 250 is refused before it costs anything", () => {
  expect(() => requestedCost(operationOf(`{ orders(first: 251) { nodes { id } } }`))).toThrow("maximum allowed of 250");
});

test("the actual cost counts what was answered, and never more than was asked", () => {
  const operation = operationOf(`{ orders(first: 50) { nodes { id customer { id } } } }`);
  const requested = requestedCost(operation);
  const nodes = [{ id: "1", customer: { id: "2" } }];
  expect(actualCost(operation, { orders: { nodes } }, requested)).toBe(2 + 2);
  expect(actualCost(operation, { orders: { nodes: [{ id: "1", customer: null }] } }, requested)).toBe(2 + 1);
  expect(actualCost(operation, { orders: { nodes } }, 3)).toBe(3);
});

test("larger pages cost more, but ever less for each node", () => {
  const factors = [1, 3, 5, 10, 20, 50].map(pageFactor);
  expect(factors).toEqual([1, 2, 3, 4, 5, 7]);
  expect(pageFactor(250)).toBeLessThan(12);
});
