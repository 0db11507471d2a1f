import { gid } from "#tests/sandbox/state/ids.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Address, Location } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import type { AddressSource } from "#tests/sandbox/graphql/sources.ts";

/** Every part of an address that GraphQL shows under the name the state has for it. */
const parts = ["address1", "address2", "city", "zip", "province", "country", "phone"] as const;

type AddressPart = (typeof parts)[number];

/** Resolvers that read the named parts from the address a source leads to. */
function partsOf<S>(addressOf: (source: S) => Address, names: readonly AddressPart[] = parts) {
  return Object.fromEntries(names.map((name) => [name, (source: S) => addressOf(source)[name]]));
}

const addressIn = ({ address }: AddressSource) => address;

export const mailingAddress: TypeResolvers = {
  fields: {
    ...partsOf(addressIn),
    id: ({ id }: AddressSource) => gid("MailingAddress", id),
    firstName: ({ address }: AddressSource) => address.firstName,
    lastName: ({ address }: AddressSource) => address.lastName,
    name: ({ address }: AddressSource) => nameOf(address),
    company: ({ address }: AddressSource) => address.company,
    provinceCode: ({ address }: AddressSource) => address.provinceCode,
    countryCodeV2: ({ address }: AddressSource) => address.countryCode,
    latitude: ({ address }: AddressSource) => address.latitude,
    longitude: ({ address }: AddressSource) => address.longitude,
    coordinatesValidated: ({ address }: AddressSource) => address.coordinatesValidated,
    validationResultSummary: ({ address }: AddressSource) => address.validationResultSummary,
    formatted: ({ address }: AddressSource) => formattedLines(address),
    formattedArea: ({ address }: AddressSource) => formattedArea(address),
  },
};

const locationAddressOf = (location: Location) => location.address;

export const locationAddress: TypeResolvers = {
  fields: {
    ...partsOf(locationAddressOf),
    provinceCode: (location: Location) => location.address.provinceCode,
    countryCode: (location: Location) => location.address.countryCode,
    latitude: (location: Location) => location.address.latitude,
    longitude: (location: Location) => location.address.longitude,
    formatted: (location: Location) => formattedLines(location.address),
  },
};

const shopAddressOf = (shop: Shop) => shop.address;

export const shopAddress: TypeResolvers = {
  fields: {
    ...partsOf(shopAddressOf),
    id: (shop: Shop) => gid("ShopAddress", shop.id),
    company: (shop: Shop) => shop.address.company,
    provinceCode: (shop: Shop) => shop.address.provinceCode,
    countryCodeV2: (shop: Shop) => shop.address.countryCode,
    latitude: (shop: Shop) => shop.address.latitude,
    longitude: (shop: Shop) => shop.address.longitude,
    formatted: (shop: Shop) => formattedLines(shop.address),
  },
};

export const companyAddress: TypeResolvers = {
  fields: {
    ...partsOf(addressIn, ["address2", "city", "zip", "province", "country", "phone"]),
    id: ({ id }: AddressSource) => gid("CompanyAddress", id),
    address1: ({ address }: AddressSource) => address.address1 ?? "",
    companyName: ({ address }: AddressSource) => address.company ?? "",
    firstName: ({ address }: AddressSource) => address.firstName,
    lastName: ({ address }: AddressSource) => address.lastName,
    recipient: ({ address }: AddressSource) => nameOf(address),
    zoneCode: ({ address }: AddressSource) => address.provinceCode,
    countryCode: ({ address }: AddressSource) => address.countryCode,
  },
};

type Destination = { id: string; destination: NonNullable<FulfillmentOrder["destination"]> };

export const fulfillmentOrderDestination: TypeResolvers = {
  fields: {
    ...partsOf(
      ({ destination }: Destination) => destination,
      ["address1", "address2", "city", "zip", "province", "phone"],
    ),
    id: ({ id }: Destination) => gid("FulfillmentOrderDestination", id),
    company: ({ destination }: Destination) => destination.company,
    countryCode: ({ destination }: Destination) => destination.countryCode,
    email: ({ destination }: Destination) => destination.email,
    firstName: ({ destination }: Destination) => destination.firstName,
    lastName: ({ destination }: Destination) => destination.lastName,
  },
};

type Assigned = { location: Location | undefined; name: string };

export const fulfillmentOrderAssignedLocation: TypeResolvers = {
  own: ["name"],
  fields: {
    location: ({ location }: Assigned) => location ?? null,
    address1: ({ location }: Assigned) => location?.address.address1 ?? null,
    address2: ({ location }: Assigned) => location?.address.address2 ?? null,
    city: ({ location }: Assigned) => location?.address.city ?? null,
    province: ({ location }: Assigned) => location?.address.province ?? null,
    zip: ({ location }: Assigned) => location?.address.zip ?? null,
    phone: ({ location }: Assigned) => location?.address.phone ?? null,
    countryCode: ({ location }: Assigned, _: unknown, { shop }: RequestContext) =>
      location?.address.countryCode ?? shop.address.countryCode,
  },
};

function nameOf({ firstName, lastName }: Address): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || null;
}

function formattedLines(address: Address): string[] {
  const town = [address.zip, address.city, address.provinceCode].filter(Boolean).join(" ");
  return [address.address1, address.address2, town, address.country].filter((line): line is string => Boolean(line));
}

function formattedArea({ city, provinceCode, country }: Address): string | null {
  return [city, provinceCode, country].filter(Boolean).join(", ") || null;
}
