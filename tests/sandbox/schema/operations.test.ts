import { print, validate } from "graphql";
import { expect, test } from "vitest";
import { adminSchema, unresolvedFields } from "#tests/sandbox/graphql/admin-schema.ts";
import { collectAppOperations, definitionsIn, joinDefinitions, readSandboxOperations } from "./collect-operations.ts";

test("every operation of the app exists in the Admin API of this version", () => {
  const operations = collectAppOperations();
  expect(operations.length).toBeGreaterThan(0);
  expect(validate(adminSchema, joinDefinitions(operations)).map(({ message }) => message)).toEqual([]);
});

test("every operation the sandbox promises exists in its schema", () => {
  const document = joinDefinitions(readSandboxOperations());
  expect(validate(adminSchema, document).map(({ message }) => message)).toEqual([]);
});

test("every field of the schema is resolved by something", () => {
  expect(unresolvedFields(adminSchema)).toEqual([]);
});

test("an operation that asks for an unknown field is found out", () => {
  const wrong = definitionsIn("wrong.ts", "const query = `#graphql query Wrong { shop { colour } }`;");
  expect(validate(adminSchema, joinDefinitions(wrong)).map(({ message }) => message)).toEqual([
    'Cannot query field "colour" on type "Shop".',
  ]);
});

test("fragments that are put into a literal are taken from where they are written", () => {
  const source =
    "const part = `#graphql fragment Part on Shop { id }`; const query = `#graphql ${part} query Q { shop { ...Part } }`;";
  const document = joinDefinitions(definitionsIn("shop.ts", source));
  expect(document.definitions.map((each) => print(each).split(" ")[0])).toEqual(["fragment", "query"]);
  expect(validate(adminSchema, document)).toEqual([]);
});
