import { expect, test } from "vitest";
import { compareRateCards, isNoChange } from "#app/domain/routing/prices/compare-rate-cards.ts";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import { MOST_PRICES, readRateFile } from "#app/domain/routing/prices/rate-file/read-rate-file.ts";
import { writeRateFile, writeTemplate } from "#app/domain/routing/prices/rate-file/write-rate-file.ts";
import { splitCsv } from "#app/routes/app.shipping-costs/split-csv.ts";
import { card, zone } from "./build-cards.ts";

const locations = [
  { id: "61", name: "Lyon" },
  { id: "62", name: "Milano, Store" },
  { id: "63", name: "Twin" },
  { id: "64", name: "Twin" },
];

function read(text: string, currency = "EUR") {
  const file = splitCsv(text);
  return "problems" in file ? { ok: false as const, ...file } : readRateFile(file.lines, { currency, locations });
}

function cardsOf(text: string, currency?: string): RateCard[] {
  const file = read(text, currency);
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file.cards;
}

/** "line column: sentence" of each problem. */
function problemsOf(text: string, currency?: string): string[] {
  const file = read(text, currency);
  return file.ok ? [] : file.problems.map(({ line, column, sentence }) => `${line} ${column}: ${sentence}`);
}

const HEAD = "service,from,zone,destinations,days,up_to_kg,price";
const line = (changes: Partial<Record<string, string>> = {}) => {
  const usual = { service: "Parcel", from: "", zone: "1", destinations: "DE", days: "2", up_to_kg: "2", price: "4.90" };
  return Object.values({ ...usual, ...changes }).join(",");
};
const file = (...lines: string[]) => [HEAD, ...lines].join("\n");

const simple = [card("Parcel", [zone("1", "DE", 2, [2000, 490])])];

test.each([
  ["as it is", file(line())],
  ["with a byte order mark", `\uFEFF${file(line())}`],
  ["with semicolons and decimal commas", "service;zone;destinations;days;up_to_kg;price\nParcel;1;DE;2;2,0;4,90\n"],
  ["with tabs", "service\tzone\tdestinations\tdays\tup_to_kg\tprice\r\nParcel\t1\tDE\t2\t2\t4.90\r\n"],
  ["in grams", "Service,Zone,Countries,Days,Grams,Price (EUR)\nParcel,1,DE,2,2000,4.90"],
  ["with quotation marks", 'price_eur,"service",zone,countries/regions,days,Up to kg\n"4,90",Parcel,1,DE,2,2'],
  ["with empty lines and empty columns", `${HEAD},,\n\n${line()},,\n,,,,,,,,\n`],
])("a file is read %s", (_how, text) => {
  expect(cardsOf(text)).toEqual(simple);
});

test("what a zone's lines share may be left out of all but one, and steps come in any order", () => {
  const text = file(
    line({ up_to_kg: "10", price: "9" }),
    line({ destinations: "", days: "", up_to_kg: "0.5", price: "3" }),
    line({ destinations: '"AT, CH"', zone: "2", price: "12" }),
    line({ from: "lyon | 63", service: "Own" }),
  );
  expect(cardsOf(text)).toEqual([
    card("Parcel", [zone("1", "DE", 2, [500, 300], [10_000, 900]), zone("2", "AT|CH", 2, [2000, 1200])]),
    card("Own", [zone("1", "DE", 2, [2000, 490])], { locationIds: ["61", "63"] }),
  ]);
});

test.each([
  ["JPY", "490", 490],
  ["KWD", "1.250", 1250],
  ["EUR", "0", 0],
  ["EUR", "4,9", 490],
])("a price in %s is read to its smallest unit: %s", (currency, price, minor) => {
  const text = `service;zone;destinations;days;up_to_kg;price\nParcel;1;DE;2;2;${price}`;
  expect(cardsOf(text, currency)[0]!.zones[0]!.rates[0]!.priceMinor).toBe(minor);
});

