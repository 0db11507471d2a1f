import { getNamedType, Kind, print, TypeInfo, validate, visit, visitWithTypeInfo, type FieldNode } from "graphql";
import { expect, test } from "vitest";
import { adminSchema, unresolvedFields } from "#tests/sandbox/graphql/admin-schema.ts";
import {
  collectAppOperations,
  definitionsIn,
  joinDefinitions,
  readSandboxOperations,
  type CollectedDefinition,
} from "./collect-operations.ts";

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

/** Lists that have no next page, or whose next page is of no interest, by operation. */
const ONE_PAGE_LISTS: Readonly<Record<string, string>> = {
  "FindOrders.orders": "asks for as many as it names ids",
  "HistoryParts.orders": "asks for as many as it names ids",
  "HistoryWork.orders": "asks for as many as it names ids",
  "FindLevelsAt.inventoryItems": "asks for as many as it names ids",
  "FindBulkOperations.bulkOperations": "newest first: looks for one that was begun a moment ago",
};

/** The lists of each definition that do not ask whether they go on, and where. */
function listsWithoutEnd(collected: readonly CollectedDefinition[]): string[] {
  const found: string[] = [];
  const types = new TypeInfo(adminSchema);
  for (const { definition } of collected) {
    const owner = "name" in definition ? definition.name?.value : undefined;
    const enter = (field: FieldNode) => {
      const type = types.getType();
      if (!type || !getNamedType(type).name.endsWith("Connection")) return;
      const asked = field.selectionSet?.selections.find(
        (each) => each.kind === Kind.FIELD && each.name.value === "pageInfo",
      );
      const text = asked ? print(asked) : "";
      if (!text.includes("hasNextPage") || !text.includes("endCursor")) found.push(`${owner}.${field.name.value}`);
    };
    visit(definition, visitWithTypeInfo(types, { Field: { enter } }));
  }
  return found;
}

test("every list that the app reads says whether it goes on, so that none is cut short unseen", () => {
  const operations = collectAppOperations();
  expect(listsWithoutEnd(operations).toSorted()).toEqual(Object.keys(ONE_PAGE_LISTS).toSorted());
});

test("a list that does not say whether it goes on is found out", () => {
  const blind = definitionsIn(
    "blind.ts",
    "const query = `#graphql query Blind { locations(first: 5) { nodes { id } pageInfo { hasNextPage } } }`;",
  );
  expect(listsWithoutEnd(blind)).toEqual(["Blind.locations"]);
});
