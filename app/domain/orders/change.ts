import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { LocationFacts, VariantFacts } from "#app/domain/routing/location-facts.ts";
import type {
  FulfillmentFacts,
  FulfillmentOrderFacts,
  OrderFacts,
  RefundFacts,
  TransactionFacts,
} from "./order-facts.ts";

/** What the platform says of an order in one snapshot; fulfillment orders come by a read of their own. */
export type OrderSnapshot = Omit<
  OrderFacts,
  | "fulfillmentOrders"
  | "fulfillmentOrdersReadAt"
  | "transactions"
  | "isDeleted"
  | "isRedacted"
  | "risk"
  | "snapshotReadAt"
>;

/** What a location webhook states. Coordinates, priority and whether it serves online orders come by a read. */
export type LocationSnapshot = Omit<LocationFacts, "latitude" | "longitude" | "fulfillsOnlineOrders" | "priority">;

/** What a product webhook states of a variant. Tracking and shipping stand on the inventory item. */
export type VariantSnapshot = Omit<VariantFacts, "isTracked" | "requiresShipping">;

/**
 * What an inbox message means once parsed. Snapshots carry the object and fold by its own time or id; hints say only
 * that something changed, and lead to a read of the object outside the batch, whose answer comes back as a snapshot.
 */
export type Change =
  | { kind: "order"; order: OrderSnapshot }
  | { kind: "order_deleted"; orderId: string }
  | { kind: "refund"; orderId: string; refund: RefundFacts }
  | { kind: "transaction"; orderId: string; transaction: TransactionFacts }
  | { kind: "fulfillment"; orderId: string; fulfillment: FulfillmentFacts }
  | {
      kind: "fulfillment_event";
      orderId: string;
      fulfillmentId: string;
      eventId: string;
      event: FulfillmentFacts["events"][number] | null;
    }
  | { kind: "order_read"; read: OrderRead }
  | { kind: "order_imported"; read: ImportedOrder }
  | {
      kind: "read_wanted";
      subject: ReadSubject;
      id: string;
      /** A short phrase for the timeline: "placed on hold". */ what: string;
      echoHandle: string | null;
    }
  | { kind: "level"; observation: LevelObservation }
  | { kind: "levels_read"; observations: LevelObservation[] }
  | { kind: "level_disconnected"; inventoryItemId: string; locationId: string }
  | { kind: "location"; location: LocationSnapshot; updatedAt: string | null }
  | { kind: "location_deleted"; locationId: string }
  | {
      kind: "variants";
      productId: string;
      updatedAt: string | null;
      variants: VariantSnapshot[];
      /** Every variant the product has: the body itself states at most the first hundred of them in full. */
      allVariantIds: string[];
    }
  | { kind: "product_deleted"; productId: string }
  | {
      kind: "inventory_item";
      inventoryItemId: string;
      sku: string | null;
      isTracked: boolean;
      requiresShipping: boolean;
      updatedAt: string | null;
    }
  | { kind: "inventory_item_deleted"; inventoryItemId: string }
  | {
      kind: "shop";
      name: string;
      currency: string;
      countryCode: string;
      /** Null: not stated. */ timeZone: string | null;
      updatedAt: string | null;
    }
  | { kind: "app_uninstalled" }
  | { kind: "scopes"; scopes: string[] }
  | {
      kind: "customer_data_requested";
      customerId: string | null;
      email: string | null;
      orderIds: string[];
      requestId: string | null;
    }
  | { kind: "customer_redacted"; customerId: string | null; email: string | null; orderIds: string[] }
  | { kind: "shop_redacted" }
  | { kind: "person"; act: PersonAct }
  /** Units of these items are free still, and orders behind this one wait for them. */
  | { kind: "goods_freed"; inventoryItemIds: string[]; after: { placedAt: string; orderId: string } }
  | { kind: "timer"; orderId: string; what: string }
  | { kind: "ignored"; reason: string };

/**
 * What can be read from the Admin API by id, many in one call. "order" reads an order's work, payments and risk;
 * "whole_order" everything a webhook would have stated, for one that was lost. A level's id is "item id/location id".
 */
export type ReadSubject = "order" | "whole_order" | "fulfillment_order" | "inventory_level" | "location";

/** One answer of the Admin API about an order: its work and the levels of its goods, seen at one moment. */
export type OrderRead = {
  orderId: string;
  readAt: string;
  /** Set when the order webhook itself was never seen (lost) or came with the same second and another body. */
  order: OrderSnapshot | null;
  updatedAt: string;
  risk: OrderFacts["risk"];
  transactions: TransactionFacts[];
  fulfillmentOrders: FulfillmentOrderFacts[];
  levels: LevelObservation[];
};

/** An order of the shop's history, read in bulk. Its levels are not read with it: an import claims no stock. */
export type ImportedOrder = OrderRead & { order: OrderSnapshot };

/** What a person did on a page, waiting for the next batch to decide with it. */
export type PersonAct =
  | { act: "pass_problems"; orderId: string; codes: string[]; person: string }
  | { act: "decide_again"; orderId: string; person: string }
  /** To no location: unlocks it. */
  | { act: "lock_route"; orderId: string; locationId: string | null; person: string }
  | { act: "reject_route"; orderId: string; locationId: string; reason: string; person: string }
  | { act: "withdraw_rejection"; orderId: string; locationId: string; person: string }
  | { act: "approve_action"; orderId: string; outboxKey: string; person: string }
  | { act: "dismiss_action"; orderId: string; outboxKey: string; person: string };
