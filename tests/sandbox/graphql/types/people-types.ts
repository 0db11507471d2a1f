import { netPayment } from "#tests/sandbox/orders/order-payments.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type {
  Company,
  CompanyContact,
  CompanyLocation,
  Customer,
  PaymentTermsTemplate,
} from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { pageInOrder, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import { pageOfOrders, type OrderListArguments } from "#tests/sandbox/graphql/queries/list-orders.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { matcherOf } from "#tests/sandbox/graphql/search/match-search.ts";
import { companyLocationSearch } from "#tests/sandbox/graphql/search/people-search.ts";
import { addressSource, countOf, type AddressSource, type MoneySource } from "#tests/sandbox/graphql/sources.ts";

/** A scan over the shop's orders: customers and companies are read one by one, never in bulk by the app. */
function ordersWhere(shop: Shop, isMeant: (order: Order) => boolean): Order[] {
  return [...shop.orders.values()].filter(isMeant);
}

function ordersOfCustomer(shop: Shop, { id }: Customer): Order[] {
  return ordersWhere(shop, (order) => order.customerId === id);
}

function addressesOf({ id, addresses }: Customer): AddressSource[] {
  return addresses.map((address, index) => ({ id: `${id}?model_name=CustomerAddress&position=${index + 1}`, address }));
}

function contactProfiles(shop: Shop, { id }: Customer): CompanyContact[] {
  return [...shop.companies.values()].flatMap(({ contacts }) => contacts.filter(({ customerId }) => customerId === id));
}

export const customer: TypeResolvers = {
  own: [
    "firstName",
    "lastName",
    "email",
    "phone",
    "locale",
    "state",
    "note",
    "tags",
    "taxExempt",
    "createdAt",
    "updatedAt",
  ],
  fields: {
    id: ({ id }: Customer) => gid("Customer", id),
    legacyResourceId: ({ id }: Customer) => id,
    displayName: ({ firstName, lastName, email, phone }: Customer) =>
      [firstName, lastName].filter(Boolean).join(" ") || email || phone || "",
    verifiedEmail: ({ email }: Customer) => email !== null,
    numberOfOrders: (source: Customer, _: unknown, { shop }: RequestContext) => ordersOfCustomer(shop, source).length,
    amountSpent: (source: Customer, _: unknown, { shop }: RequestContext): MoneySource => {
      const spent = ordersOfCustomer(shop, source).map((order) => netPayment(order).shopMinor);
      return { minor: spent.reduce((sum, each) => sum + each, 0), currency: shop.currency };
    },
    defaultAddress: (source: Customer) => addressesOf(source)[0] ?? null,
    defaultEmailAddress: ({ email }: Customer) => (email === null ? null : { emailAddress: email }),
    defaultPhoneNumber: ({ phone }: Customer) => (phone === null ? null : { phoneNumber: phone }),
    addressesV2: (source: Customer, args: PagingArguments) => pageInOrder(addressesOf(source), args),
    lastOrder: (source: Customer, _: unknown, { shop }: RequestContext) =>
      ordersOfCustomer(shop, source).at(-1) ?? null,
    orders: (source: Customer, args: OrderListArguments, context: RequestContext) =>
      pageOfOrders(context, ordersOfCustomer(context.shop, source), args),
    companyContactProfiles: (source: Customer, _: unknown, { shop }: RequestContext) => contactProfiles(shop, source),
  },
};

export const company: TypeResolvers = {
  own: ["name", "externalId", "note", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: Company) => gid("Company", id),
    customerSince: ({ createdAt }: Company) => createdAt,
    ordersCount: ({ id }: Company, _: unknown, { shop }: RequestContext) =>
      countOf(ordersWhere(shop, ({ purchasingCompany }) => purchasingCompany?.companyId === id).length),
    locationsCount: ({ locations }: Company) => countOf(locations.length),
    contactsCount: ({ contacts }: Company) => countOf(contacts.length),
    mainContact: ({ contacts }: Company) => contacts.find(({ isMainContact }) => isMainContact) ?? null,
    contacts: ({ contacts }: Company, args: PagingArguments) => pageInOrder(contacts, args),
    locations: ({ locations }: Company, args: PagingArguments & { query?: string | null }, { now }: RequestContext) =>
      pageInOrder(locations.filter(matcherOf(companyLocationSearch, args.query, now)), args),
  },
};

export const companyContact: TypeResolvers = {
  own: ["isMainContact"],
  fields: {
    id: ({ id }: CompanyContact) => gid("CompanyContact", id),
    locale: ({ customerId }: CompanyContact, _: unknown, { shop }: RequestContext) =>
      shop.customers.get(customerId)?.locale ?? null,
    company: ({ companyId }: CompanyContact, _: unknown, { shop }: RequestContext) => shop.companies.get(companyId),
    customer: ({ customerId }: CompanyContact, _: unknown, { shop }: RequestContext) => shop.customers.get(customerId),
  },
};

export const companyLocation: TypeResolvers = {
  own: ["name", "externalId", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: CompanyLocation) => gid("CompanyLocation", id),
    phone: ({ shippingAddress }: CompanyLocation) => shippingAddress.phone,
    note: () => null,
    locale: () => null,
    currency: (_: CompanyLocation, __: unknown, { shop }: RequestContext) => shop.currency,
    company: ({ companyId }: CompanyLocation, _: unknown, { shop }: RequestContext) => shop.companies.get(companyId),
    billingAddress: ({ id, billingAddress }: CompanyLocation) => addressSource(`${id}1`, billingAddress),
    shippingAddress: ({ id, shippingAddress }: CompanyLocation) => addressSource(`${id}2`, shippingAddress),
    taxSettings: (location: CompanyLocation) => location,
    buyerExperienceConfiguration: ({ paymentTerms }: CompanyLocation) => ({ paymentTerms }),
  },
};

export const companyLocationTaxSettings: TypeResolvers = {
  own: ["taxExemptions", "taxRegistrationId"],
  fields: { taxExempt: ({ taxExemptions }: CompanyLocation) => taxExemptions.length > 0 },
};

type Terms = { paymentTerms: PaymentTermsTemplate | null };

export const buyerExperienceConfiguration: TypeResolvers = {
  fields: {
    checkoutToDraft: () => false,
    editableShippingAddress: () => true,
    paymentTermsTemplate: ({ paymentTerms }: Terms) => paymentTerms,
  },
};

export const paymentTermsTemplate: TypeResolvers = {
  own: ["name", "dueInDays"],
  fields: {
    id: ({ type, dueInDays }: PaymentTermsTemplate) => gid("PaymentTermsTemplate", `${type}-${dueInDays ?? 0}`),
    description: ({ name }: PaymentTermsTemplate) => name,
    translatedName: ({ name }: PaymentTermsTemplate) => name,
    paymentTermsType: ({ type }: PaymentTermsTemplate) => type,
  },
};

/** One of the two kinds of buyer: a person, or a company through one of its locations. */
export const purchasingCompany: TypeResolvers = {
  fields: {
    company: ({ companyId }: Buyer, _: unknown, { shop }: RequestContext) => shop.companies.get(companyId),
    contact: ({ companyId, contactId }: Buyer, _: unknown, { shop }: RequestContext) =>
      shop.companies.get(companyId)?.contacts.find(({ id }) => id === contactId) ?? null,
    location: ({ companyId, companyLocationId }: Buyer, _: unknown, { shop }: RequestContext) =>
      shop.companies.get(companyId)?.locations.find(({ id }) => id === companyLocationId),
  },
};

type Buyer = NonNullable<Order["purchasingCompany"]>;
