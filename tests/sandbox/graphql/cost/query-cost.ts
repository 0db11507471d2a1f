import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { badRequest } from "#tests/sandbox/graphql/graphql-errors.ts";
import { maximumPageSize } from "#tests/sandbox/graphql/paging/paging.ts";

/**
 * What an operation costs, by the platform's rules as they show in recorded answers (development stores, 2026):
 * - a scalar costs 0, an object 1, an abstract type what its dearest selection costs;
 * - amounts of money, page info, and what a mutation's payload holds directly cost nothing of their own;
 * - a list without paging costs its items once;
 * - a connection costs 2, and its node times a factor that grows slowly with `first` or `last` (`pageFactor`);
 * - a mutation costs 10.
 * The same walk, over what was really answered, gives the actual cost: null costs nothing, a page counts the items on it.
 */
const mutationCost = 10;
const connectionCost = 2;
const freeTypes = new Set(["MoneyBag", "MoneyV2", "PageInfo", "Count", "Weight", "InventoryItemMeasurement"]);

/** No single query may cost more, on any plan. */
export const maximumQueryCost = 1000;

/**
 * By how much a page multiplies the cost of its node. Recorded: 1 for 1, 2 for 3, 3 for 5, 4 for 10, 5 for 20, 7 for 50. The
 * logarithm to the base 1.75, rounded, gives all six.
 */
export function pageFactor(size: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.round(Math.log(size) / Math.log(1.75)));
}

export type Operation = {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
};

/** Stands for the answer while there is none: every object is assumed to be there. */
const unanswered = Symbol("unanswered");
type Answered = unknown;

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

/** The cost as asked, before anything runs. Pages larger than the platform gives are refused here. */
export function requestedCost(operation: Operation): number {
  return operationCost(operation, unanswered);
}

/** The cost of what was answered; never more than what was asked. */
export function actualCost(operation: Operation, data: unknown, requested: number): number {
  return Math.min(requested, operationCost(operation, data));
}

function operationCost(walk: Operation, data: Answered): number {
  const isMutation = walk.operation.operation === OperationTypeNode.MUTATION;
  const root = isMutation ? walk.schema.getMutationType() : walk.schema.getQueryType();
  if (!root) return 0;
  return sum(fieldsOf(walk, root, walk.operation.selectionSet), (selected) => {
    if (!isMutation) return fieldCost(walk, selected, valueOf(data, selected));
    return mutationCost + payloadCost(walk, selected, valueOf(data, selected));
  });
}

/** Objects directly in a payload are covered by the mutation; what is inside them is not. */
function payloadCost(walk: Operation, { node, field }: Selected, payload: Answered): number {
  if (!node.selectionSet || payload === null) return 0;
  return sum(fieldsOf(walk, getNamedType(field.type), node.selectionSet), (part) =>
    insideCost(walk, part, valueOf(payload, part)),
  );
}

function fieldCost(walk: Operation, selected: Selected, value: Answered): number {
  const type = getNamedType(selected.field.type);
  if (!isCompositeType(type) || isNothing(value)) return 0;
  if (type.name.endsWith("Connection")) return pageCost(walk, selected, type, value);
  const own = freeTypes.has(type.name) ? 0 : 1;
  return (own + insideCost(walk, selected, value)) * batchSize(walk, selected);
}

/** What is selected inside a field, without the field itself. Of a list the dearest item counts. */
function insideCost(walk: Operation, { node, field }: Selected, value: Answered): number {
  if (!node.selectionSet || isNothing(value)) return 0;
  const type = getNamedType(field.type);
  const { selectionSet } = node;
  if (Array.isArray(value))
    return dearest(value, (item) => (item === null ? 0 : selectionCost(walk, type, selectionSet, item)));
  return selectionCost(walk, type, selectionSet, value);
}

