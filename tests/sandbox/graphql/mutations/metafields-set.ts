import { createHash } from "node:crypto";
import { nextId } from "#tests/sandbox/state.ts";
import { parseGid } from "#tests/sandbox/state/ids.ts";
import type { Metafield } from "#tests/sandbox/state/shop.ts";
import { isVisible, resolveNamespace } from "#tests/sandbox/graphql/metafields.ts";
import { findNode } from "#tests/sandbox/graphql/queries/find-node.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import type { Payload } from "./answer.ts";

type MetafieldInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  value: string;
  type?: string | null;
  compareDigest?: string | null;
};

type IndexedError = { field: string[]; message: string; code: string; elementIndex: number };

/** The most the platform sets at once. */
const maximumMetafields = 25;

/** Owners a metafield can have; fulfillment orders, fulfillments and inventory items cannot (the platform's own list). */
const ownerKinds = ["Order", "Product", "ProductVariant", "Customer", "Company", "CompanyLocation", "Location", "Shop"];

/** Sets metafields, all or none. A compare digest makes it compare-and-set: null demands that the metafield does not exist. */
export function metafieldsSet(
  _: unknown,
  { metafields }: { metafields: MetafieldInput[] },
  context: RequestContext,
): Payload {
  if (metafields.length > maximumMetafields) {
    const message = `Exceeded the maximum metafields input limit of ${maximumMetafields}.`;
    const errors = [{ field: ["metafields"], message, code: "LESS_THAN_OR_EQUAL_TO", elementIndex: null }];
    return { metafields: [], userErrors: errors };
  }
  const errors = metafields.flatMap((input, index) => refuse(context, input, index));
  if (errors.length > 0) return { metafields: [], userErrors: errors };
  return { metafields: metafields.map((input) => write(context, input)), userErrors: [] };
}

function existing(context: RequestContext, input: MetafieldInput): Metafield | undefined {
  const namespace = resolveNamespace(context, input.namespace);
  return context.shop.metafields.get(input.ownerId)?.get(`${namespace}.${input.key}`);
}

function refuse(context: RequestContext, input: MetafieldInput, elementIndex: number): IndexedError[] {
  const error = (name: string, message: string, code: string): IndexedError[] => [
    { field: ["metafields", String(elementIndex), name], message, code, elementIndex },
  ];
  const kind = parseGid(input.ownerId)?.kind ?? "";
  const isOwner =
    kind === "Shop" ? input.ownerId.endsWith(`/${context.shop.id}`) : findNode(context, input.ownerId) !== null;
  if (!ownerKinds.includes(kind) || !isOwner) return error("ownerId", "Owner does not exist.", "INVALID");
  if (!isVisible(context, resolveNamespace(context, input.namespace))) {
    const message = "ApiPermission metafields can only be created or updated by the app owner.";
    return error("namespace", message, "APP_NOT_AUTHORIZED");
  }
  if (input.key.length < 2 || input.key.length > 64)
    return error("key", "Key must be between 2 and 64 characters.", "TOO_SHORT");
  if (input.value === "") return error("value", "Value can't be blank.", "BLANK");
  const before = existing(context, input);
  const type = input.type ?? before?.type;
  if (!type) return error("type", "Type can't be blank.", "BLANK");
  if (type === "json" && !isJson(input.value)) return error("value", "Value is invalid JSON.", "INVALID_VALUE");
  if (input.compareDigest === undefined) return [];
  if ((before?.compareDigest ?? null) === input.compareDigest) return [];
  return error(
    "compareDigest",
    "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
    "STALE_OBJECT",
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function write(context: RequestContext, input: MetafieldInput): Metafield {
  const { world, shop, now } = context;
  const before = existing(context, input);
  const namespace = resolveNamespace(context, input.namespace);
  const metafield: Metafield = {
    id: before?.id ?? nextId(world, "Metafield"),
    ownerId: input.ownerId,
    namespace,
    key: input.key,
    type: input.type ?? before?.type ?? "single_line_text_field",
    value: input.value,
    compareDigest: createHash("sha256").update(input.value).digest("hex"),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  const own = shop.metafields.get(input.ownerId) ?? new Map<string, Metafield>();
  own.set(`${namespace}.${input.key}`, metafield);
  shop.metafields.set(input.ownerId, own);
  return metafield;
}
