/** Webhook bodies in Shopify's form, small and our own; a test changes the part it is about. */
export type Body = Record<string, unknown>;

export const ORDER_ID = "6170000000000000001";

/** The bytes of a body. Texts that stand for ids beyond 2^53 are written as bare numbers, as Shopify writes them. */
export function bytesOf(body: unknown): Uint8Array {
  const text = JSON.stringify(body).replaceAll(/"id:(\d+)"/g, "$1");
  return new TextEncoder().encode(text);
}

/** An id that no double can hold, for `bytesOf`. */
export function bare(id: string): string {
  return `id:${id}`;
}

export function set(amount: string, shopAmount = amount, currencies: readonly [string, string] = ["EUR", "EUR"]): Body {
  return {
    shop_money: { amount: shopAmount, currency_code: currencies[0] },
    presentment_money: { amount, currency_code: currencies[1] },
  };
}

export function addressBody(changes: Body = {}): Body {
  return {
    first_name: "Ada",
    last_name: "Lovelace",
    name: "Ada Lovelace",
    company: null,
    address1: "Marienplatz 1",
    address2: "",
    city: "München",
    zip: "80331",
    province_code: null,
    country_code: "DE",
    phone: null,
    latitude: 48.137,
    longitude: 11.575,
    ...changes,
  };
}

export function lineBody(changes: Body = {}): Body {
  return {
    id: bare("6170000000000000011"),
    variant_id: 41000000000001,
    product_id: 81000000000001,
    title: "Mug",
    variant_title: "Blue",
    sku: "MUG-BLUE",
    quantity: 2,
    current_quantity: 2,
    fulfillable_quantity: 2,
    requires_shipping: true,
    gift_card: false,
    grams: 400,
    price_set: set("10.00"),
    total_discount_set: set("0.00"),
    discount_allocations: [],
    tax_lines: [{ title: "MwSt", rate: 0.19, price_set: set("3.19") }],
    sales_line_item_group_id: null,
    ...changes,
  };
}

export function orderBody(changes: Body = {}): Body {
  return {
    id: bare(ORDER_ID),
    admin_graphql_api_id: `gid://shopify/Order/${ORDER_ID}`,
    name: "#1001",
    created_at: "2026-11-20T13:00:00+01:00",
    processed_at: "2026-11-20T13:00:00+01:00",
    updated_at: "2026-11-20T13:00:01+01:00",
    cancelled_at: null,
    closed_at: null,
    test: false,
    source_name: "web",
    email: "ada@example.com",
    phone: null,
    customer: { id: 7100000000001, first_name: "Ada", last_name: "Lovelace", email: "ada@example.com" },
    currency: "EUR",
    presentment_currency: "EUR",
    taxes_included: true,
    financial_status: "paid",
    payment_gateway_names: ["shopify_payments"],
    current_total_price_set: set("24.90"),
    current_subtotal_price_set: set("20.00"),
    current_total_tax_set: set("3.98"),
    current_total_discounts_set: set("0.00"),
    total_price_set: set("24.90"),
    total_outstanding: "0.00",
    shipping_address: addressBody(),
    billing_address: addressBody(),
    line_items: [lineBody()],
    shipping_lines: [
      {
        id: 5100000000001,
        title: "Parcel",
        code: "standard",
        price_set: set("4.90"),
        discounted_price_set: set("4.90"),
        tax_lines: [],
      },
    ],
    refunds: [],
    fulfillments: [],
    tags: "vip, gift",
    note: "Ring twice",
    ...changes,
  };
}

export function transactionBody(changes: Body = {}): Body {
  return {
    id: 6100000000001,
    order_id: bare(ORDER_ID),
    kind: "sale",
    status: "success",
    gateway: "shopify_payments",
    amount: "24.90",
    currency: "EUR",
    created_at: "2026-11-20T13:00:00+01:00",
    processed_at: "2026-11-20T13:00:00+01:00",
    parent_id: null,
    total_unsettled_set: {
      presentment_money: { amount: "0.0", currency: "XXX" },
      shop_money: { amount: "0.0", currency: "XXX" },
    },
    ...changes,
  };
}

export function refundBody(changes: Body = {}): Body {
  return {
    id: 8100000000001,
    order_id: bare(ORDER_ID),
    created_at: "2026-11-21T09:00:00+01:00",
    processed_at: "2026-11-21T09:00:00+01:00",
    note: "One was broken",
    refund_line_items: [
      {
        id: 8200000000001,
        line_item_id: bare("6170000000000000011"),
        quantity: 1,
        restock_type: "return",
        location_id: 9100000000001,
        subtotal_set: set("10.00"),
        total_tax_set: set("1.60"),
      },
    ],
    refund_shipping_lines: [],
    order_adjustments: [],
    transactions: [transactionBody({ id: 6100000000002, kind: "refund", amount: "10.00" })],
    total_duties_set: set("0.00"),
    ...changes,
  };
}

export function fulfillmentBody(changes: Body = {}): Body {
  return {
    id: 4100000000001,
    order_id: bare(ORDER_ID),
    status: "success",
    created_at: "2026-11-20T16:00:00+01:00",
    updated_at: "2026-11-20T16:00:00+01:00",
    location_id: 9100000000001,
    tracking_company: "DHL",
    tracking_number: "JJD1",
    tracking_numbers: ["JJD1"],
    tracking_url: "https://example.com/JJD1",
    tracking_urls: ["https://example.com/JJD1"],
    shipment_status: null,
    line_items: [{ id: bare("6170000000000000011"), quantity: 2 }],
    ...changes,
  };
}

export function eventBody(changes: Body = {}): Body {
  return {
    id: 4200000000001,
    order_id: bare(ORDER_ID),
    fulfillment_id: 4100000000001,
    status: "in_transit",
    happened_at: "2026-11-20T18:00:00+01:00",
    message: "Left the depot",
    ...changes,
  };
}
