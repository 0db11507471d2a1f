import { locationBody, productBody } from "#app/contracts/catalogue-bodies.ts";
import { inventoryItemBody, inventoryLevelBody, levelDisconnectedBody } from "#app/contracts/inventory-bodies.ts";
import { deletedBody } from "#app/contracts/order-hint-bodies.ts";
import type { Change } from "#app/domain/orders/change.ts";
import { rule, type TopicRule } from "./topic-rule.ts";

// The scopes are those that the descriptions of WebhookSubscriptionTopic name (Admin API 2026-10).
const INVENTORY = ["read_inventory"] as const;
const PRODUCTS = ["read_products"] as const;
const LOCATIONS = ["read_locations"] as const;

/**
 * A level's webhook states `available` alone. Where even that is not stated (the item is not counted, or was only just
 * connected) the level is noted and read.
 */
const level = (what: string) =>
  rule("snapshot", INVENTORY, inventoryLevelBody, (body) => {
    const ids = { inventoryItemId: body.inventory_item_id, locationId: body.location_id };
    const quantities = body.available === null ? {} : { available: body.available };
    const seen: Change = { kind: "level", observation: { ...ids, observedAt: body.updated_at, quantities } };
    if (body.available !== null) return [seen];
    return [
      seen,
      {
        kind: "read_wanted",
        subject: "inventory_level",
        id: `${ids.inventoryItemId}/${ids.locationId}`,
        what,
        echoHandle: null,
      },
    ];
  });

const levelDisconnected = rule("snapshot", INVENTORY, levelDisconnectedBody, (body) => [
  { kind: "level_disconnected", inventoryItemId: body.inventory_item_id, locationId: body.location_id },
]);

const inventoryItem = rule("snapshot", INVENTORY, inventoryItemBody, (body) => [
  {
    kind: "inventory_item",
    inventoryItemId: body.id,
    sku: body.sku,
    isTracked: body.tracked,
    requiresShipping: body.requires_shipping,
    updatedAt: body.updated_at,
  },
]);

const product = rule("snapshot", PRODUCTS, productBody, (body) => [{ kind: "variants", ...body }]);

/** The body lacks the coordinates and whether online orders are served, which routing needs: both are read. */
const location = (what: string) =>
  rule("snapshot", LOCATIONS, locationBody, (body) => [
    { kind: "location", ...body },
    { kind: "read_wanted", subject: "location", id: body.location.id, what, echoHandle: null },
  ]);

/** Topics that speak of goods, where they lie and how many there are. */
export const stockTopics: Record<string, TopicRule> = {
  "inventory_levels/update": level("the level changed without a figure"),
  "inventory_levels/connect": level("the item is now held at the location"),
  "inventory_levels/disconnect": levelDisconnected,
  "inventory_items/create": inventoryItem,
  "inventory_items/update": inventoryItem,
  "inventory_items/delete": rule("snapshot", INVENTORY, deletedBody, (body) => [
    { kind: "inventory_item_deleted", inventoryItemId: body.id },
  ]),
  "products/create": product,
  "products/update": product,
  "products/delete": rule("snapshot", PRODUCTS, deletedBody, (body) => [
    { kind: "product_deleted", productId: body.id },
  ]),
  "locations/create": location("the location was created"),
  "locations/update": location("the location was changed"),
  "locations/activate": location("the location was activated"),
  "locations/deactivate": location("the location was deactivated"),
  "locations/delete": rule("snapshot", LOCATIONS, deletedBody, (body) => [
    { kind: "location_deleted", locationId: body.id },
  ]),
};
