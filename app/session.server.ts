import { randomUUID } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import type { Click } from "./commands/click.ts";
import { openShop } from "./commands/open-shop.ts";
import { authenticate, takeOpened } from "./shopify.server.ts";

/** Who asks: proven by a token of the admin. */
export type SignedIn = Awaited<ReturnType<typeof authenticate.admin>> & {
  /** Our id of the shop. */
  shop: string;
  domain: string;
  /** Whose click this is, for commands: the staff member by Shopify's id, which is all that an offline token tells. */
  click: Click;
};

/**
 * Proves who asks and for which shop; every loader and action of a page begins with it.
 *
 * @throws Response that leads the browser through Shopify's sign-in, or 401 for a token that is not a staff member's.
 */
export async function signedIn(request: Request, { database, clock, ring }: AppLoadContext): Promise<SignedIn> {
  const signIn = await authenticate.admin(request);
  const domain = signIn.session.shop;
  if (!isOfStaff(signIn.sessionToken, domain)) throw new Response(null, { status: 401 });
  const [found] = await database.app.query<{ shop: string | null }>("SELECT shop_of_domain($1) AS shop", [domain]);
  const shop = found?.shop ?? (await openShop(domain, signIn.session.scope?.split(",") ?? [], clock()));
  if (takeOpened(domain) || !found?.shop) await ring(shop);
  const click = { person: `Staff member ${signIn.sessionToken.sub}`, now: clock(), newId: randomUUID };
  return { ...signIn, shop, domain, click };
}

/**
 * Tokens of checkouts and customer accounts bear the same signature and audience as the admin's, and the library takes a
 * buyer's for a staff member's. Only the shop's admin issues those of staff, whose subject is a plain number.
 */
function isOfStaff({ iss, sub }: SignedIn["sessionToken"], domain: string): boolean {
  return iss === `https://${domain}/admin` && /^\d+$/.test(sub);
}
