import { z } from "zod";
import type { App, World } from "#tests/sandbox/state.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import type { AccessToken, Installation, RefreshToken, Shop, StaffMember } from "#tests/sandbox/state/shop.ts";
import {
  accessTokenSeconds,
  issueAccessToken,
  issueRefreshToken,
  onlineTokenSeconds,
  refreshTokenSeconds,
  useRefreshToken,
} from "./issue-tokens.ts";
import { verifyIdToken } from "./verify-id-token.ts";

const credentials = { client_id: z.string(), client_secret: z.string() };
const exchangeForm = z.object({
  ...credentials,
  grant_type: z.literal("urn:ietf:params:oauth:grant-type:token-exchange"),
  subject_token: z.string(),
  subject_token_type: z.literal("urn:ietf:params:oauth:token-type:id_token"),
  requested_token_type: z.enum([
    "urn:shopify:params:oauth:token-type:offline-access-token",
    "urn:shopify:params:oauth:token-type:online-access-token",
  ]),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
const refreshForm = z.object({ ...credentials, grant_type: z.literal("refresh_token"), refresh_token: z.string() });
const grantForm = z.discriminatedUnion("grant_type", [exchangeForm, refreshForm]);

type Exchange = z.infer<typeof exchangeForm>;

export type Grant = { status: number; body: Record<string, unknown> };

function denied(error: string, description: string): Grant {
  return { status: 400, body: { error, error_description: description } };
}

/** `POST /admin/oauth/access_token`: the exchange of an id token, and the refresh of an expiring offline token. */
export function grantToken(world: World, shop: Shop, body: unknown): Grant {
  const form = grantForm.safeParse(body);
  if (!form.success) return denied("invalid_request", "The request is missing a parameter or has a wrong one.");
  const app = world.apps.get(form.data.client_id);
  if (!app || ![app.secret, app.previousSecret].includes(form.data.client_secret)) {
    return denied("invalid_client", "Client authentication failed.");
  }
  const installation = installationOf(shop, app.apiKey);
  if (!installation) return denied("application_cannot_be_found", "The app is not installed on this shop.");
  if (form.data.grant_type === "refresh_token") return refresh(world, installation, form.data.refresh_token);
  return exchange(world, shop, { app, installation }, form.data);
}

function exchange(world: World, shop: Shop, { app, installation }: Parties, form: Exchange): Grant {
  const claims = verifyIdToken(app, shop.domain, form.subject_token, world.clock());
  if (!claims) return denied("invalid_subject_token", "The id token is invalid.");
  if (form.requested_token_type.endsWith("online-access-token") && !form.requested_token_type.includes("offline")) {
    return online(world, shop, installation, claims.sub);
  }
  const isExpiring = ["1", "true"].includes(String(form.expiring ?? "0"));
  const seconds = isExpiring ? accessTokenSeconds : null;
  const token = issueAccessToken(world, installation, { kind: "offline", seconds, userId: null });
  const refreshToken = isExpiring ? issueRefreshToken(world, installation, null) : undefined;
  return { status: 200, body: offlineBody(token, refreshToken) };
}

type Parties = { app: App; installation: Installation };

function offlineBody(token: AccessToken, refreshToken: RefreshToken | undefined): Record<string, unknown> {
  const body = { access_token: token.token, scope: token.scopes.join(",") };
  if (!refreshToken) return body;
  return {
    ...body,
    expires_in: accessTokenSeconds,
    refresh_token: refreshToken.token,
    refresh_token_expires_in: refreshTokenSeconds,
  };
}

function refresh(world: World, installation: Installation, text: string): Grant {
  const used = useRefreshToken(world, installation, text);
  if (!used) return denied("invalid_grant", "The refresh token is invalid or expired.");
  const token = issueAccessToken(world, installation, { kind: "offline", seconds: accessTokenSeconds, userId: null });
  return { status: 200, body: offlineBody(token, issueRefreshToken(world, installation, used.token)) };
}

function online(world: World, shop: Shop, installation: Installation, userId: string): Grant {
  const token = issueAccessToken(world, installation, { kind: "online", seconds: onlineTokenSeconds, userId });
  const member = shop.staff.find(({ id }) => id === userId);
  return {
    status: 200,
    body: {
      access_token: token.token,
      scope: token.scopes.join(","),
      expires_in: onlineTokenSeconds,
      associated_user_scope: token.scopes.join(","),
      associated_user: associatedUser(shop, userId, member),
    },
  };
}

/** The platform writes the user's id as a number; it stays below 2^53 only for the sandbox's default user. */
function associatedUser(shop: Shop, userId: string, member: StaffMember | undefined): Record<string, unknown> {
  return {
    id: Number(userId),
    first_name: member?.firstName ?? "Shop",
    last_name: member?.lastName ?? "Owner",
    email: member?.email ?? shop.email,
    email_verified: true,
    account_owner: member?.isShopOwner ?? true,
    locale: member?.locale ?? "en",
    collaborator: false,
  };
}
