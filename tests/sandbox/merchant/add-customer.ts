import { emit, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Address, Customer } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** Somebody buys for the first time (or is entered by staff). The mail address is made of the name where that has Latin letters. */
export function addCustomer(
  world: World,
  shop: Shop,
  address: Address,
  parts: Partial<Pick<Customer, "tags" | "locale" | "note" | "email">> = {},
): Customer {
  const now = nowOf(world);
  const id = nextId(world, "Customer");
  const customer: Customer = {
    id,
    firstName: address.firstName,
    lastName: address.lastName,
    email: parts.email ?? mailOf(address, id),
    phone: address.phone,
    locale: parts.locale ?? "en",
    state: "DISABLED",
    tags: parts.tags ?? [],
    note: parts.note ?? null,
    taxExempt: false,
    addresses: [address],
    redactedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  shop.customers.set(id, customer);
  emit(world, shop, "customers/create", { customer }, { kind: "shopper" });
  return customer;
}

function mailOf({ firstName, lastName }: Address, id: string): string {
  const plain = (text: string | null): string =>
    (text ?? "")
      .normalize("NFD")
      .toLowerCase()
      .replace(/[^a-z]/g, "");
  const name = [plain(firstName), plain(lastName)].filter((part) => part !== "").join(".");
  return `${name === "" ? "shopper" : name}.${id.slice(-5).replace(/^0+/, "")}@example.com`;
}
