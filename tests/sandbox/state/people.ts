import type { Instant } from "./instant.ts";

export type Address = {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string | null;
  countryCode: string | null;
  phone: string | null;
  latitude: number | null;
  longitude: number | null;
  coordinatesValidated: boolean;
  validationResultSummary: "NO_ISSUES" | "WARNING" | "ERROR" | null;
};

export type Location = {
  id: string;
  name: string;
  address: Address;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  shipsInventory: boolean;
  /** The point-of-sale location of a retail order counts too; a pickup location offers local pickup. */
  offersLocalPickup: boolean;
  /** Place in the merchant's ranking of locations, 1 is first: the last rule by which Shopify assigns orders. */
  rank: number;
  /** Set when the location belongs to a fulfillment service of the named app. */
  fulfillmentServiceApiKey: string | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type Customer = {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  state: "DISABLED" | "ENABLED" | "INVITED" | "DECLINED";
  tags: string[];
  note: string | null;
  taxExempt: boolean;
  addresses: Address[];
  /** Set once the shop asked to erase the customer: name and addresses are then gone. */
  redactedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type PaymentTermsTemplate = {
  name: string;
  type: "NET" | "RECEIPT" | "FIXED" | "FULFILLMENT";
  dueInDays: number | null;
};

export type CompanyLocation = {
  id: string;
  companyId: string;
  name: string;
  externalId: string | null;
  taxRegistrationId: string | null;
  taxExemptions: string[];
  shippingAddress: Address;
  billingAddress: Address;
  paymentTerms: PaymentTermsTemplate | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type CompanyContact = { id: string; companyId: string; customerId: string; isMainContact: boolean };

export type Company = {
  id: string;
  name: string;
  externalId: string | null;
  note: string | null;
  locations: CompanyLocation[];
  contacts: CompanyContact[];
  createdAt: Instant;
  updatedAt: Instant;
};
