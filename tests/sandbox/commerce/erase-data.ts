import { emit, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Address, Customer } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** A customer asks what is known of them: every app has to answer the merchant. */
export function requestCustomerData(world: World, shop: Shop, customer: Customer, actor: Actor): void {
  emit(world, shop, "customers/data_request", { customer, orderIds: ordersOf(shop, customer) }, actor);
}

/** A customer asks to be forgotten: apps are told who it was, then the shop itself forgets name, addresses and contacts. */
export function redactCustomer(world: World, shop: Shop, customer: Customer, actor: Actor): void {
  const orderIds = ordersOf(shop, customer);
  emit(world, shop, "customers/redact", { customer, orderIds }, actor);
  Object.assign(customer, { firstName: null, lastName: null, email: null, phone: null, note: null, addresses: [] });
  customer.redactedAt = nowOf(world);
  customer.updatedAt = nowOf(world);
  for (const id of orderIds) forgetOnOrder(shop, id);
  recordEffect(world, shop, {
    actor,
    name: "customer redacted",
    subject: gid("Customer", customer.id),
    details: { orderIds },
  });
}

/** Two days after an app was uninstalled it has to erase the shop; nothing changes in the shop itself. */
export function redactShop(world: World, shop: Shop, apiKey: string, actor: Actor): void {
  emit(world, shop, "shop/redact", { apiKey }, actor);
}

function ordersOf(shop: Shop, customer: Customer): string[] {
  return [...shop.orders.values()].filter((order) => order.customerId === customer.id).map(({ id }) => id);
}

function forgetOnOrder(shop: Shop, orderId: string): void {
  const order = shop.orders.get(orderId);
  if (!order) return;
  order.email = null;
  order.phone = null;
  order.note = null;
  order.shippingAddress = withoutPerson(order.shippingAddress);
  order.billingAddress = withoutPerson(order.billingAddress);
  for (const id of order.fulfillmentOrderIds) {
    const work = shop.fulfillmentOrders.get(id);
    if (work?.destination) work.destination = { ...forgotten(work.destination), email: null };
  }
}

function withoutPerson(address: Address | null): Address | null {
  return address ? forgotten(address) : null;
}

/** City and country stay: reports and taxes need them, and they name nobody. */
function forgotten(address: Address): Address {
  const nobody = { firstName: null, lastName: null, company: null, address1: null, address2: null, phone: null };
  return { ...address, ...nobody, latitude: null, longitude: null };
}
