import { z } from "zod";
import { storableText } from "#app/contracts/platform-values.ts";
import { parseMinor } from "#app/domain/basics/money.ts";
import type { PriceSet } from "#app/domain/orders/order-facts.ts";
import { idOfGid } from "./gid.ts";

/**
 * The values the Admin API's answers are made of. A field the merchant's data protection settings deny comes as null
 * beside an error, so whatever is personal may be null although the schema says otherwise.
 */
export const gidId = z.unknown().transform((value, context): string => {
  const id = idOfGid(value);
  if (id !== undefined) return id;
  context.addIssue({ code: "custom", message: "should be a gid" });
  return z.NEVER;
});

export const optionalGidId = z
  .unknown()
  .optional()
  .transform((value): string | null => idOfGid(value) ?? null);

/** A DateTime, in UTC with milliseconds, so that moments compare as texts. */
export const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());
export const optionalMoment = moment.nullish().transform((value) => value ?? null);

export const optionalString = z
  .string()
  .nullish()
  .transform((value) => (value ? storableText(value).trim() || null : null));

export const optionalCoordinate = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** A list that may be null, or hold nulls where single entries were denied. */
export function answerList<T extends z.ZodType>(item: T) {
  return z
    .array(item.nullable())
    .nullish()
    .transform((list) => (list ?? []).filter((entry) => entry !== null) as z.output<T>[]);
}

const money = z.object({ amount: z.string(), currencyCode: z.string() }).transform((value, context): number => {
  const minor = parseMinor(value.amount, value.currencyCode);
  if (minor !== undefined) return minor;
  context.addIssue({ code: "custom", message: "should be an amount" });
  return z.NEVER;
});

/** A MoneyBag in minor units. */
export const moneyBag = z
  .object({ shopMoney: money, presentmentMoney: money })
  .transform((bag): PriceSet => ({ shopMinor: bag.shopMoney, presentmentMinor: bag.presentmentMoney }));

export const optionalMoneyBag = moneyBag
  .nullish()
  .transform((bag): PriceSet => bag ?? { shopMinor: 0, presentmentMinor: 0 });

/** A page of a list, and the cursor after which the list goes on; null where it ends. */
export type ListPage<T> = { nodes: T[]; after: string | null };

const cursorAfter = z
  .object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() })
  .transform((info, context): string | null => {
    if (!info.hasNextPage) return null;
    if (info.endCursor) return info.endCursor;
    context.addIssue({ code: "custom", message: "says that there is more, and not where" });
    return z.NEVER;
  });

/** A connection's page. Its pageInfo has to be asked for, so that no list can be taken for whole that is not. */
export function connection<T extends z.ZodType>(node: T) {
  return z
    .object({ nodes: answerList(node), pageInfo: cursorAfter })
    .transform(({ nodes, pageInfo }): ListPage<z.output<T>> => ({ nodes, after: pageInfo }));
}

/** An answer that is not what was asked for: the schema changed under us, or a middle box answered. */
export class UnreadableAnswer extends Error {
  constructor(what: string, why: string) {
    super(`Shopify's answer about ${what} cannot be read: ${why}`);
    this.name = "UnreadableAnswer";
  }
}

/**
 * Reads an answer's data.
 *
 * @throws UnreadableAnswer naming the field.
 */
export function readAnswer<T extends z.ZodType>(schema: T, data: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UnreadableAnswer(what, issue ? `${issue.path.join(".")} ${issue.message}` : "it is empty");
}

const nodeList = z.array(z.looseObject({}).nullable());
const foundList = z.object({ nodes: nodeList });
const presence = z.union([
  z.object({ nodes: nodeList }),
  z.object({ orders: foundList }).transform(({ orders }) => orders),
  z.object({ inventoryItems: foundList }).transform(({ inventoryItems }) => inventoryItems),
]);

/** What was asked for by id or search and is there. An id that is not (or is not ours to see) comes as null or empty. */
export function presentNodes(data: unknown, what: string): unknown[] {
  return readAnswer(presence, data, what).nodes.filter((node) => node !== null && "id" in node);
}
