import { z } from "zod";
import { isRowId } from "#app/contracts/row-id.ts";
import type { QuoteWish } from "#app/queries/routing/shipping-costs/quote-shipping.ts";

const MOST_KG = 1_000;

const wish = z.object({
  location: z.string().refine(isRowId),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "Enter the two letters of a country, such as DE."),
  province: z.string().trim().toUpperCase().max(10).default(""),
  zip: z.string().trim().max(20).default(""),
  kg: z
    .string()
    .trim()
    .regex(/^\d{1,4}([.,]\d{1,3})?$/, "Enter a weight, such as 2.5.")
    .transform((text) => Math.round(Number(text.replace(",", ".")) * 1000))
    .refine((grams) => grams > 0 && grams <= MOST_KG * 1000, "Enter a weight of up to 1,000 kg."),
});

export type QuoteQuestion = { wish: QuoteWish } | { fields: Record<string, string> };

/** What the calculator asks, from the page's address; null where it asks nothing. */
export function parseQuote(parameters: URLSearchParams): QuoteQuestion | null {
  if (!parameters.has("location")) return null;
  const { data, error } = wish.safeParse(Object.fromEntries(parameters));
  if (!data) return { fields: Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0]), message])) };
  const destination = { countryCode: data.country, provinceCode: data.province || null, zip: data.zip || null };
  return { wish: { locationId: data.location, destination, grams: data.kg } };
}
