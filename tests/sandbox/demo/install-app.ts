import { launchUrl } from "#tests/sandbox/admin/launch-url.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";

/** The library answers 410 to what does not look like a person's browser. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";

export type Installation = {
  appUrl: string;
  shop: string;
  apiKey: string;
  secret: string;
  now: Date;
  /** Decimal id of the member of staff who installs it. */
  userId: string;
};

/**
 * Opens the app once for a shop, as its merchant's first visit does: the app exchanges the id token for an access token
 * and takes the shop in.
 *
 * @throws Error with the app's answer when it does not show its page.
 */
export async function installApp({ appUrl, shop, apiKey, secret, now, userId }: Installation): Promise<void> {
  const idToken = mintIdToken({ shop, apiKey, secret, now, userId });
  // Home leads a first visit here.
  const url = launchUrl({ appUrl, shop, secret, now, path: "/app/history", idToken });
  const answer = await fetch(url, { redirect: "manual", headers: { "user-agent": BROWSER, accept: "text/html" } });
  if (answer.status === 200) return void (await answer.body?.cancel());
  const text = (await answer.text()).replaceAll(/<[^>]*>|\s+/g, " ").trim();
  throw new Error(`The app could not be installed on ${shop}: it answered ${answer.status}. ${text.slice(0, 200)}`);
}
