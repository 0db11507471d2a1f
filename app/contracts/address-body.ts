import { z } from "zod";
import type { AddressFacts } from "#app/domain/orders/order-facts.ts";
import { optionalNumber, optionalText } from "./platform-values.ts";

/** A postal address as order bodies carry it; any part may be missing, which validation judges later. */
export const addressBody = z
  .object({
    first_name: optionalText,
    last_name: optionalText,
    name: optionalText,
    company: optionalText,
    address1: optionalText,
    address2: optionalText,
    city: optionalText,
    zip: optionalText,
    province_code: optionalText,
    country_code: optionalText,
    phone: optionalText,
    latitude: optionalNumber,
    longitude: optionalNumber,
  })
  .transform((body): AddressFacts => ({
    name: body.name ?? joinName(body.first_name, body.last_name),
    company: body.company,
    address1: body.address1,
    address2: body.address2,
    city: body.city,
    zip: body.zip,
    provinceCode: body.province_code,
    countryCode: body.country_code,
    phone: body.phone,
    latitude: body.latitude,
    longitude: body.longitude,
  }));

/** A person's full name, null when neither part is known. */
export function joinName(first: string | null, last: string | null): string | null {
  const name = [first, last].filter((part) => part !== null).join(" ");
  return name === "" ? null : name;
}
