import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { InventoryAdjustmentGroup } from "#tests/sandbox/state/catalog.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, type Outcome, type UserError } from "#tests/sandbox/state/user-error.ts";
import { isWritableName, refuseLedger } from "./adjust-quantities.ts";
import {
  applyChanges,
  quantityOf,
  refusePlace,
  refuseReason,
  refuseStale,
  stockedLevel,
  userError,
  type PlannedChange,
} from "./write-quantities.ts";

export type MoveTerminal = {
  locationId: string;
  name: string;
  changeFromQuantity: number | null;
  ledgerDocumentUri: string | null;
};

export type MoveRequest = {
  reason: string;
  referenceDocumentUri: string;
  changes: { inventoryItemId: string; quantity: number; from: MoveTerminal; to: MoveTerminal }[];
};

const limit = 2_000_000_000;

/** Moves units of an item from one state to another at the same location; on hand does not change. */
export function moveQuantities(
  world: World,
  shop: Shop,
  request: MoveRequest,
  actor: Actor,
): Outcome<InventoryAdjustmentGroup | null> {
  const errors = [...refuseReason(request.reason, request.referenceDocumentUri), ...refuseLedgerCount(request)];
  const changes: PlannedChange[] = [];
  for (const [index, change] of request.changes.entries()) {
    const field = ["input", "changes", String(index)];
    const refusal = refuseChange(shop, change, field);
    errors.push(...refusal);
    if (refusal.length === 0) changes.push(...planChange(shop, change, field, errors));
  }
  if (errors.length > 0) return { isDone: false, errors };
  const { reason, referenceDocumentUri } = request;
  return done(applyChanges(world, shop, changes, { reason, referenceDocumentUri, actor, mirrorsOnHand: false }));
}

function refuseLedgerCount({ changes }: MoveRequest): UserError[] {
  const uris = changes.flatMap(({ from, to }) => [from.ledgerDocumentUri, to.ledgerDocumentUri]);
  if (new Set(uris.filter((uri) => uri !== null)).size <= 2) return [];
  const message = "Only a maximum of 2 ledger document URIs across all changes is allowed.";
  return [userError(message, ["input", "changes"], "MAXIMUM_LEDGER_DOCUMENT_URIS")];
}

function refuseChange(shop: Shop, change: MoveRequest["changes"][number], field: string[]): UserError[] {
  const { from, to, quantity, inventoryItemId } = change;
  if (from.locationId !== to.locationId) {
    return [userError("The quantities can't be moved between different locations.", field, "DIFFERENT_LOCATIONS")];
  }
  if (from.name === to.name) {
    return [userError("The quantity names for each change can't be the same.", field, "SAME_QUANTITY_NAME")];
  }
  if (quantity < 0) {
    const message = "The quantity can't be negative.";
    return [userError(message, [...field, "quantity"], "INVALID_QUANTITY_NEGATIVE")];
  }
  if (quantity > limit) {
    const message = "The quantity can't be higher than 2,000,000,000.";
    return [userError(message, [...field, "quantity"], "INVALID_QUANTITY_TOO_HIGH")];
  }
  const ends = { from, to };
  const names = Object.entries(ends).filter(([, terminal]) => !isWritableName(terminal.name));
  return [
    ...refusePlace(shop, { inventoryItemId, locationId: from.locationId }, field),
    ...names.map(([end]) =>
      userError("The specified quantity name is invalid.", [...field, end, "name"], "INVALID_QUANTITY_NAME"),
    ),
    ...Object.entries(ends).flatMap(([end, terminal]) =>
      refuseLedger(terminal.name, terminal.ledgerDocumentUri, [...field, end, "ledgerDocumentUri"]),
    ),
  ];
}

function planChange(
  shop: Shop,
  change: MoveRequest["changes"][number],
  field: string[],
  errors: UserError[],
): PlannedChange[] {
  const { from, to, quantity, inventoryItemId } = change;
  const level = stockedLevel(shop, { inventoryItemId, locationId: from.locationId });
  if (!level || !isWritableName(from.name) || !isWritableName(to.name)) return [];
  errors.push(
    ...refuseStale(quantityOf(level, from.name), from.changeFromQuantity, [...field, "from"]),
    ...refuseStale(quantityOf(level, to.name), to.changeFromQuantity, [...field, "to"]),
  );
  return [
    { level, name: from.name, delta: -quantity, ledgerDocumentUri: from.ledgerDocumentUri },
    { level, name: to.name, delta: quantity, ledgerDocumentUri: to.ledgerDocumentUri },
  ];
}
