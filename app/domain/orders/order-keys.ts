import type { AddressFacts, OrderFacts } from "./order-facts.ts";

/** Who bought: the same buyer gives the same text. E-mail first, since a guest has no customer. Null when unknown. */
export function customerKey(facts: Pick<OrderFacts, "email" | "phone" | "customer">): string | null {
  if (facts.email) return `mail ${facts.email.trim().toLowerCase()}`;
  if (facts.customer) return `customer ${facts.customer.id}`;
  const digits = facts.phone?.replace(/\D/g, "");
  return digits ? `phone ${digits}` : null;
}

/** What was bought: equal texts are equal baskets, whatever the order of the lines. */
export function basketKey(facts: Pick<OrderFacts, "lines">): string {
  const unitsByGoods = new Map<string, number>();
  for (const line of facts.lines) {
    const goods = line.variantId ?? `title ${line.title}`;
    unitsByGoods.set(goods, (unitsByGoods.get(goods) ?? 0) + line.quantity);
  }
  return [...unitsByGoods]
    .map(([goods, units]) => `${goods}x${units}`)
    .sort()
    .join(" ");
}

/** Where it goes: spelling, case and spaces put aside. Empty without an address. */
export function addressKey(address: AddressFacts | null): string {
  if (!address) return "";
  return [address.countryCode, address.zip, address.city, address.address1, address.address2]
    .map((part) =>
      (part ?? "")
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, ""),
    )
    .join("/");
}

/** What a person may search an order by: its name, its buyer, its parcels' numbers. Lower case. */
export function searchText(facts: OrderFacts): string {
  const tracking = facts.fulfillments.flatMap((fulfillment) => fulfillment.trackingNumbers);
  const parts = [
    facts.name,
    facts.email,
    facts.phone,
    facts.customer?.displayName,
    facts.shippingAddress?.name,
    facts.poNumber,
    ...tracking,
  ];
  return [...new Set(parts.filter((part) => part).map((part) => part!.toLowerCase()))].join(" ").slice(0, 400);
}
