import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import {
  storedQuantityNames,
  type InventoryAdjustmentGroup,
  type StoredQuantityName,
} from "#tests/sandbox/state/catalog.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, type Outcome, type UserError } from "#tests/sandbox/state/user-error.ts";
import {
  applyChanges,
  isDocumentUri,
  quantityOf,
  refusePlace,
  refuseReason,
  refuseStale,
  stockedLevel,
  userError,
  type Place,
  type PlannedChange,
} from "./write-quantities.ts";

export type AdjustRequest = {
  name: string;
  reason: string;
  referenceDocumentUri: string | null;
  changes: (Place & { delta: number; changeFromQuantity: number | null; ledgerDocumentUri: string | null })[];
};

const limit = 2_000_000_000;

/** The states an app may write. `on_hand` is a sum and `committed` belongs to the platform's own orders. */
export function isWritableName(name: string): name is StoredQuantityName {
  return name !== "committed" && storedQuantityNames.some((stored) => stored === name);
}

/** Adds to one state at several places. Everything happens or nothing does; what adds zero leaves no line in the receipt. */
export function adjustQuantities(
  world: World,
  shop: Shop,
  request: AdjustRequest,
  actor: Actor,
): Outcome<InventoryAdjustmentGroup | null> {
  const { name } = request;
  if (!isWritableName(name)) {
    const message = "The specified quantity name is invalid.";
    return { isDone: false, errors: [userError(message, ["input", "name"], "INVALID_QUANTITY_NAME")] };
  }
  const errors = [...refuseReason(request.reason, request.referenceDocumentUri), ...refuseLedgers(name, request)];
  const changes: PlannedChange[] = [];
  for (const [index, change] of request.changes.entries()) {
    const field = ["input", "changes", String(index)];
    const refusal = [...refusePlace(shop, change, field), ...refuseDelta(change.delta, field)];
    errors.push(...refusal);
    const level = refusal.length > 0 ? undefined : stockedLevel(shop, change);
    if (!level) continue;
    errors.push(...refuseStale(quantityOf(level, name), change.changeFromQuantity, field));
    changes.push({ level, name, delta: change.delta, ledgerDocumentUri: change.ledgerDocumentUri });
  }
  if (errors.length > 0) return { isDone: false, errors };
  const { reason, referenceDocumentUri } = request;
  return done(applyChanges(world, shop, changes, { reason, referenceDocumentUri, actor, mirrorsOnHand: true }));
}

function refuseDelta(delta: number, field: string[]): UserError[] {
  if (delta > limit) {
    const message = "The quantity can't be higher than 2,000,000,000.";
    return [userError(message, [...field, "delta"], "INVALID_QUANTITY_TOO_HIGH")];
  }
  if (delta >= -limit) return [];
  const message = "The quantity can't be lower than -2,000,000,000.";
  return [userError(message, [...field, "delta"], "INVALID_QUANTITY_TOO_LOW")];
}

function refuseLedgers(name: string, request: AdjustRequest): UserError[] {
  const distinct = new Set(request.changes.map(({ ledgerDocumentUri }) => ledgerDocumentUri));
  if (distinct.size > 1) {
    const message =
      "All changes must have the same ledger document URI or, in the case of adjusting available, no ledger document URI.";
    return [userError(message, ["input", "changes"], "MAX_ONE_LEDGER_DOCUMENT")];
  }
  return request.changes.flatMap(({ ledgerDocumentUri }, index) =>
    refuseLedger(name, ledgerDocumentUri, ["input", "changes", String(index), "ledgerDocumentUri"]),
  );
}

/** `available` must not name a ledger document, every other state must, and the platform's own are out of bounds. */
export function refuseLedger(name: string, uri: string | null, field: string[]): UserError[] {
  if (name === "available") {
    const message = "A ledger document URI is not allowed when adjusting available.";
    return uri === null ? [] : [userError(message, field, "INVALID_AVAILABLE_DOCUMENT")];
  }
  if (uri === null) {
    const message = "A ledger document URI is required except when adjusting available.";
    return [userError(message, field, "INVALID_QUANTITY_DOCUMENT")];
  }
  if (uri.startsWith("gid://shopify/")) {
    const message = "Internal (gid://shopify/) ledger documents are not allowed to be adjusted via API.";
    return [userError(message, field, "INTERNAL_LEDGER_DOCUMENT")];
  }
  if (isDocumentUri(uri)) return [];
  return [userError("The specified ledger document is invalid.", field, "INVALID_LEDGER_DOCUMENT")];
}
