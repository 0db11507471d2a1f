import type { World } from "#tests/sandbox/state.ts";
import type { CallEntry, EffectEntry } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import type { Invariant } from "#tests/support/audit/violation.ts";
import type { SmallDay } from "./small-day.ts";

/** A fault planted in what the sandbox saw; `plant` answers how to take it back. */
export type PlantedHappening = {
  fault: string;
  invariant: Invariant;
  finds: RegExp;
  plant: (world: World, day: SmallDay) => () => void;
};

const app = { kind: "app" as const, apiKey: credentials.apiKey };

export const plantedHappenings: readonly PlantedHappening[] = [
  {
    fault: "stock at Shopify that nobody noticed",
    invariant: "I2",
    finds: /available is \d+ here and \d+ at Shopify/,
    plant: (world) => {
      const { available } = [...acting(world).inventoryLevels.values()][0]!.quantities;
      available.quantity += 1;
      return () => void (available.quantity -= 1);
    },
  },
  {
    fault: "a hold placed twice",
    invariant: "I5",
    finds: /^repeats effect \d+/,
    plant: (world, { held }) => repeat(world, effectOn(world, held, "hold placed")),
  },
  {
    fault: "a move made twice",
    invariant: "I5",
    finds: /^repeats effect \d+/,
    plant: (world, { moved }) => repeat(world, effectOn(world, moved, "fulfillment order moved")),
  },
  {
    fault: "more effects than messages that were sent",
    invariant: "I5",
    finds: /happened 2 times for 1 messages sent/,
    plant: (world, { held }) => repeat(world, effectOn(world, held, "hold placed")),
  },
  {
    fault: "an effect that no outbox message tells of",
    invariant: "I5",
    finds: /stands in no outbox message/,
    plant: (world, { plain }) =>
      add(world, { ...effect("hold placed", plain), details: { orderId: plain.id, handle: "x" } }),
  },
  {
    fault: "an effect in a shop that only watches",
    invariant: "I5",
    finds: /stands in no outbox message/,
    plant: (world, { watched }) =>
      add(world, { ...effect("hold placed", watched), shopDomain: "watching.myshopify.com" }),
  },
  {
    fault: "a call in a shop that only watches",
    invariant: "I5",
    finds: /was sent although every capability only watches/,
    plant: (world) => add(world, call("watching.myshopify.com", "fulfillmentOrderHold", {})),
  },
  {
    fault: "an effect the app may not have at all",
    invariant: "I5",
    finds: /is nothing the app may do/,
    plant: (world, { plain }) => add(world, effect("order cancelled", plain)),
  },
  {
    fault: "stock written by the app",
    invariant: "I5",
    finds: /is nothing the app may do/,
    plant: (world, { plain }) => {
      const { inventoryItemId, locationId } = [...acting(world).inventoryLevels.values()][0]!;
      const details = { inventoryItemId, locationId, shift: { available: 1 }, reason: "correction" };
      return add(world, { ...effect("inventory shifted", plain), details });
    },
  },
  {
    fault: "somebody else's hold taken away",
    invariant: "I5",
    finds: /took away a hold that somebody else had placed/,
    plant: (world, { plain }) =>
      add(world, { ...effect("hold released", plain), details: { orderId: plain.id, placedBy: null } }),
  },
  {
    fault: "a move to where the goods are already",
    invariant: "I5",
    finds: /asked for what is so already/,
    plant: (world) => {
      const message = "The fulfillment order is already assigned to this location.";
      const refused = call("acting.myshopify.com", "fulfillmentOrderMove", {});
      return add(world, { ...refused, userErrors: [{ code: null, field: ["newLocationId"], message }] });
    },
  },
  {
    fault: "a buyer told twice of one parcel",
    invariant: "I5",
    finds: /was told to the buyer 2 times/,
    plant: (world, { sent }) => {
      const parcel = acting(world).fulfillments.get(sent.fulfillmentIds[0]!)!;
      parcel.customerNotices.push(parcel.createdAt);
      return () => void parcel.customerNotices.pop();
    },
  },
  {
    fault: "a call for one shop that names another's work",
    invariant: "I7",
    finds: /which is not of this shop/,
    plant: (world, { watched }) => {
      const id = gid("FulfillmentOrder", watched.fulfillmentOrderIds[0]!);
      return add(world, call("acting.myshopify.com", "fulfillmentOrderHold", { id }));
    },
  },
];

function acting(world: World) {
  return world.shops.get("acting.myshopify.com")!;
}

export function effectOn(world: World, order: Order, name: string): EffectEntry {
  const found = world.log
    .filter((entry) => entry.kind === "effect")
    .find((entry) => entry.name === name && entry.details["orderId"] === order.id);
  if (!found) throw new Error(`The small day has no "${name}" of ${order.name}.`);
  return found;
}

/** The same effect again, right behind the first: before anybody else did anything. */
function repeat(world: World, entry: EffectEntry): () => void {
  const index = world.log.indexOf(entry) + 1;
  world.log.splice(index, 0, { ...entry, sequence: entry.sequence + 0.5 });
  return () => void world.log.splice(index, 1);
}

function add(world: World, entry: EffectEntry | CallEntry): () => void {
  world.log.push({ ...entry, sequence: world.log.length + 1 });
  return () => void world.log.pop();
}

function effect(name: string, order: Order): EffectEntry {
  return {
    kind: "effect",
    sequence: 0,
    at: order.createdAt,
    shopDomain: "acting.myshopify.com",
    actor: app,
    name,
    subject: gid("FulfillmentOrder", order.fulfillmentOrderIds[0]!),
    details: { orderId: order.id },
    callSequence: null,
  };
}

function call(shopDomain: string, rootField: string, variables: Record<string, unknown>): CallEntry {
  return {
    kind: "call",
    sequence: 0,
    at: "2030-01-01T00:00:00Z",
    shopDomain,
    apiKey: credentials.apiKey,
    operationName: "Planted",
    rootFields: [rootField],
    isMutation: true,
    variables,
    status: 200,
    data: {},
    errorCodes: [],
    userErrors: [],
    requestedCost: 10,
    actualCost: 10,
    fault: null,
    isReplay: false,
  };
}
