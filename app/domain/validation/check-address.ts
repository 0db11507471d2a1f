import { isBlank } from "#app/domain/basics/plain-text.ts";
import { listInWords } from "#app/domain/basics/phrase.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";
import { hasParcelsToSend } from "#app/domain/orders/open-work.ts";
import type { AddressFacts } from "#app/domain/orders/order-facts.ts";
import { COUNTRIES_WITHOUT_CITY, COUNTRIES_WITHOUT_ZIP } from "./country-habits.ts";

/** A parcel needs a country, a city, a street line and, where the country uses them, a zip. */
export function checkAddress(context: OrderContext): Problem | null {
  const { facts } = context;
  if (facts.isRedacted || !hasParcelsToSend(facts)) return null;
  if (facts.shippingAddress === null) {
    return {
      code: "address_missing",
      holdReason: "INCORRECT_ADDRESS",
      sentence: "There are goods to ship and no shipping address.",
      subject: "shippingAddress",
      holds: true,
    };
  }
  const missing = missingParts(facts.shippingAddress);
  if (missing.length === 0) return null;
  return {
    code: "address_incomplete",
    holdReason: "INCORRECT_ADDRESS",
    sentence: `The shipping address lacks the ${listInWords(missing.map((part) => part.word))}.`,
    subject: `shippingAddress.${missing[0]!.field}`,
    holds: true,
  };
}

type Part = { field: keyof AddressFacts; word: string };

function missingParts(address: AddressFacts): Part[] {
  const missing: Part[] = [];
  const country = address.countryCode ?? "";
  if (isBlank(address.countryCode)) missing.push({ field: "countryCode", word: "country" });
  if (isBlank(address.zip) && !COUNTRIES_WITHOUT_ZIP.has(country)) missing.push({ field: "zip", word: "zip" });
  if (isBlank(address.city) && !COUNTRIES_WITHOUT_CITY.has(country)) missing.push({ field: "city", word: "city" });
  if (isBlank(address.address1)) missing.push({ field: "address1", word: "street line" });
  return missing;
}
