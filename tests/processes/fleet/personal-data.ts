import type { World } from "#tests/sandbox/state.ts";
import type { Address } from "#tests/sandbox/state/people.ts";

/** A text shorter than this is found everywhere by chance. */
const LEAST_CHARACTERS = 3;

/** Everything by which a person of the sandbox could be known: names, e-mail addresses, telephone numbers, streets. */
export function personalTextsOf(world: World): Set<string> {
  const texts = new Set<string>();
  const add = (...found: (string | null | undefined)[]) => {
    for (const text of found) if (text && text.length >= LEAST_CHARACTERS) texts.add(text);
  };
  const addAddress = (address: Address | null) => {
    add(address?.firstName, address?.lastName, address?.address1, address?.address2, address?.phone);
  };
  for (const shop of world.shops.values()) {
    for (const customer of shop.customers.values()) {
      add(customer.firstName, customer.lastName, customer.email, customer.phone);
      customer.addresses.forEach(addAddress);
    }
    for (const order of shop.orders.values()) {
      add(order.email, order.phone, order.note);
      addAddress(order.shippingAddress);
      addAddress(order.billingAddress);
    }
  }
  return texts;
}

/** Those of the texts that stand in a log, as whole words and whether or not JSON has escaped them. */
export function findPersonal(texts: ReadonlySet<string>, log: string): string[] {
  return [...texts].filter((text) => {
    const forms = [text, JSON.stringify(text).slice(1, -1)];
    return forms.some((form) => new RegExp(`(?<![\\p{L}\\d])${escapeExpression(form)}(?![\\p{L}\\d])`, "u").test(log));
  });
}

function escapeExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