test.each([
  ["nothing", "", "null null: The file is empty."],
  ["no prices", HEAD, "null null: The file has no prices, only its first line."],
  ["an open quotation mark", `${HEAD}\n"Parcel,,1,DE,2,2,4.90`, "null: A quotation mark is opened and never closed."],
  ["a stray quotation mark", file(line({ service: 'Par"cel' })), "2 null: A quotation mark stands where none may be"],
  ["letters of another encoding", file(line({ service: "P\uFFFDckchen" })), "null null: Save the file as “CSV UTF-8”"],
  ["two bytes a letter", "s\0e\0r\0", "null null: Save the file as “CSV UTF-8”"],
  ["an unknown column", `${HEAD},colour\n${line()},red`, "1 colour: This column is not known."],
  ["a missing column", "service,zone,days,up_to_kg,price\nA,1,2,2,3", "1 destinations: This column is missing."],
  ["a column twice", `${HEAD},countries\n${line()},DE`, "1 countries: There are two columns for this: “destinations”"],
  [
    "another currency",
    `${HEAD}_usd\n${line()}`,
    "1 price_usd: Prices are in EUR, the currency of the shop, and not in USD.",
  ],
  ["too many cells", file(`${line()},5`), "2 null: This line has more cells than the first one has columns."],
  ["no service", file(line({ service: "" })), "2 service: This cell is empty."],
  ["a formula for a service", file(line({ service: "=1+1" })), "2 service: A name begins with a letter or a digit."],
  ["a long name", file(line({ zone: "x".repeat(61) })), "2 zone: A name has at most 60 letters."],
  ["an unknown location", file(line({ from: "Atlantis" })), "2 from: “Atlantis” is none of your locations: Lyon"],
  ["a name of two locations", file(line({ from: "Twin" })), "2 from: Several of your locations are called “Twin”."],
  ["no destination", file(line({ destinations: "" })), "2 destinations: Where zone 1 of Parcel goes to is missing."],
  ["a wrong destination", file(line({ destinations: "DE | UK" })), "2 destinations: “UK” is no country."],
  ["no days", file(line({ days: "" })), "2 days: How many days zone 1 of Parcel takes is missing."],
  ["wrong days", file(line({ days: "1-2" })), "2 days: “1-2” is no number of days."],
  ["no weight", file(line({ up_to_kg: "" })), "2 up_to_kg: “” is no weight."],
  ["a weight of nothing", file(line({ up_to_kg: "0" })), "2 up_to_kg: A weight is between 1 gram and 1,000 kg."],
  ["too much weight", file(line({ up_to_kg: "1000.001" })), "2 up_to_kg: A weight is between 1 gram and 1,000 kg."],
  [
    "a weight with its unit",
    file(line({ up_to_kg: "2 kg" })),
    "2 up_to_kg: “2 kg” is no weight. Write it as 2.5 or 2,5.",
  ],
  [
    "half a gram",
    "service,zone,destinations,days,grams,price\nA,1,DE,2,0.5,3",
    "2 grams: “0.5” is no whole number of grams.",
  ],
  ["a price with its sign", file(line({ price: "€4.90" })), "2 price: “€4.90” is no price. Write it as 6.90"],
  ["a price below nothing", file(line({ price: "-1" })), "2 price: “-1” is no price."],
  ["thousands in a price", file(line({ price: "1.234.50" })), "2 price: “1.234.50” is no price."],
  [
    "too many digits",
    file(line({ price: "4.905" })),
    "2 price: “4.905” has more digits behind the point than EUR, which has 2.",
  ],
  ["a price beyond all", file(line({ price: "100000.01" })), "2 price: A parcel costs at most 100000 EUR."],
  ["a step twice", file(line(), line()), "3 up_to_kg: Zone 1 of Parcel has a price for 2 kg in line 2 too."],
  [
    "less for more",
    file(line({ up_to_kg: "5", price: "4" }), line()),
    "2 price: 5 kg costs 4.00, and less weight costs 4.90 in line 3.",
  ],
  [
    "days that differ",
    file(line(), line({ up_to_kg: "5", days: "3" })),
    "3 days: Zone 1 of Parcel has 3 here and 2 in line 2.",
  ],
  [
    "destinations that differ",
    file(line(), line({ up_to_kg: "5", destinations: "AT" })),
    "3 destinations: Zone 1 of Parcel has AT here and DE in line 2.",
  ],
  [
    "zones that overlap",
    file(line({ destinations: "DE 80-89" }), line({ zone: "2", destinations: "DE 85-95" })),
    "3 destinations: DE 85-95 is in zone 2 and in zone 1 of Parcel",
  ],
  [
    "cards that share a location",
    file(line({ from: "61" }), line({ from: "61 | 62" })),
    "3 from: Parcel has other lines with one of these locations among others.",
  ],
])("%s is told by line and column", (_what, text, expected) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(expected);
});

