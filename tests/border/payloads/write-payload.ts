/** A body to be written: JSON, ids beyond 2^53 as bigint, and parts that are put into the text as they are. */
export type Payload = string | number | bigint | boolean | null | Written | Payload[] | { [key: string]: Payload };

/** JSON, or what passes for it, that no value of JavaScript can stand for: 1e400, half a surrogate pair, a key twice. */
export type Written = { written: string };

export function asWritten(text: string): Written {
  return { written: text };
}

/** The text of a body. Unlike JSON.stringify it writes every bigint in full and keeps what JavaScript would mend. */
export function writePayload(value: Payload | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writePayload).join(",")}]`;
  if (isWritten(value)) return value.written;
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}:${writePayload(part)}`)
    .join(",")}}`;
}

function isWritten(value: Written | Record<string, Payload>): value is Written {
  return typeof value["written"] === "string" && Object.keys(value).length === 1;
}
