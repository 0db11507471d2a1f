import { parseJson } from "#app/contracts/parse-json.ts";
import { nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { strangeValue } from "./strange-values.ts";
import { asWritten, writePayload, type Payload } from "./write-payload.ts";

type Container = Payload[] | Record<string, Payload>;
/** A part of a body: in what it stands and under which key. */
type Place = { container: Container; key: string; value: Payload };

const MOST_CHANGES = 4;

/**
 * The bytes of a body with up to four of its parts changed as a broken sender, another version of the platform or an
 * attacker would: dropped, emptied, of another type, far too large, twice there; now and then the bytes themselves are.
 */
export function mutatePayload(random: SeededRandom, text: string): Buffer {
  const parsed = parseJson(Buffer.from(text));
  if (!parsed.ok) return Buffer.from(text);
  const body = { whole: parsed.value as Payload };
  // Mostly one: a body with many faults is refused for the first of them, and the others are never looked at.
  const changes = nextChance(random, 0.7) ? 1 : nextInteger(random, 2, MOST_CHANGES);
  for (let change = 0; change < changes; change += 1) changeOnePart(random, body);
  const written = Buffer.from(writePayload(body.whole));
  return nextChance(random, 0.06) ? breakBytes(random, written) : written;
}

function changeOnePart(random: SeededRandom, body: { whole: Payload }): void {
  const places = placesIn(body);
  // The whole body stands first; it is replaced seldom, since nothing of it is left then.
  const place = nextChance(random, 0.02) ? places[0]! : nextChoice(random, places.slice(1).concat(places[0]!));
  const { container, key, value } = place;
  switch (nextInteger(random, 0, 9)) {
    case 0:
      return container === body ? put(container, key, null) : remove(container, key);
    case 1:
      return put(container, key, null);
    case 2:
      return put(container, key, otherType(value));
    case 3:
      // A copy: a part that is put into itself has no end.
      return put(container, key, structuredClone(nextChoice(random, places).value));
    case 4:
      return put(container, key, twice(random, value));
    case 5:
      return put(container, key, { [key]: value });
    default:
      return put(container, key, strangeValue(random, key, value));
  }
}

/** Every part of a body, the outermost first, with the few that say much as often as all those that say little. */
function placesIn(whole: Container): Place[] {
  const places: Place[] = [];
  const enter = (container: Container): void => {
    for (const [key, value] of Object.entries<Payload>(container)) {
      places.push({ container, key, value });
      if (typeof value === "object" && value !== null && !("written" in value)) enter(value);
    }
  };
  enter(whole);
  return places;
}

function remove(container: Container, key: string): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
}

function put(container: Container, key: string, value: Payload): void {
  if (Array.isArray(container)) container[Number(key)] = value;
  // Not by assignment: a key called __proto__ would set the prototype.
  else Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

function otherType(value: Payload): Payload {
  if (typeof value === "string") return Number.isFinite(Number(value)) ? Number(value) : [value];
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "true" : 0;
  if (Array.isArray(value)) return value[0] ?? {};
  return value === null ? {} : [value];
}

/** The same element many times in a list; elsewhere the same key twice, of which a parser keeps the last. */
function twice(random: SeededRandom, value: Payload): Payload {
  if (Array.isArray(value))
    return value.flatMap((each) => Array.from({ length: nextInteger(random, 2, 40) }, () => each));
  if (typeof value !== "object" || value === null || "written" in value) return [value, value];
  const [key = "id", part = null] = nextChoice(random, [...Object.entries(value), ["id", 1] as [string, Payload]]);
  const text = writePayload(value);
  const again = `${JSON.stringify(key)}:${writePayload(nextChance(random, 0.5) ? part : strangeValue(random, key, part))}`;
  return asWritten(text === "{}" ? `{${again},${again}}` : `{${again},${text.slice(1)}`);
}

function breakBytes(random: SeededRandom, bytes: Buffer): Buffer {
  const at = nextInteger(random, 0, bytes.length);
  switch (nextInteger(random, 0, 4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xfe, 0x00]), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([bytes, bytes]);
    default:
      return Buffer.from(bytes.toString("utf8"), "utf16le");
  }
}
