import type { AddressFacts, FulfillmentFacts, FulfillmentOrderFacts, OrderFacts, RefundFacts } from "./order-facts.ts";

/**
 * What of an order says who the buyer is, and the number that opens it to whoever holds it. Applied to facts, and to every
 * snapshot that arrives after the erasure.
 */
type Personal = Pick<
  OrderFacts,
  "confirmationNumber" | "email" | "phone" | "customer" | "company" | "shippingAddress" | "billingAddress" | "note"
>;

/**
 * The order without its buyer: names, e-mail, phone, addresses, notes and what parcels tell of a person are gone. Country
 * and province stay, since taxes and reports need them and they name nobody; issued documents keep what the law wants
 * kept, elsewhere. Doing it twice changes nothing.
 */
export function redactFacts(facts: OrderFacts): OrderFacts {
  return {
    ...redactOrder(facts),
    isRedacted: true,
    refunds: facts.refunds.map(redactRefund),
    fulfillments: facts.fulfillments.map(redactFulfillment),
    fulfillmentOrders: facts.fulfillmentOrders.map(redactWork),
  };
}

/** The same for the order's own fields. */
export function redactOrder<T extends Personal>(order: T): T {
  return {
    ...order,
    confirmationNumber: null,
    email: null,
    phone: null,
    customer: null,
    company: order.company && { ...order.company, name: null },
    shippingAddress: redactAddress(order.shippingAddress),
    billingAddress: redactAddress(order.billingAddress),
    note: null,
  };
}

function redactAddress(address: AddressFacts | null): AddressFacts | null {
  if (!address) return null;
  return {
    name: null,
    company: null,
    address1: null,
    address2: null,
    city: null,
    zip: null,
    provinceCode: address.provinceCode,
    countryCode: address.countryCode,
    phone: null,
    latitude: null,
    longitude: null,
  };
}

export function redactRefund(refund: RefundFacts): RefundFacts {
  return { ...refund, note: null };
}

/** Tracking leads to the address, and a carrier's message may name who signed. */
export function redactFulfillment(fulfillment: FulfillmentFacts): FulfillmentFacts {
  return {
    ...fulfillment,
    trackingNumbers: [],
    trackingUrls: [],
    events: fulfillment.events.map(redactEvent),
  };
}

export function redactEvent(event: FulfillmentFacts["events"][number]): FulfillmentFacts["events"][number] {
  return { ...event, message: null };
}

/** A hold's notes may quote an address or a name. */
export function redactWork(work: FulfillmentOrderFacts): FulfillmentOrderFacts {
  return { ...work, holds: work.holds.map((hold) => ({ ...hold, reasonNotes: null })) };
}
