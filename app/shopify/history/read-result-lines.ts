import { z } from "zod";

/** One order of a bulk result as its lines state it, not yet parsed. */
export type RawHistoryOrder = {
  order: Record<string, unknown>;
  lineItems: unknown[];
  shippingLines: unknown[];
  fulfillmentOrders: unknown[];
};

/** A result that is not what was asked for: children of another parent, an object of an unknown kind, half a line. */
export class UnreadableResult extends Error {
  constructor(what: string) {
    super(`The result that Shopify prepared cannot be read: ${what}.`);
    this.name = "UnreadableResult";
  }
}

const LIST_BY_KIND: Readonly<Record<string, Exclude<keyof RawHistoryOrder, "order">>> = {
  LineItem: "lineItems",
  ShippingLine: "shippingLines",
  FulfillmentOrder: "fulfillmentOrders",
};

const object = z.looseObject({ id: z.string(), __parentId: z.string().optional() });

/**
 * Puts the orders of a bulk result together from its JSONL, one order at a time: the file may be larger than memory.
 *
 * @param chunks the body of the result, cut anywhere.
 * @throws UnreadableResult
 */
export async function* readResultOrders(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawHistoryOrder> {
  let current: RawHistoryOrder | null = null;
  for await (const line of linesOf(chunks)) {
    const { __parentId: parentId, ...node } = parseLine(line);
    if (parentId === undefined) {
      if (current) yield current;
      current = { order: node, lineItems: [], shippingLines: [], fulfillmentOrders: [] };
      continue;
    }
    if (current?.order["id"] !== parentId) throw new UnreadableResult("a part does not stand behind its order");
    const list = LIST_BY_KIND[/^gid:\/\/shopify\/(\w+)\//.exec(node.id)?.[1] ?? ""];
    if (!list) throw new UnreadableResult("an order has a part of an unknown kind");
    current[list].push(node);
  }
  if (current) yield current;
}

function parseLine(line: string) {
  try {
    return object.parse(JSON.parse(line));
  } catch {
    throw new UnreadableResult("a line is no object with an id");
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) if (line.trim() !== "") yield line;
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield rest;
}