test("everything that is wrong is told at once, in the order of the file", () => {
  const problems = problemsOf(file(line({ days: "x", price: "y" }), line(), line({ zone: "" })));
  expect(problems.map((problem) => problem.split(":")[0])).toEqual(["2 days", "2 price", "4 zone"]);
});

test("lines are counted as a spreadsheet does, empty ones and the head included", () => {
  expect(problemsOf(`${HEAD}\r\n\r\n${line()}\r\n\r\n${line({ days: "x" })}\r\n`)[0]).toMatch(/^5 days/);
});

test("a file has an end", () => {
  const many = Array.from({ length: MOST_PRICES + 1 }, (_, index) => line({ up_to_kg: String(index + 1) }));
  expect(problemsOf(file(...many))).toEqual([`null null: The file has 5001 prices; at most 5000 are kept.`]);
});

const cards: RateCard[] = [
  card("Parcel", [
    zone("1", "DE 80-89|DE 20457|US-CA", 2, [500, 300], [31_500, 900]),
    zone("World", "*", 9, [2000, 1200]),
  ]),
  card('The "other", one; really', [zone("near", "0-300 km|DE 300-600 km|900+ km", 0, [1, 0])], {
    locationIds: ["61", "62"],
  }),
  card("Parcel", [zone("1", "PL 00-950|GB SW1A", 1, [1000, 100])], { locationIds: ["63"] }),
];

test("what is exported reads back as the same cards, and changes nothing", () => {
  const text = writeRateFile(cards, { currency: "EUR", locations });
  expect(cardsOf(text)).toEqual(cards);
  expect(isNoChange(compareRateCards(cards, cardsOf(text)))).toBe(true);
  expect(writeRateFile(cardsOf(text), { currency: "EUR", locations })).toBe(text);
});

test.each(["EUR", "JPY", "KWD"])("the template in %s is right as it stands", (currency) => {
  expect(cardsOf(writeTemplate(currency), currency).map(({ service }) => service)).toEqual(["Parcel", "Letter"]);
});

test("a comparison tells prices that come, go and change, and zones that mean something else", () => {
  const before = [card("Parcel", [zone("1", "DE|AT", 2, [500, 300], [1000, 400])])];
  const after = [card("Parcel", [zone("1", "DE", 3, [500, 350], [2000, 600])])];
  const { prices, zones } = compareRateCards(before, after);
  expect(prices.map(({ upToGrams, beforeMinor, afterMinor }) => [upToGrams, beforeMinor, afterMinor])).toEqual([
    [500, 300, 350],
    [2000, null, 600],
    [1000, 400, null],
  ]);
  expect(zones).toMatchObject([
    { zone: "1", destinations: { before: "AT | DE", after: "DE" }, days: { before: 2, after: 3 } },
  ]);
});

test("the same cards in another order are the same, and in another currency are not", () => {
  const mixed = cards.toReversed().map((each) => ({ ...each, zones: each.zones.toReversed() }));
  expect(isNoChange(compareRateCards(cards, mixed))).toBe(true);
  const dollars = cards.map((each) => ({ ...each, currency: "USD" }));
  expect(isNoChange(compareRateCards(cards, dollars))).toBe(false);
});
