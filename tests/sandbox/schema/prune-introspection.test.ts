import { buildClientSchema, buildSchema, introspectionFromSchema, parse, printSchema } from "graphql";
import { expect, test } from "vitest";
import { pruneIntrospection } from "./prune-introspection.ts";

const whole = buildSchema(`
  directive @idempotent(key: String!) on FIELD
  directive @internal on FIELD
  "The start of everything."
  type Query { animals(first: Int, after: String, colour: Colour, size: Size): AnimalConnection! keeper: Keeper }
  type AnimalConnection { nodes: [Animal!]! edges: [AnimalEdge!]! pageInfo: PageInfo! }
  type AnimalEdge { cursor: String! node: Animal! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  interface Animal { id: ID! name: String! age: Int }
  type Cat implements Animal { id: ID! name: String! age: Int lives: Int }
  type Dog implements Animal { id: ID! name: String! age: Int }
  type Keeper { id: ID! }
  enum Colour { BLACK WHITE }
  input Size { heightMillimetres: Int unit: Unit }
  enum Unit { SMALL LARGE }
`);

function prune(operations: string): string {
  return printSchema(buildClientSchema(pruneIntrospection(introspectionFromSchema(whole), parse(operations))));
}

test("what no operation touches is gone, and so are the descriptions", () => {
  const pruned = prune("{ animals(first: 1) { nodes { id ... on Cat { lives } } } }");
  expect(pruned).not.toContain("Keeper");
  expect(pruned).not.toContain("age: Int");
  expect(pruned).not.toContain("Dog");
  expect(pruned).not.toContain("Colour");
  expect(pruned).not.toContain("The start");
  expect(pruned).toContain("lives: Int");
});

test("a connection stays whole, with all its paging arguments", () => {
  const pruned = prune("{ animals(first: 1) { nodes { id ... on Cat { lives } } } }");
  expect(pruned).toContain("edges: [AnimalEdge!]!");
  expect(pruned).toContain("endCursor: String");
  expect(pruned).toContain("animals(first: Int, after: String)");
});

test("an argument that is used brings every input type behind it", () => {
  const pruned = prune("query Q($size: Size) { animals(first: 1, size: $size) { nodes { id ... on Cat { lives } } } }");
  expect(pruned).toContain("heightMillimetres: Int");
  expect(pruned).toContain("enum Unit");
});

test("the directive that makes writes repeatable stays, others go", () => {
  const pruned = prune("{ keeper { id } }");
  expect(pruned).toContain("directive @idempotent(key: String!) on FIELD");
  expect(pruned).not.toContain("@internal");
});
