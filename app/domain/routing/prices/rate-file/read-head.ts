import type { FileLine, FileProblem } from "./file-problem.ts";

/** What a file of rates has columns for; `from` may be left out. */
export const RATE_COLUMNS = ["service", "from", "zone", "destinations", "days", "up_to_kg", "price"] as const;
export type RateColumn = (typeof RATE_COLUMNS)[number];

const OTHER_NAMES: Readonly<Record<string, RateColumn>> = {
  origin: "from",
  location: "from",
  locations: "from",
  countries: "destinations",
  regions: "destinations",
  "countries/regions": "destinations",
  up_to_g: "up_to_kg",
  up_to_grams: "up_to_kg",
  grams: "up_to_kg",
};

/** Where each column is, by the name that the file itself gives it. */
export type Head = {
  places: Partial<Record<RateColumn, { index: number; name: string }>>;
  /** How many grams one of the file's units of weight has. */
  gramsPerUnit: number;
};

/** Reads the first line. */
export function readHead({ line, cells }: FileLine, currency: string): { head: Head; problems: FileProblem[] } {
  const head: Head = { places: {}, gramsPerUnit: 1000 };
  const problems: FileProblem[] = [];
  const note = (column: string | null, sentence: string) => problems.push({ line, column, sentence });
  for (const [index, name] of cells.entries()) {
    const plain = plainName(name);
    const column = columnOf(plain);
    if (plain === "") continue;
    if (column === undefined) note(name, `This column is not known. The columns are ${RATE_COLUMNS.join(", ")}.`);
    else if (head.places[column])
      note(name, `There are two columns for this: “${head.places[column].name}” is one too.`);
    else head.places[column] = { index, name };
    if (column === "up_to_kg" && plain !== "up_to_kg") head.gramsPerUnit = 1;
    const asked = /^price_(\w+)$/.exec(plain)?.[1]?.toUpperCase();
    if (asked !== undefined && asked !== currency)
      note(name, `Prices are in ${currency}, the currency of the shop, and not in ${asked}.`);
  }
  const missing = RATE_COLUMNS.filter((column) => column !== "from" && !head.places[column]);
  for (const column of missing) note(column, "This column is missing.");
  return { head, problems };
}

/** "Up to kg", "up_to_kg" and "price (EUR)", "price_eur" are the same. */
function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[()]/g, "")
    .replace(/[\s_-]+/g, "_");
}

function columnOf(plain: string): RateColumn | undefined {
  if (/^price(_[a-z]{3})?$/.test(plain)) return "price";
  return OTHER_NAMES[plain] ?? RATE_COLUMNS.find((column) => column === plain);
}
