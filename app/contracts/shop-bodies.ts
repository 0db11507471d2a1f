import { z } from "zod";
import {
  currencyCode,
  listOf,
  optionalInstant,
  optionalPlatformId,
  optionalText,
  optionalTimeZone,
  text,
  textOr,
} from "./platform-values.ts";

/** `shop/update`. */
export const shopBody = z.object({
  name: textOr("Unnamed shop"),
  currency: currencyCode,
  country_code: text,
  iana_timezone: optionalTimeZone,
  updated_at: optionalInstant,
});

/** `app/scopes_update`: what the app may do from now on. */
export const scopesBody = z.object({ current: z.array(text) });

const customer = z.object({ id: optionalPlatformId, email: optionalText }).nullish();

/** `customers/data_request`: a customer wants to know what is stored of them. */
export const dataRequestBody = z.object({
  customer,
  orders_requested: listOf(optionalPlatformId),
  data_request: z.object({ id: optionalPlatformId }).nullish(),
});

/** `customers/redact`: a customer wants their data erased; these are the orders that bear it. */
export const customerRedactBody = z.object({ customer, orders_to_redact: listOf(optionalPlatformId) });
