import type { Company, CompanyLocation, Customer } from "#tests/sandbox/state/people.ts";
import type { BulkOperation, WebhookSubscription } from "#tests/sandbox/state/shop.ts";
import type { SearchFields } from "./match-search.ts";

export const customerSearch: SearchFields<Customer> = {
  defaults: ["first_name", "last_name", "email"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    email: { kind: "text", valueOf: ({ email }) => email },
    phone: { kind: "word", valueOf: ({ phone }) => phone },
    first_name: { kind: "text", valueOf: ({ firstName }) => firstName },
    last_name: { kind: "text", valueOf: ({ lastName }) => lastName },
    state: { kind: "word", valueOf: ({ state }) => state },
    tag: { kind: "word", valueOf: ({ tags }) => tags },
    country: { kind: "word", valueOf: ({ addresses }) => addresses.flatMap(({ country }) => country ?? []) },
    customer_date: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};

export const companySearch: SearchFields<Company> = {
  defaults: ["name"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    name: { kind: "text", valueOf: ({ name }) => name },
    external_id: { kind: "word", valueOf: ({ externalId }) => externalId },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};

export const companyLocationSearch: SearchFields<CompanyLocation> = {
  defaults: ["name"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    name: { kind: "text", valueOf: ({ name }) => name },
    external_id: { kind: "word", valueOf: ({ externalId }) => externalId },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};

export const bulkOperationSearch: SearchFields<BulkOperation> = {
  defaults: [],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    status: { kind: "word", valueOf: ({ status }) => status },
    operation_type: { kind: "word", valueOf: ({ type }) => type },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
  },
};

export const webhookSubscriptionSearch: SearchFields<WebhookSubscription> = {
  defaults: [],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    topic: { kind: "word", valueOf: ({ topic }) => topic.toUpperCase().replaceAll("/", "_") },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};
