import type { AddressFacts } from "#app/domain/orders/order-facts.ts";

/** A part of what a zone covers. Countries by their two letters, distances in whole kilometres from the location. */
export type ZonePart =
  | { kind: "everywhere" }
  | { kind: "country"; country: string }
  | { kind: "province"; country: string; province: string }
  /** Postal codes whose beginning lies between two of one length, both included: "80" to "89". */
  | { kind: "postal"; country: string; first: string; last: string }
  /** Both ends included. `country` null: whatever the country; `toKm` null: without end. */
  | { kind: "distance"; country: string | null; fromKm: number; toKm: number | null };

/** Where a parcel goes, as far as zones tell places apart. */
export type ParcelDestination = Pick<AddressFacts, "countryCode" | "provinceCode" | "zip">;

/** The same as zones write it: made once, for a card may have hundreds of parts. */
export type ZonePlace = { country: string | null; province: string | null; postal: string };

/** Shopify writes some provinces with their country, "JP-13", and most without. */
export function placeOf(destination: ParcelDestination | null): ZonePlace {
  if (destination === null) return { country: null, province: null, postal: "" };
  const { countryCode: country, provinceCode, zip } = destination;
  const province = provinceCode?.startsWith(`${country}-`) ? provinceCode.slice(3) : provinceCode;
  return { country, province, postal: plainPostalCode(zip ?? "") };
}

/**
 * How closely a part describes a destination that it covers; null where it does not cover it. Of two zones the one that
 * describes it more closely holds: a postal code (the longer the closer), a province, a stretch of distance within the
 * country, the country, a stretch of distance, everywhere. Where two stretches meet, the nearer has the kilometre they share.
 */
export function closenessOf(
  part: ZonePart,
  place: ZonePlace,
  kilometres: number | null,
): readonly [kind: number, within: number] | null {
  if (part.kind === "everywhere") return [0, 0];
  if (part.kind === "distance") {
    const { country, fromKm, toKm } = part;
    if (kilometres === null || kilometres < fromKm || kilometres > (toKm ?? Infinity)) return null;
    if (country === null) return [1, -fromKm];
    return country === place.country ? [3, -fromKm] : null;
  }
  if (part.country !== place.country) return null;
  if (part.kind === "country") return [2, 0];
  if (part.kind === "province") return part.province === place.province ? [4, 0] : null;
  const beginning = place.postal.slice(0, part.first.length);
  const isBetween = beginning.length === part.first.length && part.first <= beginning && beginning <= part.last;
  return isBetween ? [5, part.first.length] : null;
}

/** "sw1a 1aa" and "SW1A1AA", "00-950" and "00950" are the same. */
export function plainPostalCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, "");
}

/** Whether two parts cover one place and neither describes it more closely: then nobody could say which zone holds. */
export function areAlike(left: ZonePart, right: ZonePart): boolean {
  if (left.kind === "distance" && right.kind === "distance") {
    const isMeeting = Math.max(left.fromKm, right.fromKm) < Math.min(left.toKm ?? Infinity, right.toKm ?? Infinity);
    return left.country === right.country && (isMeeting || left.fromKm === right.fromKm);
  }
  if (left.kind === "postal" && right.kind === "postal") {
    const isOneLength = left.country === right.country && left.first.length === right.first.length;
    return isOneLength && left.first <= right.last && right.first <= left.last;
  }
  return sayZonePart(left) === sayZonePart(right);
}

/** As the file of rates has it, and as one reads it: "DE", "US-CA", "DE 80-89", "US 0-241 km", "*". */
export function sayZonePart(part: ZonePart): string {
  switch (part.kind) {
    case "everywhere":
      return "*";
    case "country":
      return part.country;
    case "province":
      return `${part.country}-${part.province}`;
    case "postal":
      return `${part.country} ${part.first === part.last ? part.first : `${part.first}-${part.last}`}`;
    case "distance": {
      const band = part.toKm === null ? `${part.fromKm}+ km` : `${part.fromKm}-${part.toKm} km`;
      return part.country === null ? band : `${part.country} ${band}`;
    }
  }
}
