import { formatMinor, minorDigits, parseMinor } from "#app/domain/basics/money.ts";
import type { ZonePart } from "#app/domain/routing/prices/zone-part.ts";
import type { FileLine, FileProblem, FileSetting } from "./file-problem.ts";
import type { Head, RateColumn } from "./read-head.ts";
import { readZonePart } from "./read-zone-part.ts";

/** What one line says: the price of one step of weight, and of its zone what is written beside it. */
export type PriceLine = {
  line: number;
  service: string;
  locationIds: string[] | null;
  zone: string;
  /** Null where the cell is empty: as the zone's other lines have it. */
  parts: ZonePart[] | null;
  days: number | null;
  upToGrams: number;
  priceMinor: number;
};

const MOST_LETTERS = 60;
const MOST_DAYS = 60;
/** A tonne: more goes by a haulier, who asks by the pallet. */
const MOST_GRAMS = 1_000_000;
const MOST_PRICE = 100_000;

/** Reads a line. What is wrong with it is noted, cell by cell; then there is no line. */
export function readPriceLine(
  { line, cells }: FileLine,
  head: Head,
  setting: FileSetting,
  problems: FileProblem[],
): PriceLine | null {
  const before = problems.length;
  const textOf = (column: RateColumn) => cells[head.places[column]?.index ?? -1]?.trim() ?? "";
  const read = <T>(column: RateColumn, take: (text: string) => T | Wrong): T => {
    const found = take(textOf(column));
    if (isWrong(found)) problems.push({ line, column: head.places[column]?.name ?? column, sentence: found.wrong });
    return found as T;
  };
  const widest = Math.max(...Object.values(head.places).map(({ index }) => index));
  if (cells.slice(widest + 1).some((cell) => cell.trim() !== ""))
    problems.push({ line, column: null, sentence: "This line has more cells than the first one has columns." });
  const found: PriceLine = {
    line,
    service: read("service", readName),
    locationIds: read("from", (text) => readLocations(text, setting)),
    zone: read("zone", readName),
    parts: read("destinations", readParts),
    days: read("days", readDays),
    upToGrams: read("up_to_kg", (text) => readGrams(text, head.gramsPerUnit)),
    priceMinor: read("price", (text) => readPrice(text, setting.currency)),
  };
  return problems.length === before ? found : null;
}

/** Why a cell cannot be read, in place of what it says. */
type Wrong = { wrong: string };

function wrong(sentence: string): Wrong {
  return { wrong: sentence };
}

function isWrong(found: unknown): found is Wrong {
  return typeof found === "object" && found !== null && "wrong" in found;
}

/** A name that begins with a sign would be run as a formula by who opens the file again in a spreadsheet. */
function readName(text: string): string | Wrong {
  if (text === "") return wrong("This cell is empty.");
  if (text.length > MOST_LETTERS) return wrong(`A name has at most ${MOST_LETTERS} letters.`);
  return /^[\p{L}\p{N}]/u.test(text) ? text : wrong("A name begins with a letter or a digit.");
}

function readLocations(text: string, { locations }: FileSetting): string[] | null | Wrong {
  const ids: string[] = [];
  for (const name of partsOf(text, /\|/)) {
    const found = locations.filter((each) => each.id === name || each.name.toLowerCase() === name.toLowerCase());
    const known = locations.map((each) => each.name).join(", ");
    if (found.length === 0) return wrong(`“${name}” is none of your locations: ${known}.`);
    if (found.length > 1) return wrong(`Several of your locations are called “${name}”. Write the id instead.`);
    ids.push(found[0]!.id);
  }
  return ids.length === 0 ? null : [...new Set(ids)].sort();
}

function readParts(text: string): ZonePart[] | null | Wrong {
  const parts: ZonePart[] = [];
  for (const each of partsOf(text, /[|,;]/)) {
    const part = readZonePart(each);
    if (typeof part === "string") return wrong(part);
    parts.push(part);
  }
  return parts.length === 0 ? null : parts;
}

function partsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readDays(text: string): number | null | Wrong {
  if (text === "") return null;
  if (/^\d{1,2}$/.test(text) && Number(text) <= MOST_DAYS) return Number(text);
  return wrong(`“${text}” is no number of days. Write a whole number up to ${MOST_DAYS}, such as 2.`);
}

function readGrams(text: string, gramsPerUnit: number): number | Wrong {
  const example = gramsPerUnit === 1 ? "2500" : "2.5 or 2,5";
  // Grams are the thousandths of a kilogram, as fils are of a dinar: the same reading, exactly.
  const grams = /^\d+([.,]\d{1,3})?$/.test(text) ? parseMinor(plainNumber(text), "KWD") : undefined;
  if (grams === undefined) return wrong(`“${text}” is no weight. Write it as ${example}.`);
  const weight = (grams / 1000) * gramsPerUnit;
  if (!Number.isInteger(weight)) return wrong(`“${text}” is no whole number of grams. Write it as ${example}.`);
  if (weight < 1 || weight > MOST_GRAMS) return wrong("A weight is between 1 gram and 1,000 kg.");
  return weight;
}

function readPrice(text: string, currency: string): number | Wrong {
  const digits = minorDigits(currency);
  const example = formatMinor(690, currency);
  const match = /^\d+(?:[.,](\d+))?$/.exec(text);
  const minor = match ? parseMinor(plainNumber(text), currency) : undefined;
  if (minor === undefined) return wrong(`“${text}” is no price. Write it as ${example}, without a currency sign.`);
  if ((match?.[1]?.length ?? 0) > digits)
    return wrong(`“${text}” has more digits behind the point than ${currency}, which has ${digits}.`);
  if (minor > MOST_PRICE * 10 ** digits) return wrong(`A parcel costs at most ${MOST_PRICE} ${currency}.`);
  return minor;
}

function plainNumber(text: string): string {
  return text.replace(",", ".");
}
