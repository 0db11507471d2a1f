/** A quantity at a location promised to a line item: our claim on what is on hand, separate from Shopify's states. */
export type Allocation = {
  orderId: string;
  lineItemId: string;
  inventoryItemId: string;
  locationId: string;
  quantity: number;
  /** How many of them Shopify has still committed elsewhere: the move will take them from what is available here. */
  movingQuantity: number;
};
