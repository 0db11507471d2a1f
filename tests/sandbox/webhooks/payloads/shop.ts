import { gid } from "#tests/sandbox/state/ids.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import type { Customer } from "#tests/sandbox/state/people.ts";
import { plans, type BulkOperation, type Installation, type Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { idOf, zoned, zonedOrNull } from "./parts.ts";

const weightUnits: Record<Shop["weightUnit"], string> = { GRAMS: "g", KILOGRAMS: "kg", OUNCES: "oz", POUNDS: "lb" };

/** `shop/update` and `app/uninstalled`. */
export function shopPayload(shop: Shop): Json {
  const { address } = shop;
  const money = `{{amount}} ${shop.currency}`;
  return {
    id: idOf(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: address.province,
    country: address.countryCode,
    address1: address.address1,
    zip: address.zip,
    city: address.city,
    source: null,
    phone: address.phone,
    latitude: address.latitude,
    longitude: address.longitude,
    primary_locale: "en",
    address2: address.address2,
    created_at: zoned(shop.createdAt, shop.ianaTimezone),
    updated_at: zoned(shop.createdAt, shop.ianaTimezone),
    country_code: address.countryCode,
    country_name: address.country,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.ianaTimezone,
    iana_timezone: shop.ianaTimezone,
    shop_owner: shop.ownerName,
    money_format: money,
    money_with_currency_format: money,
    weight_unit: weightUnits[shop.weightUnit],
    province_code: address.provinceCode,
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: true,
    plan_display_name: plans[shop.plan].displayName,
    plan_name: shop.plan.toLowerCase(),
    has_discounts: true,
    has_gift_cards: true,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: money,
    money_with_currency_in_emails_format: money,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: primaryLocationId(shop),
    checkout_api_supported: true,
    multi_location_enabled: shop.locations.size > 1,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency, ...Object.keys(shop.exchangeRates)],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

function primaryLocationId(shop: Shop): bigint | null {
  const [first] = shop.locations.values();
  return first ? idOf(first.id) : null;
}

export function scopesUpdatePayload(shop: Shop, installation: Installation, previous: string[], now: Instant): Json {
  return {
    id: idOf(installation.id),
    shop_id: gid("Shop", shop.id),
    previous,
    current: installation.scopes,
    updated_at: now.replace("Z", ".000Z"),
  };
}

export function bulkFinishPayload(shop: Shop, operation: BulkOperation): Json {
  return {
    admin_graphql_api_id: gid("BulkOperation", operation.id),
    completed_at: zonedOrNull(operation.completedAt, shop.ianaTimezone),
    created_at: zoned(operation.createdAt, shop.ianaTimezone),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: operation.type.toLowerCase(),
  };
}

const identity = (shop: Shop): { [key: string]: Json } => ({ shop_id: idOf(shop.id), shop_domain: shop.domain });

const person = (customer: Customer): Json => ({ id: idOf(customer.id), email: customer.email, phone: customer.phone });

export function dataRequestPayload(shop: Shop, customer: Customer, orderIds: readonly string[]): Json {
  return {
    ...identity(shop),
    customer: person(customer),
    orders_requested: orderIds.map(idOf),
    // The request has no object of its own in the world: one open request for each customer.
    data_request: { id: idOf(customer.id) },
  };
}

export function customerRedactPayload(shop: Shop, customer: Customer, orderIds: readonly string[]): Json {
  return { ...identity(shop), customer: person(customer), orders_to_redact: orderIds.map(idOf) };
}

export function shopRedactPayload(shop: Shop): Json {
  return identity(shop);
}
