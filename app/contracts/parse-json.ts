/** A parsed body, or the sentence that says why there is none. */
export type ParsedJson = { ok: true; value: unknown } | { ok: false; reason: string };

// Numbers of up to 15 digits are exact as they are; a longer one may not be, so a body that has one takes the exact way.
// Ids of today have 13 or 14 digits, so nearly no body does. What stands inside a text may look like one and only costs time.
const MAY_BE_INEXACT = /[:[,]\s*-?\d{16}/;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Parses the raw bytes of a webhook without losing a digit: an integer beyond 2^53 comes as a bigint, every other value
 * as JSON.parse gives it. Shopify's ids exceed 2^53 (820982911946154508 would otherwise end in 500).
 *
 * @returns the value, or a sentence when the bytes are not JSON in UTF-8. Never throws.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { ok: false, reason: "The body is not valid UTF-8." };
  }
  if (text.trim() === "") return { ok: false, reason: "The body is empty." };
  try {
    return { ok: true, value: MAY_BE_INEXACT.test(text) ? parseExactly(text) : JSON.parse(text) };
  } catch (error) {
    // Only the kind of error: V8's message quotes the body, which may hold a customer's data.
    const where = /position (\d+)/.exec((error as Error).message)?.[1];
    return {
      ok: false,
      reason: where ? `The body is not JSON: it breaks at character ${where}.` : "The body is not JSON.",
    };
  }
}

// TypeScript does not know the third argument of a reviver yet (proposal "JSON.parse source text access", in V8 since 11.4).
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

function parseExactly(text: string): unknown {
  return parseWithSource(text, (_key, value, context) => {
    if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
    return context.source !== undefined && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
  });
}
