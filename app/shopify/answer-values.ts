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

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
export type PageInfo = z.output<typeof pageInfo>;

/** A connection's nodes with whether there are more. */
export function connection<T extends z.ZodType>(node: T) {
  return z.object({ nodes: answerList(node), pageInfo });
}

/** An answer that is not what was asked for: the schema changed under us, or a middle box answered. */
export class UnreadableAnswer extends Error {
  constructor(what: string, error: z.ZodError) {
    const issue = error.issues[0];
    super(
      `Shopify's answer about ${what} cannot be read: ${issue ? `${issue.path.join(".")} ${issue.message}` : "it is empty"}`,
    );
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
  if (!parsed.success) throw new UnreadableAnswer(what, parsed.error);
  return parsed.data;
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
