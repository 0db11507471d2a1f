import { idFromGid, parseGid } from "#tests/sandbox/state/ids.ts";
import { invalidGlobalId } from "./graphql-errors.ts";

/** The id behind a gid of the kind; anything else is refused as the platform refuses it. */
export function idOf(kind: string, text: string): string {
  const id = idFromGid(kind, text);
  if (id === undefined) throw invalidGlobalId(text);
  return id;
}

export function idsOf(kind: string, texts: readonly string[]): string[] {
  return texts.map((text) => idOf(kind, text));
}

/** An inventory level's gid names level and item; the item is in the parameter. */
export function levelIdsOf(text: string): { id: string; inventoryItemId: string } {
  const parsed = parseGid(text);
  const inventoryItemId = new URLSearchParams(parsed?.parameters ?? "").get("inventory_item_id");
  if (parsed?.kind !== "InventoryLevel" || !inventoryItemId) throw invalidGlobalId(text);
  return { id: parsed.id, inventoryItemId };
}
