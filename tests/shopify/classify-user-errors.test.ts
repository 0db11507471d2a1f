import { readFile } from "node:fs/promises";
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type GraphQLSchema,
} from "graphql";
import { expect, test } from "vitest";
import {
  classifiedCodes,
  classifyUserError,
  classifyUserErrors,
  isMutation,
  type Mutation,
  type Refusal,
} from "#app/shopify/acts/classify-user-errors.ts";
import { collectAppOperations } from "#tests/sandbox/schema/collect-operations.ts";

const HOLD = "fulfillmentOrderHold";
const error = (code: string | null, message: string, field: string[] | null = null) => ({ code, message, field });

async function readSchema(): Promise<GraphQLSchema> {
  return buildSchema(await readFile(new URL("../sandbox/schema/admin-2026-10.graphql", import.meta.url), "utf8"));
}

/** Root fields of every mutation that a document in app/ sends. */
function sentMutations(): string[] {
  const roots = collectAppOperations().flatMap(({ definition }) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.MUTATION
      ? definition.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []))
      : [],
  );
  return [...new Set(roots)].sort();
}

function codesOf(schema: GraphQLSchema, mutation: string): string[] {
  const payload = getNamedType(schema.getMutationType()!.getFields()[mutation]!.type);
  const userError = isObjectType(payload) && getNamedType(payload.getFields()["userErrors"]!.type);
  const code = isObjectType(userError) && getNamedType(userError.getFields()["code"]!.type);
  if (!code || !isEnumType(code)) throw new Error(`The user errors of ${mutation} bear no code.`);
  return code.getValues().map(({ name }) => name);
}

test("every code of every mutation that is sent has a class on purpose, and no other code has", async () => {
  const schema = await readSchema();
  const mutations = sentMutations();
  expect(mutations.length).toBeGreaterThanOrEqual(5);
  for (const mutation of mutations) {
    expect(isMutation(mutation), mutation).toBe(true);
    const codes = codesOf(schema, mutation);
    expect(classifiedCodes(mutation as Mutation).sort(), mutation).toEqual(codes.sort());
  }
});

test("a code that nobody has classified goes to a person, whichever mutation bears it", () => {
  for (const mutation of sentMutations())
    expect(classifyUserError(mutation as Mutation, error("ADDED_NEXT_QUARTER", "Nobody knows this."))).toBe("person");
});

const ROWS: [Mutation, string | null, string, string[] | null, Refusal][] = [
  [HOLD, "DUPLICATE_FULFILLMENT_HOLD_HANDLE", "The handle is taken.", ["fulfillmentHold", "handle"], "already"],
  [HOLD, "TAKEN", "has already been taken", ["fulfillmentHold", "handle"], "already"],
  [HOLD, "TAKEN", "has already been taken", ["fulfillmentHold", "externalId"], "person"],
  [HOLD, "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED", "The maximum number of holds is reached.", ["id"], "person"],
  [HOLD, "FULFILLMENT_ORDER_NOT_FOUND", "Fulfillment order does not exist.", ["id"], "changed"],
  [HOLD, null, "Fulfillment order does not exist.", ["id"], "changed"],
  [HOLD, null, "The fulfillment order is not in a holdable state.", ["id"], "changed"],
  [HOLD, null, "The handle has already been taken.", ["fulfillmentHold", "handle"], "already"],
  [
    HOLD,
    null,
    "Reason notes already exist in a longer form of the hold.",
    ["fulfillmentHold", "reasonNotes"],
    "person",
  ],
  [HOLD, null, "The fulfillment order is being processed, try again.", null, "later"],
  [HOLD, null, "Nobody has seen this sentence before.", null, "person"],
  ["fulfillmentOrderReleaseHold", null, "The fulfillment order is not on hold.", ["id"], "already"],
  ["fulfillmentOrderReleaseHold", "INVALID_ACCESS", "You cannot release this hold.", ["id"], "person"],
  ["fulfillmentOrderMove", null, "Cannot change the location of a closed fulfillment order.", null, "changed"],
  ["fulfillmentOrderMove", null, "Cannot change location.", null, "changed"],
  ["fulfillmentOrderMove", null, "Cannot move submitted fulfillment order that is at a 3PL.", null, "changed"],
  [
    "fulfillmentOrderMove",
    null,
    "The fulfillment order is already assigned to this location.",
    ["newLocationId"],
    "already",
  ],
  ["fulfillmentOrderMove", null, "Some items are not stocked at the location.", ["newLocationId"], "changed"],
  ["fulfillmentOrderMove", null, "Location not found.", ["newLocationId"], "person"],
  ["fulfillmentOrderMove", null, "The line item quantity is invalid.", ["fulfillmentOrderLineItems"], "changed"],
  [
    "fulfillmentOrderSplit",
    null,
    "Fulfillment order is not in a splittable state.",
    ["fulfillmentOrderSplits", "0"],
    "changed",
  ],
  ["bulkOperationRunQuery", "OPERATION_IN_PROGRESS", "A bulk query operation is in progress.", null, "later"],
  ["bulkOperationRunQuery", "INVALID", "Invalid bulk query.", ["query"], "person"],
];

test.each(ROWS)("%s refused with code %s and %j at %j means %s", (mutation, code, message, field, refusal) => {
  expect(classifyUserError(mutation, error(code, message, field))).toBe(refusal);
});

test("a partial success is never done: the gravest refusal counts", () => {
  expect(classifyUserErrors(HOLD, [])).toBeNull();
  const taken = error("DUPLICATE_FULFILLMENT_HOLD_HANDLE", "");
  expect(classifyUserErrors(HOLD, [taken])).toBe("already");
  expect(classifyUserErrors(HOLD, [taken, error(null, "Try again.")])).toBe("later");
  expect(classifyUserErrors(HOLD, [taken, error("FULFILLMENT_ORDER_NOT_FOUND", "")])).toBe("changed");
  expect(classifyUserErrors(HOLD, [error("FULFILLMENT_ORDER_NOT_FOUND", ""), error(null, "Never seen.")])).toBe(
    "person",
  );
});
