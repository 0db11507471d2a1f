import { isBlank } from "#app/domain/basics/plain-text.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";
import { hasParcelsToSend } from "#app/domain/orders/open-work.ts";

/**
 * Neither an e-mail address nor a phone number: nobody can be asked when a parcel goes astray. Inside the country that is
 * only shown; carriers refuse parcels abroad without one (customs calls the receiver), so these are held.
 */
export function checkContact(context: OrderContext): Problem | null {
  const { facts } = context;
  const hasContact = !isBlank(facts.email) || !isBlank(facts.phone) || !isBlank(facts.shippingAddress?.phone ?? null);
  if (hasContact || facts.isRedacted || !hasParcelsToSend(facts)) return null;
  const country = facts.shippingAddress?.countryCode ?? context.settings.shopCountryCode;
  const isAbroad = country !== context.settings.shopCountryCode;
  return {
    code: "contact_missing",
    holdReason: "OTHER",
    sentence: isAbroad
      ? `The buyer left neither an e-mail address nor a phone number, and a parcel to ${country} needs one.`
      : "The buyer left neither an e-mail address nor a phone number.",
    subject: "email",
    holds: isAbroad,
  };
}
