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
 * @throws Response that leads the browser through Shopify's sign-in.
 */
export async function signedIn(request: Request, { database, clock, ring }: AppLoadContext): Promise<SignedIn> {
  const signIn = await authenticate.admin(request);
  const domain = signIn.session.shop;
  const [found] = await database.app.query<{ shop: string | null }>("SELECT shop_of_domain($1) AS shop", [domain]);
  const shop = found?.shop ?? (await openShop(domain, signIn.session.scope?.split(",") ?? [], clock()));
  if (takeOpened(domain) || !found?.shop) await ring(shop);
  const click = { person: `Staff member ${signIn.sessionToken.sub}`, now: clock(), newId: randomUUID };
  return { ...signIn, shop, domain, click };
}
