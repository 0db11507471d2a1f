import { z } from "zod";

/** Any value, and a missing one too: what may be missing is said by the reader, in the reader's words. */
export const anything = z.unknown().optional();

/**
 * The values Shopify's bodies are made of, each with the form in which the domain holds it. What a value should be is
 * said in words a person understands; what it was is never quoted, since it may be a customer's data.
 */
function valueOf<T>(expected: string, read: (value: unknown) => T | undefined) {
  return anything.transform((value, context): T => {
    const result = read(value);
    if (result !== undefined) return result;
    context.addIssue({ code: "custom", message: `should be ${expected}, but ${nameKind(value)}` });
    return z.NEVER;
  });
}

/** The same value, with null where it is missing, null or an empty text. What is there must still be right. */
function optionalValueOf<T>(expected: string, read: (value: unknown) => T | undefined) {
  return valueOf<T | null>(expected, (value) => (isAbsent(value) ? null : read(value)));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** What a value is, without saying its content: "is a text". */
export function nameKind(value: unknown): string {
  if (value === undefined) return "it is missing";
  if (value === null) return "it is null";
  if (Array.isArray(value)) return "it is a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "it is empty" : "it is another text";
    case "number":
    case "bigint":
      return "it is another number";
    case "boolean":
      return "it is true or false";
    default:
      return "it is an object";
  }
}

const GID = /^gid:\/\/shopify\/\w+\/(\d{1,20})(?:\?.*)?$/;

function readId(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  if (typeof value === "bigint") return value > 0n && value < 1n << 63n ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  const digits = /^\d{1,20}$/.test(value) ? value : GID.exec(value)?.[1];
  if (digits === undefined) return undefined;
  const id = BigInt(digits);
  return id > 0n && id < 1n << 63n ? String(id) : undefined;
}

/** A Shopify id as decimal digits, from a lossless number, digits or a gid. Fits the database's bigint. */
export const platformId = valueOf("an id", readId);
export const optionalPlatformId = optionalValueOf("an id", readId);

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

function readInstant(value: unknown): string | undefined {
  if (typeof value !== "string" || !INSTANT.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A moment with its offset, in UTC with milliseconds, so that moments compare as texts. */
export const instant = valueOf("a date and time", readInstant);
export const optionalInstant = optionalValueOf("a date and time", readInstant);

// PostgreSQL stores neither the zero character nor half of a surrogate pair, and one of them must not stop an order.
const UNSTORABLE = /\u0000|[\ud800-\udfff]/; // eslint-disable-line no-control-regex

/** A text as the database can hold it. */
export function storableText(text: string): string {
  return UNSTORABLE.test(text) ? text.toWellFormed().replaceAll("\u0000", "\ufffd") : text;
}

function readText(value: unknown): string | undefined {
  if (typeof value === "string") return storableText(value);
  return typeof value === "number" || typeof value === "bigint" ? String(value) : undefined;
}

/** Any text; a number is taken as its digits. */
export const text = valueOf("a text", readText);
/** A text without surrounding spaces, null where nothing is said. */
export const optionalText = valueOf<string | null>("a text", (value) => {
  if (isAbsent(value)) return null;
  const read = readText(value)?.trim();
  return read === "" ? null : read;
});
/** A text that stands in for a missing one. */
export const textOr = (fallback: string) => optionalText.transform((value) => value ?? fallback);

/** Three capital letters, as ISO 4217 writes a currency. */
export const currencyCode = valueOf("a currency code of three letters", (value) =>
  typeof value === "string" && /^[A-Z]{3}$/.test(value) ? value : undefined,
);

/**
 * The name of a time zone that Node knows: days are counted in it, and one that is no zone would stop every decision of
 * its shop.
 */
export const optionalTimeZone = optionalValueOf("the name of a time zone", (value) => {
  if (typeof value !== "string") return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return value;
  } catch {
    return undefined;
  }
});

// What Shopify lets a level hold; sums of two still fit the database's integers of 32 bits.
const MOST_UNITS = 1_000_000_000;

function readUnits(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= MOST_UNITS ? (value as number) : undefined;
}

function readQuantity(value: unknown): number | undefined {
  const units = readUnits(value);
  return units !== undefined && units >= 0 ? units : undefined;
}

/** A whole number of units, not negative. */
export const quantity = valueOf("a whole number of units", readQuantity);
export const optionalQuantity = optionalValueOf("a whole number of units", readQuantity);

/** A whole number, negative too: Shopify's available may be. */
export const optionalInteger = optionalValueOf("a whole number", readUnits);

/** A coordinate or a rate: any finite number, as a number or as a text. */
export const optionalNumber = optionalValueOf("a number", (value) => {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
});

/** True or false, with what a missing one means. */
export const flag = (fallback: boolean) =>
  valueOf<boolean>("true or false", (value) => {
    if (value === undefined || value === null) return fallback;
    return typeof value === "boolean" ? value : undefined;
  });

/** A list, empty where it is missing or null. */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}
