import { centreOf } from "#app/domain/routing/centres.ts";
import { plainPostalCode, type ZonePart } from "#app/domain/routing/prices/zone-part.ts";

/** Shopify numbers the provinces of these countries; elsewhere digits behind a hyphen are a postal code gone astray. */
const NUMBERED_PROVINCES = ["JP", "KR", "PA", "PT", "TH"];

const FORMS = "Write DE, US-CA, DE 80-89, DE 80331, US 0-300 km, 600+ km, or * for everywhere.";

/** Reads one part of what a zone covers. @returns what is wrong with it, as a sentence, where it is none. */
export function readZonePart(text: string): ZonePart | string {
  const plain = text.trim().replace(/\s+/g, " ").toUpperCase();
  if (plain === "*") return { kind: "everywhere" };
  const band = /^(?:([A-Z]{2}) )?(\d{1,5})(?: ?- ?(\d{1,5})|(\+)) ?KM$/.exec(plain);
  if (band) return readBand(text, band[1] ?? null, Number(band[2]), band[4] ? null : Number(band[3]));
  const match = /^([A-Z]{2})(?:-([A-Z0-9]{1,3})| (.+))?$/.exec(plain);
  if (!match) return `“${text}” is no destination. ${FORMS}`;
  const [, country = "", province, code] = match;
  if (centreOf(country, null) === null) return sayUnknown(country);
  if (province !== undefined) return readProvince(country, province);
  return code === undefined ? { kind: "country", country } : readPostal(text, country, code);
}

function readBand(text: string, country: string | null, fromKm: number, toKm: number | null): ZonePart | string {
  if (country !== null && centreOf(country, null) === null) return sayUnknown(country);
  if (toKm !== null && toKm <= fromKm) return `“${text}” ends before it begins.`;
  return { kind: "distance", country, fromKm, toKm };
}

function readProvince(country: string, province: string): ZonePart | string {
  if (/^\d+$/.test(province) && !NUMBERED_PROVINCES.includes(country))
    return `“${country}-${province}” is no province. A postal code follows a space: ${country} ${province}.`;
  return { kind: "province", country, province };
}

/** Two codes of one length with a hyphen between them are a range; a hyphen anywhere else is part of the code: PL 00-950. */
function readPostal(text: string, country: string, code: string): ZonePart | string {
  const [first = "", last = first, ...more] = code.split("-").map(plainPostalCode);
  const isRange = more.length === 0 && first.length === last.length;
  const [from, to] = isRange ? [first, last] : [plainPostalCode(code), plainPostalCode(code)];
  if (!/^[A-Z0-9]{1,10}$/.test(from) || !/^[A-Z0-9]{1,10}$/.test(to)) return `“${text}” is no destination. ${FORMS}`;
  if (from > to) return `“${text}” ends before it begins.`;
  return { kind: "postal", country, first: from, last: to };
}

function sayUnknown(country: string): string {
  const hint = country === "UK" ? " The United Kingdom is GB." : " Write its two letters as in addresses, such as DE.";
  return `“${country}” is no country.${hint}`;
}
