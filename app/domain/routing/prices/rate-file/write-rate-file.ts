import { formatMinor } from "#app/domain/basics/money.ts";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import { sayZonePart } from "#app/domain/routing/prices/zone-part.ts";
import type { FileSetting } from "./file-problem.ts";
import { RATE_COLUMNS } from "./read-head.ts";

/** Writes cards as a file of rates that reads back as the same cards. */
export function writeRateFile(cards: readonly RateCard[], { currency, locations }: FileSetting): string {
  const head = RATE_COLUMNS.map((column) => (column === "price" ? `price_${currency.toLowerCase()}` : column));
  const lines = cards.flatMap((card) =>
    card.zones.flatMap(({ name, days, parts, rates }) => {
      const from = (card.locationIds ?? []).map((id) => nameOf(id, locations)).join(" | ");
      const zone = [card.service, from, name, parts.map(sayZonePart).join(" | "), String(days)];
      return rates.map(({ upToGrams, priceMinor }) => [
        ...zone,
        String(upToGrams / 1000),
        formatMinor(priceMinor, card.currency),
      ]);
    }),
  );
  return [head, ...lines].map((cells) => `${cells.map(quote).join(",")}\r\n`).join("");
}

/** A location by its name, or by its id where the name would not find it again. */
function nameOf(id: string, locations: FileSetting["locations"]): string {
  const name = locations.find((location) => location.id === id)?.name ?? id;
  const isPlain = !name.includes("|") && name === name.trim() && /^[\p{L}\p{N}]/u.test(name);
  const alike = locations.filter((location) => location.name.toLowerCase() === name.toLowerCase());
  return isPlain && alike.length === 1 ? name : id;
}

function quote(cell: string): string {
  return /[",\r\n;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A file to begin with: two services of which one is slow, cheap and light, with every way of writing a destination. */
export function writeTemplate(currency: string): string {
  const head = RATE_COLUMNS.map((column) => (column === "price" ? `price_${currency.toLowerCase()}` : column));
  const price = (cents: number) => formatMinor(cents, currency);
  const lines = [
    ["Parcel", "", "1", "DE 0-300 km", "1", "2", price(490)],
    ["Parcel", "", "1", "", "", "10", price(790)],
    ["Parcel", "", "2", "DE", "2", "2", price(540)],
    ["Parcel", "", "2", "", "", "10", price(890)],
    ["Parcel", "", "Islands", "DE 18565 | DE 25849-25869", "4", "10", price(1690)],
    ["Parcel", "", "EU", "AT | FR | NL", "4", "10", price(1490)],
    ["Parcel", "", "World", "US-CA | US-NY | *", "8", "10", price(3990)],
    ["Letter", "", "1", "DE", "3", "0.5", price(290)],
  ];
  return [head, ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}