function selectionCost(
  walk: Operation,
  type: GraphQLNamedType,
  selectionSet: SelectionSetNode,
  value: Answered,
): number {
  if (isAbstractType(type)) {
    return dearest(walk.schema.getPossibleTypes(type), (each) => selectionCost(walk, each, selectionSet, value));
  }
  return sum(fieldsOf(walk, type, selectionSet), (part) => fieldCost(walk, part, valueOf(value, part)));
}

function pageCost(walk: Operation, { node }: Selected, connection: GraphQLNamedType, page: Answered): number {
  const asked = pageSizeOf(walk, node);
  const size = page === unanswered ? asked : itemsOn(page).length;
  return (
    connectionCost + pageFactor(size) * (node.selectionSet ? nodeCost(walk, connection, node.selectionSet, page) : 0)
  );
}

/** The node of a connection, however it is asked for: as `nodes` or as `edges { node }`. */
function nodeCost(
  walk: Operation,
  connection: GraphQLNamedType,
  selectionSet: SelectionSetNode,
  page: Answered,
): number {
  return sum(fieldsOf(walk, connection, selectionSet), (part) => {
    const { node, field } = part;
    if (!node.selectionSet || field.name === "pageInfo") return 0;
    const type = getNamedType(field.type);
    const inner = node.selectionSet;
    const items = page === unanswered ? [unanswered] : listOf(valueOf(page, part));
    if (field.name === "edges") return dearest(items, (item) => nodeCost(walk, type, inner, item));
    return (
      1 +
      dearest(field.name === "node" ? [valueOf(page, part)] : items, (item) => selectionCost(walk, type, inner, item))
    );
  });
}

function itemsOn(page: Answered): unknown[] {
  if (typeof page !== "object" || page === null) return [];
  return Object.values(page).find((value) => Array.isArray(value)) ?? [];
}

type Selected = { node: FieldNode; field: GraphQLField<unknown, unknown> };

/** The fields selected on a type, through fragments that apply to it. */
function fieldsOf(walk: Operation, type: GraphQLNamedType, selectionSet: SelectionSetNode): Selected[] {
  const declared = "getFields" in type ? (type.getFields() as Record<string, GraphQLField<unknown, unknown>>) : {};
  return selectionSet.selections.flatMap((selection): Selected[] => {
    if (selection.kind === Kind.FIELD) {
      const field = declared[selection.name.value];
      return field ? [{ node: selection, field }] : [];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value ?? type.name;
    return fragment && applies(walk.schema, type, condition) ? fieldsOf(walk, type, fragment.selectionSet) : [];
  });
}

function applies(schema: GraphQLSchema, type: GraphQLNamedType, condition: string): boolean {
  if (type.name === condition) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
}

/** Objects looked up by a list of ids are charged one by one. */
function batchSize(walk: Operation, { node, field }: Selected): number {
  if (field.name !== "nodes") return 1;
  return Math.max(1, listOf(argumentOf(walk, node, "ids")).length);
}

function pageSizeOf(walk: Operation, node: FieldNode): number {
  const size = argumentOf(walk, node, "first") ?? argumentOf(walk, node, "last");
  if (typeof size !== "number") return 0;
  if (size <= maximumPageSize) return size;
  throw badRequest(`The page size of ${size} is greater than the maximum allowed of ${maximumPageSize}.`);
}

function argumentOf(walk: Operation, node: FieldNode, name: string): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return walk.variables[value.name.value];
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.LIST ? value.values : undefined;
}

function valueOf(parent: Answered, { node }: Selected): Answered {
  if (parent === unanswered) return unanswered;
  if (typeof parent !== "object" || parent === null) return null;
  return (parent as Record<string, unknown>)[node.alias?.value ?? node.name.value];
}

function isNothing(value: Answered): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function sum<T>(items: readonly T[], costOf: (item: T) => number): number {
  return items.reduce((total, item) => total + costOf(item), 0);
}

function dearest<T>(items: readonly T[], costOf: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, costOf(item)), 0);
}
