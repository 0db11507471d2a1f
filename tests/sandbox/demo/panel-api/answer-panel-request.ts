import { z } from "zod";
import type { OrderDetail } from "#tests/sandbox/admin/order-detail.ts";
import type { DeliveryFaults as PanelFaults, Pace } from "#tests/sandbox/admin/browser/panel/calls.ts";
import { adjustStock } from "#tests/sandbox/commerce/adjust-stock.ts";
import { editOrder } from "#tests/sandbox/commerce/edit-order.ts";
import { actOnOrder, orderActNames, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { nowOf } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { describeOrder } from "./describe-order.ts";
import { describeCatalog, describeRecentOrders, describeResources } from "./describe-shop.ts";
import { describeShops, grantScopes, install, uninstall } from "./installations.ts";
import { PanelProblem, type PanelContext } from "./panel-context.ts";
import { placePanelOrder } from "./place-panel-order.ts";

export type PanelRequest = { method: string; path: string; query: URLSearchParams; body: unknown };
export type PanelAnswer = { status: number; body: unknown };

const paceMs: Record<Pace, number | null> = { paused: null, slow: 12_000, fast: 3_000 };

/** Requests below /panel/: the shopper's drawer and the admin's own needs. Problems are answered with a sentence. */
export function answerPanelRequest(context: PanelContext, request: PanelRequest): PanelAnswer {
  const [first = "", ...rest] = request.path.replace(/^\/panel\//, "").split("/");
  try {
    if (first === "shops" && rest.length === 0) return ok(describeShops(context));
    const shop = context.world.shops.get(first);
    if (!shop) throw new PanelProblem(`The sandbox has no shop ${first}.`);
    return ok(request.method === "GET" ? read(context, shop, rest, request) : act(context, shop, rest, request));
  } catch (error) {
    if (error instanceof PanelProblem) return { status: 400, body: { error: error.message } };
    throw error;
  }
}

function ok(body: unknown): PanelAnswer {
  return { status: 200, body };
}

function read(context: PanelContext, shop: Shop, [what, id]: string[], { query }: PanelRequest): unknown {
  switch (what) {
    case "catalog":
      return describeCatalog(shop);
    case "orders":
      return id === undefined
        ? describeRecentOrders(shop, nowOf(context.world))
        : { order: wholeOrder(context, shop, id) };
    case "pace":
      return { pace: paceOf(context, shop) };
    case "faults":
      return faultsOf(context);
    case "happenings":
      return context.feed.after(shop.domain, Number(query.get("after") ?? 0));
    case "resources":
      return describeResources(shop, query.get("type") ?? "product");
    default:
      throw new PanelProblem(`The sandbox knows nothing of ${what}.`);
  }
}

function wholeOrder({ world }: PanelContext, shop: Shop, id: string): OrderDetail | null {
  const order = shop.orders.get(id);
  return order ? describeOrder(world, shop, order) : null;
}

function act(context: PanelContext, shop: Shop, [what, id, verb]: string[], { body }: PanelRequest): unknown {
  if (what === "orders" && id !== undefined && verb !== undefined) return actOn(context, shop, id, verb);
  switch (what) {
    case "orders":
      return { name: placePanelOrder(context, shop, body).name };
    case "burst": {
      const { count } = parse(z.object({ count: z.int().min(1).max(1000) }), body);
      context.traffic.burst(shop.domain, count, count * 10);
      return { placed: count };
    }
    case "pace": {
      const { pace } = parse(z.object({ pace: z.enum(["paused", "slow", "fast"]) }), body);
      context.traffic.setPace(shop.domain, paceMs[pace]);
      return { pace };
    }
    case "faults":
      return setFaults(context, body);
    case "stock":
      return changeStock(context, shop, body);
    case "install":
      return install(context, shop, parse(z.object({ scopes: z.array(z.string()) }), body).scopes);
    case "uninstall":
      return uninstall(context, shop);
    case "scopes": {
      const { grant, revoke } = parse(
        z.object({ grant: z.array(z.string()).default([]), revoke: z.array(z.string()).default([]) }),
        body,
      );
      return grantScopes(context, shop, grant, revoke);
    }
    default:
      throw new PanelProblem(`The sandbox cannot ${what}.`);
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new PanelProblem(`The request is not understood: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function actOn({ world, random }: PanelContext, shop: Shop, orderId: string, verb: string): unknown {
  const order = shop.orders.get(orderId);
  const act = orderActNames.find((name) => name === verb);
  if (!order || !act)
    throw new PanelProblem(order ? `Nobody can ${verb} an order.` : "That order is not there any more.");
  if (!possibleActs(shop, order).includes(act)) throw new PanelProblem(whyNot(order, act));
  if (act !== "edit") return { text: actOnOrder(world, shop, order, act, random) };
  return { text: addAnItem(world, shop, order) };
}

/** The first thing in stock, so that the newcomer sees an order grow. */
function addAnItem(world: PanelContext["world"], shop: Shop, order: Order): string {
  const variant = [...shop.variants.values()].find((each) => {
    const levels = shop.levelsByItem.get(each.inventoryItemId) ?? [];
    return levels.some((level) => level.isActive && level.quantities.available.quantity > 5);
  });
  if (!variant) throw new PanelProblem("Nothing is in stock that could be added.");
  editOrder(
    world,
    shop,
    order,
    { additions: [{ variantId: variant.id, quantity: 1 }] },
    { kind: "staff", staffMemberId: null },
  );
  return `${order.name} has one ${shop.products.get(variant.productId)?.title ?? "item"} more.`;
}

function whyNot(order: Order, act: (typeof orderActNames)[number]): string {
  if (order.cancelledAt !== null) return `${order.name} is cancelled.`;
  const reasons: Partial<Record<typeof act, string>> = {
    fulfill: "has nothing that can be sent now: it is sent already, held or scheduled for later.",
    refund: "has nothing to refund: nothing is paid yet or everything was refunded.",
    edit: "cannot be edited: nothing of it is still to be sent.",
    cancel: "cannot be cancelled: some of it was sent already.",
    release: "is not held by staff.",
  };
  return `${order.name} ${reasons[act] ?? `does not allow to ${act} now.`}`;
}

function paceOf({ traffic }: PanelContext, shop: Shop): Pace {
  const everyMs = traffic.paceOf(shop.domain);
  return everyMs === null ? "paused" : everyMs <= (paceMs.fast ?? 0) ? "fast" : "slow";
}

/** The panel speaks per cent and seconds. Duplicates are shared evenly between the two kinds. */
function faultsOf({ deliveries: { faults } }: PanelContext): PanelFaults {
  return {
    duplicates: Math.round((faults.duplicatesSameId + faults.duplicatesNewId) * 100),
    disorder: Math.round(faults.disorder * 100),
    delaySeconds: faults.delayMs / 1000,
    loss: Math.round(faults.loss * 100),
  };
}

function setFaults(context: PanelContext, body: unknown): PanelFaults {
  const share = z.number().min(0).max(100);
  const schema = z.object({
    duplicates: share,
    disorder: share,
    delaySeconds: z.number().min(0).max(3600),
    loss: share,
  });
  const { duplicates, disorder, delaySeconds, loss } = parse(schema, body);
  const { deliveries } = context;
  deliveries.faults = {
    ...deliveries.faults,
    duplicatesSameId: duplicates / 200,
    duplicatesNewId: duplicates / 200,
    disorder: disorder / 100,
    delayMs: delaySeconds * 1000,
    loss: loss / 100,
  };
  return faultsOf(context);
}

function changeStock({ world }: PanelContext, shop: Shop, body: unknown): unknown {
  const schema = z.object({ inventoryItemId: z.string(), locationId: z.string(), delta: z.int() });
  const adjustment = parse(schema, body);
  if (!shop.inventoryItems.has(adjustment.inventoryItemId) || !shop.locations.has(adjustment.locationId)) {
    throw new PanelProblem("That item or location is not there.");
  }
  const group = adjustStock(world, shop, adjustment, { kind: "staff", staffMemberId: null });
  return { available: group.changes[0]?.quantityAfterChange ?? null };
}
