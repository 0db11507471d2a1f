/** What a payload is made of. A bigint becomes a bare number, exact to its last digit: that is how the platform writes ids. */
export type Json = string | number | bigint | boolean | null | Json[] | { [key: string]: Json };

// ECMAScript 2026, in Node since 22; TypeScript's library does not know it yet.
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** The text of a payload. Scripts and line separators are escaped the way the platform (Ruby on Rails) does it. */
export function writeJson(value: Json): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? rawJSON(part.toString()) : part,
  );
  return text.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
