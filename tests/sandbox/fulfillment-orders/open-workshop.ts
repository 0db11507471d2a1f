import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { openTestApi, type TestAnswer, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { fulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findLevel, onHandOf } from "#tests/sandbox/state/shop.ts";

export type TestUserError = { code: string | null; field: string[] | null; message: string };

/** One order of an API test with its first fulfillment order, and short ways to act on and to look at them. */
export type Workshop = TestApi & {
  order: Order;
  work: FulfillmentOrder;
  /** Runs `fulfillmentOrderX(...) { ...answered userErrors }` and answers its payload. */
  act: <P>(
    call: string,
    answered: string,
    variables?: Record<string, unknown>,
  ) => Promise<TestAnswer<{ payload: P & Errors }>>;
  all: () => FulfillmentOrder[];
  locationId: (name: string) => string;
};

type Errors = { userErrors: TestUserError[] };

export function openWorkshop(cart: Record<string, number>, options: { city?: string } = {}): Workshop {
  const api = openTestApi();
  api.shop.plan = "ENTERPRISE";
  api.installation.bucket.available = 40_000;
  const order = buy(api, cart, options);
  const all = () => fulfillmentOrdersOf(api.shop, order);
  const work = all()[0];
  if (!work) throw new Error("The order has no fulfillment order.");
  const locationId = (name: string): string => {
    const found = [...api.shop.locations.values()].find((location) => location.name.startsWith(name));
    if (!found) throw new Error(`There is no location ${name}.`);
    return found.id;
  };
  const act: Workshop["act"] = (call, answered, variables = {}) => {
    const declared = Object.entries(variables).map(([name, value]) => `$${name}: ${typeOf(name, value)}`);
    const head = declared.length > 0 ? `(${declared.join(", ")})` : "";
    return api.call(
      `mutation Act${head} { payload: ${call} { ${answered} userErrors { code field message } } }`,
      variables,
    );
  };
  return { ...api, order, work, act, all, locationId };
}

const variableTypes: Record<string, string> = {
  hold: "FulfillmentOrderHoldInput!",
  holdIds: "[ID!]",
  lines: "[FulfillmentOrderLineItemInput!]",
  splits: "[FulfillmentOrderSplitInput!]!",
  merges: "[FulfillmentOrderMergeInput!]!",
};

function typeOf(name: string, value: unknown): string {
  return variableTypes[name] ?? (typeof value === "string" ? "ID!" : "Int!");
}

export function workGid({ id }: FulfillmentOrder): string {
  return gid("FulfillmentOrder", id);
}

/** Lines of a fulfillment order as an input names them; quantities by position, left out ones are not named. */
export function linesOf(work: FulfillmentOrder, quantities: readonly number[]): { id: string; quantity: number }[] {
  return quantities.map((quantity, index) => ({
    id: gid("FulfillmentOrderLineItem", work.lines[index]?.id ?? ""),
    quantity,
  }));
}

/** Available, committed and on hand of the first line's item at a location. */
export function stockOf({ shop, work }: Pick<Workshop, "shop" | "work">, locationId: string): [number, number, number] {
  const level = findLevel(shop, work.lines[0]?.inventoryItemId ?? "", locationId);
  if (!level) throw new Error("The location does not stock the item.");
  return [level.quantities.available.quantity, level.quantities.committed.quantity, onHandOf(level)];
}
