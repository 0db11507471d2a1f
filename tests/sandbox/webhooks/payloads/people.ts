import { gid } from "#tests/sandbox/state/ids.ts";
import type { Address, Company, CompanyLocation, Customer, Location } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { idOf, zoned } from "./parts.ts";

/** A person's whole name; null without either part. */
export function fullName({ firstName, lastName }: Pick<Address, "firstName" | "lastName">): string | null {
  const name = [firstName, lastName].filter((part) => part !== null && part !== "").join(" ");
  return name === "" ? null : name;
}

/** Shipping and billing addresses of orders, destinations of parcels. */
export function addressPayload(address: Address | null): Json {
  if (!address) return null;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: address.latitude,
    longitude: address.longitude,
    name: fullName(address),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

/** The customer inside an order: without the list of addresses. */
export function customerOnOrder(shop: Shop, customer: Customer | undefined): Json {
  if (!customer) return null;
  return {
    id: idOf(customer.id),
    created_at: zoned(customer.createdAt, shop.ianaTimezone),
    updated_at: zoned(customer.updatedAt, shop.ianaTimezone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: customer.taxExempt,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    default_address: defaultAddress(customer, customer.addresses[0]),
  };
}

/** `customers/create`, `customers/update`. */
export function customerPayload(shop: Shop, customer: Customer): Json {
  const whole = customerOnOrder(shop, customer) as { [key: string]: Json };
  return { ...whole, addresses: customer.addresses.map((address) => defaultAddress(customer, address)) };
}

// Addresses have no ids in the world: the customer's own, moved by half a range, and the place in the list make one.
const addressIdOffset = 5_000_000_000_000_000n;

function defaultAddress(customer: Customer, address: Address | undefined): Json {
  if (!address) return null;
  return {
    id: idOf(customer.id) + addressIdOffset + BigInt(customer.addresses.indexOf(address)),
    customer_id: idOf(customer.id),
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    phone: address.phone,
    name: fullName(address),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: address.country,
    default: address === customer.addresses[0],
  };
}

/** `locations/*` but for the deletion, which bears only the id. */
export function locationPayload(shop: Shop, location: Location): Json {
  const { address } = location;
  return {
    id: idOf(location.id),
    name: location.name,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.countryCode,
    phone: address.phone,
    created_at: zoned(location.createdAt, shop.ianaTimezone),
    updated_at: zoned(location.updatedAt, shop.ianaTimezone),
    country_code: address.countryCode,
    country_name: address.country,
    province_code: address.provinceCode,
    legacy: location.fulfillmentServiceApiKey !== null,
    active: location.isActive,
    admin_graphql_api_id: gid("Location", location.id),
  };
}

export function companyPayload(shop: Shop, company: Company): Json {
  const main = company.contacts.find((contact) => contact.isMainContact);
  return {
    name: company.name,
    note: company.note,
    external_id: company.externalId,
    main_contact_admin_graphql_api_id: main ? gid("CompanyContact", main.id) : null,
    created_at: zoned(company.createdAt, shop.ianaTimezone),
    updated_at: zoned(company.updatedAt, shop.ianaTimezone),
    customer_since: zoned(company.createdAt, shop.ianaTimezone),
    admin_graphql_api_id: gid("Company", company.id),
  };
}

export function companyLocationPayload(shop: Shop, company: Company, location: CompanyLocation): Json {
  return {
    name: location.name,
    external_id: location.externalId,
    phone: location.shippingAddress.phone,
    locale: "en",
    created_at: zoned(location.createdAt, shop.ianaTimezone),
    updated_at: zoned(location.updatedAt, shop.ianaTimezone),
    note: null,
    buyer_experience_configuration: null,
    admin_graphql_api_id: gid("CompanyLocation", location.id),
    tax_exemptions: location.taxExemptions,
    tax_settings: {
      tax_registration_id: location.taxRegistrationId,
      tax_exempt: location.taxExemptions.length > 0,
      tax_exemptions: location.taxExemptions,
    },
    company: companyPayload(shop, company),
    billing_address: companyAddress(shop, company, location, location.billingAddress),
    shipping_address: companyAddress(shop, company, location, location.shippingAddress),
    tax_registration: { tax_id: location.taxRegistrationId },
  };
}

function companyAddress(shop: Shop, company: Company, location: CompanyLocation, address: Address): Json {
  return {
    address1: address.address1,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    recipient: fullName(address),
    first_name: address.firstName,
    last_name: address.lastName,
    address2: address.address2,
    phone: address.phone,
    zone_code: address.provinceCode,
    country_code: address.countryCode,
    created_at: zoned(location.createdAt, shop.ianaTimezone),
    updated_at: zoned(location.updatedAt, shop.ianaTimezone),
    admin_graphql_api_id: gid("CompanyAddress", location.id),
    company_admin_graphql_api_id: gid("Company", company.id),
  };
}
