import { isBlank, plainText } from "#app/domain/basics/plain-text.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";
import { hasParcelsToSend } from "#app/domain/orders/open-work.ts";
import { COUNTRIES_WITH_HOUSE_NUMBERS } from "./country-habits.ts";

const DIGIT = /\p{Nd}/u;

/** A second address line that is only a house number: "12", "12 b", "Nr. 12", "Hausnummer 12", "no 4/2". */
const ONLY_A_NUMBER = /^((nr|no|num|numero|number|hausnummer|huisnummer|house|haus) )*\d+( ?[a-z])?( \d+)*$/;

/**
 * Lines that are deliverable without a house number: post office boxes, general delivery, rural routes, hamlets and trade
 * estates, "without number", and numbers written out ("One Infinite Loop"). Compared as plain text, whole words.
 */
const DELIVERABLE_WITHOUT =
  /\b(po box|p o box|pob|post office box|postfach|bp|boite postale|casella postale|apartado|apdo|postbus|postboks|box|postilokero|skrytka|fach|general delivery|poste restante|postlagernd|packstation|paketshop|rural route|rr|hc|lieu dit|hameau|le bourg|zone artisanale|zone industrielle|za|zi|zac|poligono|s n|sn|snc|bb|one|two|three|four|five|six|seven|eight|nine|ten)\b/;

/** Where streets have house numbers, an address line without any digit most often lost its own. */
export function checkHouseNumber(context: OrderContext): Problem | null {
  const address = context.facts.shippingAddress;
  if (address === null || context.facts.isRedacted || isBlank(address.address1)) return null;
  if (!COUNTRIES_WITH_HOUSE_NUMBERS.has(address.countryCode ?? "") || DIGIT.test(address.address1!)) return null;
  if (!hasParcelsToSend(context.facts)) return null;
  const first = plainText(address.address1!);
  const second = plainText(address.address2 ?? "");
  if (ONLY_A_NUMBER.test(second) || DELIVERABLE_WITHOUT.test(first) || DELIVERABLE_WITHOUT.test(second)) return null;
  return {
    code: "house_number_missing",
    holdReason: "INCORRECT_ADDRESS",
    sentence: `“${address.address1!.trim()}” has no house number.`,
    subject: "shippingAddress.address1",
    holds: true,
  };
}
