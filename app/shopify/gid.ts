import { assert } from "#app/domain/basics/assert.ts";

/** Kinds of Shopify objects that we name to the Admin API. */
export type GidKind =
  | "Order"
  | "FulfillmentOrder"
  | "FulfillmentOrderLineItem"
  | "FulfillmentHold"
  | "Fulfillment"
  | "Refund"
  | "InventoryItem"
  | "Location"
  | "ProductVariant";

/** The global id of an object: `gid://shopify/Order/820982911946154508`. Gids exist in app/shopify alone. */
export function toGid(kind: GidKind, id: string): string {
  assert(/^\d+$/.test(id), `${kind} ids are decimal digits`);
  return `gid://shopify/${kind}/${id}`;
}

/** The digits at the end of a gid, or undefined when it is none. An inventory level's gid has its item behind a "?". */
export function idOfGid(gid: unknown): string | undefined {
  return typeof gid === "string" ? /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] : undefined;
}

/** The digits at the end of a gid; a gid that is none is a broken promise of the schema. */
export function fromGid(gid: string): string {
  const id = idOfGid(gid);
  assert(id !== undefined, "an id of the Admin API is a gid");
  return id;
}
