import { z } from "zod";
import type { ShopperProof } from "#app/queries/read-shopper-order.ts";

const CUSTOMER = /^gid:\/\/shopify\/Customer\/(\d{1,19})$/;

/** `dest` is a domain in tokens of customer accounts and an address in tokens of checkouts. */
const claims = z.object({
  aud: z.string(),
  dest: z.string().transform((dest) => dest.replace(/^https:\/\//, "").toLowerCase()),
  exp: z.number(),
  sub: z.string().nullish(),
});

export type ProvenBuyer = { domain: string; proof: ShopperProof };

/**
 * What a session token of a buyer's page proves, once its signature and time are checked. Its audience is checked here,
 * because the library does not for these pages. Somebody who is signed in is that customer and nothing else: another
 * order's number does not help them.
 *
 * @param confirmationNumber as the page states it, for who is not signed in.
 * @returns "no buyer" for what is no token of a buyer that this app was given, "no proof" for a guest who names nothing.
 */
export function proveBuyer(
  token: unknown,
  apiKey: string,
  confirmationNumber: string | null | undefined,
): ProvenBuyer | "no buyer" | "no proof" {
  const read = claims.safeParse(token);
  if (!read.success || read.data.aud !== apiKey) return "no buyer";
  const { dest, sub } = read.data;
  if (sub) {
    const customerId = CUSTOMER.exec(sub)?.[1];
    return customerId === undefined ? "no buyer" : { domain: dest, proof: { customerId } };
  }
  return confirmationNumber ? { domain: dest, proof: { confirmationNumber } } : "no proof";
}
