import { addressOf } from "#tests/sandbox/state/create-shop.ts";
import type { Address } from "#tests/sandbox/state/people.ts";

export type AddressInput = Partial<
  Record<
    | "firstName"
    | "lastName"
    | "company"
    | "address1"
    | "address2"
    | "city"
    | "zip"
    | "provinceCode"
    | "countryCode"
    | "phone",
    string | null
  >
>;

const countryNames = new Intl.DisplayNames("en", { type: "region" });

/** An address as an app writes it. Nobody has looked it up yet: no coordinates, no verdict. */
export function addressFrom(input: AddressInput): Address {
  const country = input.countryCode ? (countryNames.of(input.countryCode) ?? null) : null;
  return addressOf({ ...input, country, province: input.provinceCode ?? null });
}
