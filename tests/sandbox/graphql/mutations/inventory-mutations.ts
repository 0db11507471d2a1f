import type { GraphQLResolveInfo } from "graphql";
import { activateItem } from "#tests/sandbox/inventory/activate-item.ts";
import { adjustQuantities } from "#tests/sandbox/inventory/adjust-quantities.ts";
import { moveQuantities } from "#tests/sandbox/inventory/move-quantities.ts";
import { setQuantities } from "#tests/sandbox/inventory/set-quantities.ts";
import type { InventoryAdjustmentGroup, InventoryLevel } from "#tests/sandbox/state/catalog.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";
import { invalidFieldArguments } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { answer, type Payload } from "./answer.ts";
import { idempotently, type Memory } from "./idempotent.ts";

/** `changeFromQuantity` may be null (no comparison) but not missing: the schema does not say so, the platform does. */
function demandCompare(type: string, inputs: readonly object[]): void {
  if (inputs.every((input) => "changeFromQuantity" in input)) return;
  throw invalidFieldArguments(`${type} must include the following argument: changeFromQuantity.`);
}

function groupMemory({ shop }: RequestContext): Memory<string | null> {
  return {
    remember: ({ inventoryAdjustmentGroup: group }) => (group as InventoryAdjustmentGroup | null)?.id ?? null,
    recall: (id) => ({
      inventoryAdjustmentGroup: id === null ? null : (shop.inventoryAdjustmentGroups.get(id) ?? null),
      userErrors: [],
    }),
  };
}

type PlaceInput = { inventoryItemId: string; locationId: string };

function placeOf({ inventoryItemId, locationId }: PlaceInput) {
  return { inventoryItemId: idOf("InventoryItem", inventoryItemId), locationId: idOf("Location", locationId) };
}

type SetArguments = {
  input: {
    name: string;
    reason: string;
    referenceDocumentUri?: string | null;
    quantities: (PlaceInput & { quantity: number; changeFromQuantity?: number | null })[];
  };
};

function set(_: unknown, args: SetArguments, context: RequestContext, info: GraphQLResolveInfo): Payload {
  const { input } = args;
  return idempotently(info, context, args, groupMemory(context), () => {
    demandCompare("InventoryQuantityInput", input.quantities);
    const request = {
      name: input.name,
      reason: input.reason,
      referenceDocumentUri: input.referenceDocumentUri ?? null,
      quantities: input.quantities.map((each) => ({
        ...placeOf(each),
        quantity: each.quantity,
        changeFromQuantity: each.changeFromQuantity ?? null,
      })),
    };
    const outcome = setQuantities(context.world, context.shop, request, context.actor);
    return answer(outcome, (inventoryAdjustmentGroup) => ({ inventoryAdjustmentGroup }));
  });
}

type AdjustArguments = {
  input: {
    name: string;
    reason: string;
    referenceDocumentUri?: string | null;
    changes: (PlaceInput & { delta: number; changeFromQuantity?: number | null; ledgerDocumentUri?: string | null })[];
  };
};

function adjust(_: unknown, args: AdjustArguments, context: RequestContext, info: GraphQLResolveInfo): Payload {
  const { input } = args;
  return idempotently(info, context, args, groupMemory(context), () => {
    demandCompare("InventoryChangeInput", input.changes);
    const request = {
      name: input.name,
      reason: input.reason,
      referenceDocumentUri: input.referenceDocumentUri ?? null,
      changes: input.changes.map((each) => ({
        ...placeOf(each),
        delta: each.delta,
        changeFromQuantity: each.changeFromQuantity ?? null,
        ledgerDocumentUri: each.ledgerDocumentUri ?? null,
      })),
    };
    const outcome = adjustQuantities(context.world, context.shop, request, context.actor);
    return answer(outcome, (inventoryAdjustmentGroup) => ({ inventoryAdjustmentGroup }));
  });
}

type TerminalInput = {
  locationId: string;
  name: string;
  changeFromQuantity?: number | null;
  ledgerDocumentUri?: string | null;
};

type MoveArguments = {
  input: {
    reason: string;
    referenceDocumentUri: string;
    changes: { inventoryItemId: string; quantity: number; from: TerminalInput; to: TerminalInput }[];
  };
};

function terminalOf(input: TerminalInput) {
  return {
    locationId: idOf("Location", input.locationId),
    name: input.name,
    changeFromQuantity: input.changeFromQuantity ?? null,
    ledgerDocumentUri: input.ledgerDocumentUri ?? null,
  };
}

function move(_: unknown, args: MoveArguments, context: RequestContext, info: GraphQLResolveInfo): Payload {
  const { input } = args;
  return idempotently(info, context, args, groupMemory(context), () => {
    demandCompare(
      "InventoryMoveQuantityTerminalInput",
      input.changes.flatMap(({ from, to }) => [from, to]),
    );
    const request = {
      reason: input.reason,
      referenceDocumentUri: input.referenceDocumentUri,
      changes: input.changes.map(({ inventoryItemId, quantity, from, to }) => ({
        inventoryItemId: idOf("InventoryItem", inventoryItemId),
        quantity,
        from: terminalOf(from),
        to: terminalOf(to),
      })),
    };
    const outcome = moveQuantities(context.world, context.shop, request, context.actor);
    return answer(outcome, (inventoryAdjustmentGroup) => ({ inventoryAdjustmentGroup }));
  });
}

type ActivateArguments = PlaceInput & { available?: number | null; onHand?: number | null };
type LevelMemory = { inventoryItemId: string; locationId: string };

function activate(_: unknown, args: ActivateArguments, context: RequestContext, info: GraphQLResolveInfo): Payload {
  const { world, shop, actor } = context;
  const memory: Memory<LevelMemory> = {
    remember: ({ inventoryLevel }) => {
      const { inventoryItemId, locationId } = inventoryLevel as InventoryLevel;
      return { inventoryItemId, locationId };
    },
    recall: ({ inventoryItemId, locationId }) => ({
      inventoryLevel: findLevel(shop, inventoryItemId, locationId) ?? null,
      userErrors: [],
    }),
  };
  return idempotently(info, context, args, memory, () => {
    const request = { ...placeOf(args), available: args.available ?? null, onHand: args.onHand ?? null };
    return answer(activateItem(world, shop, request, actor), (inventoryLevel) => ({ inventoryLevel }));
  });
}

export const inventoryMutations = {
  inventorySetQuantities: set,
  inventoryAdjustQuantities: adjust,
  inventoryMoveQuantities: move,
  inventoryActivate: activate,
};
