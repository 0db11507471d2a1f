/** Negative numbers stand for what JSON cannot say: undefined, not a number, and so on. None of them is a figure. */
type Flat = readonly unknown[];

/**
 * The data of a page as its loaders returned it. On the wire it is one flat list: whatever has parts names them by their place in
 * the list, and an object's keys are such places behind an underscore (the turbo-stream format of Remix's single fetch).
 */
export function decodeData(text: string): unknown {
  const [first = ""] = text.trim().split("\n");
  const flat = JSON.parse(first) as Flat;
  return valueAt(flat, 0, new Map());
}

function valueAt(flat: Flat, place: number, known: Map<number, unknown>): unknown {
  if (place < 0) return null;
  if (known.has(place)) return known.get(place);
  const value = flat[place];
  if (Array.isArray(value)) return decodeList(flat, place, value, known);
  if (typeof value !== "object" || value === null) return value;
  const decoded: Record<string, unknown> = {};
  known.set(place, decoded);
  for (const [key, at] of Object.entries(value))
    decoded[String(flat[Number(key.slice(1))])] = valueAt(flat, Number(at), known);
  return decoded;
}

/** A list of places; or a name and what it stands for, such as a moment. */
function decodeList(flat: Flat, place: number, value: readonly unknown[], known: Map<number, unknown>): unknown {
  if (typeof value[0] === "string") return value[1];
  const decoded: unknown[] = [];
  known.set(place, decoded);
  for (const at of value) decoded.push(valueAt(flat, Number(at), known));
  return decoded;
}

/** Every number and text in some data, with the keys that lead to it: "order.documents.0.totalMinor". */
export function leavesOf(data: unknown, path = ""): [path: string, value: string | number][] {
  if (typeof data === "string" || typeof data === "number") return [[path, data]];
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => leavesOf(value, path === "" ? key : `${path}.${key}`));
}
