import { z } from "zod";
import type { StaffProfile } from "#app/domain/people/person.ts";

/** The app's own credentials: the client id and secret of its client at Shopify. */
export type AppCredentials = { clientId: string; clientSecret: string };

/** Says who the subject of an id token is; undefined where Shopify does not say. */
export type IdentifyStaff = (domain: string, idToken: string) => Promise<StaffProfile | undefined>;

// Somebody waits for their first page meanwhile; unnamed, they can work just as well.
const TIMEOUT_MS = 3_000;

const answer = z.object({
  associated_user: z.object({
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    email: z.string().nullish(),
    account_owner: z.boolean().nullish(),
  }),
});

/**
 * An id token tells a number and no name. Shopify tells the name only beside an online access token
 * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange): it is asked for one,
 * and the token itself is thrown away unused. A person whom Shopify does not name is shown by their number.
 *
 * @param onUnnamed is told why not, without a word of what was sent or answered.
 */
export function createIdentifyStaff(
  fetchPort: typeof fetch,
  { clientId, clientSecret }: AppCredentials,
  onUnnamed: (domain: string, reason: string) => void,
): IdentifyStaff {
  return async (domain, idToken) => {
    try {
      const response = await fetchPort(`https://${domain}/admin/oauth/access_token`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({
          client_id: clientId,
          client_secret: clientSecret,
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token: idToken,
          subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
          requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`Shopify answered ${response.status}`);
      return profileOf(answer.parse(await response.json()));
    } catch (error) {
      onUnnamed(domain, describe(error));
      return undefined;
    }
  };
}

function profileOf({ associated_user: user }: z.infer<typeof answer>): StaffProfile {
  const name = [user.first_name, user.last_name]
    .filter((part) => part)
    .join(" ")
    .trim();
  return {
    name: name.slice(0, 200),
    email: (user.email ?? "").slice(0, 300),
    isAccountOwner: user.account_owner === true,
  };
}

/** What went wrong without a word of what was sent or answered: both are personal or secret. */
function describe(error: unknown): string {
  if (error instanceof z.ZodError) return "the answer names nobody";
  // Its message quotes the answer.
  if (error instanceof SyntaxError) return "the answer is no JSON";
  return error instanceof Error ? error.message : "unknown";
}
