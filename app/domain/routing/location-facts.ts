/** A place that holds stock, as far as deciding needs it. */
export type LocationFacts = {
  id: string;
  name: string;
  countryCode: string | null;
  provinceCode: string | null;
  latitude: number | null;
  longitude: number | null;
  isActive: boolean;
  /** Whether the merchant lets online orders be served from here. */
  fulfillsOnlineOrders: boolean;
  /** Locations of other apps' fulfillment services are never routed to or from. */
  isFulfillmentService: boolean;
  /** Smaller is preferred where distance and parcels are equal. */
  priority: number;
};

/** What an order needs from the catalogue. A variant that is missing here is unknown to us. */
export type VariantFacts = {
  id: string;
  inventoryItemId: string | null;
  sku: string | null;
  title: string;
  isTracked: boolean;
  /** Shopify's inventoryPolicy: CONTINUE sells beyond zero. */
  sellsBeyondZero: boolean;
  requiresShipping: boolean;
  isDeleted: boolean;
};
