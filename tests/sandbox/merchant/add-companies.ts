import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Company, CompanyLocation, PaymentTermsTemplate } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { addCustomer } from "./add-customer.ts";
import { cityOf } from "./cities.ts";
import { businessAt } from "./shopper-address.ts";

type CompanyLine = {
  name: string;
  city: string;
  street: string;
  phone: string;
  taxId: string | null;
  terms: PaymentTermsTemplate | null;
  contact: [firstName: string, lastName: string];
};

const net = (days: number): PaymentTermsTemplate => ({ name: `Net ${days}`, type: "NET", dueInDays: days });

// The tax numbers are well formed (their check digits hold) but belong to nobody.
const companies: readonly CompanyLine[] = [
  {
    name: "Alpenblick Sporthaus GmbH",
    city: "München",
    street: "Sendlinger Straße 21",
    phone: "+49 89 5550 1200",
    taxId: "DE136695976",
    terms: net(30),
    contact: ["Sabine", "Rieder"],
  },
  {
    name: "Randonnées du Rhône SARL",
    city: "Lyon",
    street: "14 rue de la Charité",
    phone: "+33 4 5550 2280",
    taxId: "FR40303265045",
    terms: net(15),
    contact: ["Étienne", "Perrin"],
  },
  {
    name: "Van Dijk Buitensport B.V.",
    city: "Utrecht",
    street: "Oudegracht 112",
    phone: "+31 30 555 0410",
    taxId: "NL004495445B01",
    terms: net(30),
    contact: ["Femke", "van Dijk"],
  },
  {
    name: "Hudson Trail Outfitters, Inc.",
    city: "Brooklyn",
    street: "88 Water Street",
    phone: "+1 718 555 0199",
    taxId: null,
    terms: { name: "Due on receipt", type: "RECEIPT", dueInDays: null },
    contact: ["Marcus", "Bell"],
  },
];

/** Businesses that buy on account, each with a location, payment terms and a person who orders. */
export function addCompanies(world: World, shop: Shop): void {
  for (const line of companies) {
    const now = nowOf(world);
    const address = {
      ...businessAt(cityOf(line.city), line.name, line.street, line.phone),
      firstName: line.contact[0],
      lastName: line.contact[1],
    };
    const customer = addCustomer(world, shop, address, { tags: ["b2b"] });
    const id = nextId(world, "Company");
    const location: CompanyLocation = {
      id: nextId(world, "CompanyLocation"),
      companyId: id,
      name: `${line.name}, ${line.city}`,
      externalId: null,
      taxRegistrationId: line.taxId,
      taxExemptions:
        line.taxId !== null && address.countryCode !== shop.address.countryCode
          ? ["EU_REVERSE_CHARGE_EXEMPTION_RULE"]
          : [],
      shippingAddress: address,
      billingAddress: address,
      paymentTerms: line.terms,
      createdAt: now,
      updatedAt: now,
    };
    const contact = {
      id: nextId(world, "CompanyContact"),
      companyId: id,
      customerId: customer.id,
      isMainContact: true,
    };
    const company: Company = {
      id,
      name: line.name,
      externalId: `K-${10_400 + shop.companies.size}`,
      note: null,
      locations: [location],
      contacts: [contact],
      createdAt: now,
      updatedAt: now,
    };
    shop.companies.set(id, company);
  }
}
